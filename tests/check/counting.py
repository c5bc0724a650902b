# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Counts made-up test logs with results.py: no failure may get lost."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import results  # noqa: E402 (found by the line above)

TAP = ('# random seed\nok 1 /a/b\nok 2 /a/c # SKIP no bus\n'
       '    ok 1 a subtest\n')

# The result of a test, its output, and the outcomes to be counted.
LOGS = [
    ('OK', TAP, 'passed skipped'),
    ('OK', '', 'passed'),
    ('OK', 'ok, says a program\n', 'passed'),
    ('SKIP', '', 'skipped'),
    ('FAIL', '', 'failed'),
    ('FAIL', 'ok 1 /a\nnot ok 2 /b\n', 'passed failed'),
    ('ERROR', 'ok 1 /a\n', 'passed failed'),
    ('TIMEOUT', 'ok 1 /a\n', 'passed failed'),
    ('FAIL', 'ok 1 /a\nnot ok 2 /b # SKIP\n', 'passed failed'),
]


def main():
    for number, (result, output, expected) in enumerate(LOGS, 1):
        test = {'name': 'test', 'result': result, 'stdout': output}
        counted = ' '.join(outcome for outcome, _, _ in results.cases(test))
        wrong = '' if counted == expected else 'not '
        print(f'{wrong}ok {number} {result}: {counted}')
    print(f'1..{len(LOGS)}')


if __name__ == '__main__':
    main()
