# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Runs cases, one after the other."""

import time

from .expect import Mismatch
from .hub import Hub
from .table import Skip

PASSED, FAILED, SKIPPED = 'passed', 'failed', 'skipped'


class Result:
    def __init__(self, case, expected, outcome, seen, seconds):
        self.case = case
        self.expected = str(expected)
        self.outcome = outcome
        self.seen = seen
        self.seconds = seconds


def run(target, mode, cases):
    """Yields the Result of each case."""
    for case in cases:
        start = time.monotonic()
        outcome, seen = run_one(case, Hub(target, mode))
        yield Result(case, case.expected[mode], outcome, seen,
                     time.monotonic() - start)


def run_one(case, hub):
    try:
        try:
            seen = judge(case, hub)
        finally:
            hub.clean_up()
        check_health(hub)
    except Skip as skip:
        return SKIPPED, str(skip)
    except (Mismatch, OSError, ValueError) as error:
        return FAILED, str(error) or type(error).__name__
    return PASSED, seen


def judge(case, hub):
    answer = case.function(hub)
    case.expected[hub.mode].judge(answer, hub)
    limit = hub.target.seconds
    if answer is not None and answer.seconds > limit:
        raise Mismatch(f'{answer}, but after {answer.seconds:.1f} seconds')
    return str(answer or '')


def check_health(hub):
    answer = hub.ask('GET', '/health')
    if answer.status != 200:
        raise Mismatch(f'afterwards, GET /health: {answer}')
