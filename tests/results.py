# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Counts the test cases in a log of "meson test" and prints how many passed,
failed and were skipped. Says on standard error what was skipped, and why."""

import collections
import json
import re
import sys

CASE = re.compile(r'(not )?ok \d+ (.*?)( # SKIP.*)?$', re.IGNORECASE)


def cases(test):
    """Yields (outcome, name, note): each TAP case of a test, or the whole of
    a test that prints none."""
    found = [CASE.match(line) for line in test.get('stdout', '').split('\n')]
    outcomes = [(outcome(*case.group(1, 3)), case.group(2), case.group(3))
                for case in found if case]
    yield from outcomes

    # A program can also fail between its cases, or after the last one.
    name, result = test['name'], test['result']
    if result not in {'OK', 'SKIP'}:
        if 'failed' not in [case[0] for case in outcomes]:
            yield 'failed', name, result
    elif not outcomes:
        yield 'passed' if result == 'OK' else 'skipped', name, ''


def outcome(wrong, skipped):
    if wrong:
        return 'failed'
    return 'skipped' if skipped else 'passed'


def main():
    counts = collections.Counter()
    with open(sys.argv[1], encoding='utf-8') as log:
        for line in log:
            for kind, name, note in cases(json.loads(line)):
                counts[kind] += 1
                if kind == 'skipped':
                    print(f'skipped: {name}{note}', file=sys.stderr)
    print(counts['passed'], counts['failed'], counts['skipped'])


if __name__ == '__main__':
    main()
