# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The table of cases. A case is a function with a decorator:

    @case('2.2 Missing', 'RFC 8030 5.2',
          lenient=created(ttl=86400), strict=refused(400, errno=111))
    def missing(hub):
        return hub.push(ttl=None)

Its name is that of its file and its function, "ttl/missing". It runs in each
mode it has an expectation for, and returns what the expectation judges."""

import fnmatch

MODES = ('lenient', 'strict', 'strict-body')

ALL = []


class Skip(Exception):
    """A case that cannot be told here, and why."""


class Case:
    def __init__(self, function, section, rfc, expected):
        file = function.__module__.rpartition('.')[2].replace('_', '-')
        self.name = f'{file}/{function.__name__.strip("_").replace("_", "-")}'
        self.function = function
        self.section = section
        self.rfc = rfc
        self.expected = expected
        self.does = ' '.join((function.__doc__ or '').split())

    def matches(self, patterns):
        return not patterns or any(
            fnmatch.fnmatchcase(self.name, pattern)
            or self.name.startswith(pattern.rstrip('/') + '/')
            for pattern in patterns)


def case(section, rfc='', both=None, lenient=None, strict=None, body=None):
    """The section of the contract, that of an RFC, and what is expected in
    each mode: both are lenient and strict; body is strict with a look into the
    body, where only what is about that look runs."""
    expected = {'lenient': lenient or both, 'strict': strict or both,
                'strict-body': body}

    def add(function):
        new = Case(function, section, rfc,
                   {mode: expect for mode, expect in expected.items()
                    if expect is not None})
        if new.name in [old.name for old in ALL]:
            raise ValueError(f'{new.name} is there twice')
        ALL.append(new)
        return function

    return add


def select(mode, patterns):
    return [each for each in ALL
            if mode in each.expected and each.matches(patterns)]
