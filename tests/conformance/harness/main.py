# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The command line of the suite."""

import argparse
import os
import sys

from . import report, runner, table
from .target import Target, read_key

EPILOG = """A PATTERN is a file ("ttl"), a case ("ttl/missing") or has
wildcards ("vapid-*"). Exit status: 0 all passed, 1 a case failed, 2 the suite
could not be run."""


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog='run', epilog=EPILOG,
        description='Holds a Web Push server against the contract of '
                    'pushhub: RFC 8030, RFC 8291, RFC 8292.')
    add = parser.add_argument
    add('base', metavar='BASE', nargs='?', help='its public base URL')
    add('patterns', metavar='PATTERN', nargs='*', help='only these cases')
    add('--mode', choices=table.MODES, default='lenient',
        help='what the server is run as (lenient)')
    add('--list', action='store_true', help='list the cases, with what is '
        'expected in each mode; the patterns may come without a BASE')
    add('--endpoint', metavar='URL', help='push there, for a server without '
        'a client API; what needs one is skipped')
    add('--restricted', metavar='URL', help='an endpoint that is bound to '
        'the VAPID key of --key')
    add('--key', metavar='FILE', help='the private key: PEM, or 32 octets in '
        'base64url')
    add('--cacert', metavar='FILE', help='trust this certificate')
    add('--insecure', action='store_true', help='trust any certificate')
    add('--seconds', type=float, default=5.0, metavar='N',
        help='how long an answer may take (5)')
    add('--tap', action='store_const', const=report.Tap, dest='report',
        default=report.Text, help='print TAP, for test harnesses')
    add('--json', action='store_const', const=report.Json, dest='report',
        help='print a JSON object a line')
    return parser, parser.parse_intermixed_args(arguments)


def run_cases(options):
    key = read_key(options.key) if options.key else None
    target = Target(options.base, options.endpoint, options.restricted, key,
                    options.cacert, options.insecure, options.seconds)
    cases = table.select(options.mode, options.patterns)
    if not cases:
        raise ValueError('no case has such a name in this mode')

    target.place.connect().close()
    told = options.report(options.mode)
    report.tell(told, cases, runner.run(target, options.mode, cases))
    told.end()
    return 1 if told.counts[runner.FAILED] else 0


def begin(parser, options):
    if options.list:
        patterns = options.patterns + [options.base or '*']
        report.list_cases([case for case in table.ALL
                           if case.matches(patterns)])
        return 0
    if options.base is None:
        parser.error('which BASE?')
    if bool(options.restricted) != bool(options.key):
        parser.error('--restricted and --key go together')
    return run_cases(options)


def main(arguments=None):
    try:
        return begin(*parse(arguments))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except (OSError, ValueError) as error:
        print(f'run: {error}', file=sys.stderr)
        return 2
