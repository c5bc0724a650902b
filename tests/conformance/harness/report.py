# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""How a run is told: text for people, TAP for meson, JSON for programs."""

import collections
import json

from .runner import FAILED, PASSED, SKIPPED

WORDS = {PASSED: 'ok', FAILED: 'not ok', SKIPPED: 'skip'}


class Text:
    def __init__(self, mode):
        self.mode = mode
        self.counts = collections.Counter()

    def begin(self, cases):
        self.width = max((len(case.name) for case in cases), default=0)

    def tell(self, result):
        case = result.case
        say(f'{WORDS[result.outcome]:6} {case.name:{self.width}}  '
            f'{case.section}  {case.rfc}'.rstrip())
        if result.outcome == FAILED:
            say(f'       expected: {result.expected}')
            say(f'       seen: {one_line(result.seen)}')
        elif result.outcome == SKIPPED:
            say(f'       {result.seen}')

    def end(self):
        say(f'{self.mode}: {self.counts[PASSED]} passed, '
            f'{self.counts[FAILED]} failed, {self.counts[SKIPPED]} skipped')


class Tap(Text):
    def begin(self, cases):
        self.number = 0

    def tell(self, result):
        case = result.case
        name = f'{self.mode} {case.name} ({about(case)})'
        if result.outcome == SKIPPED:
            self.say_line(True, f'{name} # SKIP {one_line(result.seen)}')
        else:
            self.say_line(result.outcome == PASSED, name)
        if result.outcome == FAILED:
            say(f'# expected: {result.expected}')
            say(f'# seen: {one_line(result.seen)}')

    def say_line(self, good, name):
        self.number += 1
        say(f'{"ok" if good else "not ok"} {self.number} - {name}')

    def end(self):
        say(f'1..{self.number}')


class Ran(Tap):
    """Only what was not skipped."""

    def tell(self, result):
        if result.outcome != SKIPPED:
            super().tell(result)


class Json(Text):
    def begin(self, cases):
        pass

    def tell(self, result):
        case = result.case
        say(json.dumps({
            'name': case.name, 'mode': self.mode, 'section': case.section,
            'rfc': case.rfc, 'outcome': result.outcome,
            'expected': result.expected, 'seen': result.seen,
            'seconds': round(result.seconds, 3)}))

    def end(self):
        say(json.dumps({'mode': self.mode} | {
            outcome: self.counts[outcome] for outcome in WORDS}))


def say(line):
    print(line, flush=True)


def about(case):
    return ', '.join(part for part in (case.section, case.rfc) if part)


def one_line(text):
    return ' '.join(text.replace('#', 'number ').split())


def tell(report, cases, results):
    report.begin(cases)
    for result in results:
        report.counts[result.outcome] += 1
        report.tell(result)


def list_cases(cases):
    for case in cases:
        modes = '; '.join(f'{mode}: {expected}'
                          for mode, expected in case.expected.items())
        say(f'{case.name}\n    {about(case)}\n    {modes}')
        if case.does:
            say(f'    {case.does}')
