# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What an answer is held against. Each expectation says itself in words, for
the list of cases and for the report of a failure."""

import re
import urllib.parse

ERROR_MEMBERS = {'code': int, 'errno': int, 'error': str, 'message': str,
                 'more_info': str}
IDENTIFIER = re.compile('[A-Za-z0-9_-]{27}')


class Mismatch(Exception):
    """What was seen in place of what was expected."""


class Expect:
    def __init__(self, statuses, words, *rules):
        self.statuses = statuses
        self.words = words
        self.rules = rules

    def judge(self, answer, hub):
        if answer.status not in self.statuses:
            raise Mismatch(str(answer))
        for rule in self.rules:
            rule(answer, hub)

    def __str__(self):
        return self.words


class AnyOf:
    """One of several answers; the status says which."""

    def __init__(self, *expected):
        self.expected = expected

    def judge(self, answer, hub):
        for each in self.expected:
            if answer.status in each.statuses:
                each.judge(answer, hub)
                return
        raise Mismatch(str(answer))

    @property
    def statuses(self):
        return set().union(*(each.statuses for each in self.expected))

    def __str__(self):
        return ' or '.join(map(str, self.expected))


class Outcome:
    """What the case finds out itself; it raises Mismatch or returns None."""

    def __init__(self, words):
        self.words = words

    def judge(self, answer, hub):
        if answer is not None:
            raise TypeError('the case returns an answer that nobody judges')

    def __str__(self):
        return self.words


def same(seen, expected, what):
    if seen != expected:
        raise Mismatch(f'{what}: {seen!r}, expected {expected!r}')


def true(condition, seen):
    if not condition:
        raise Mismatch(seen)


# Rules


def no_redirect(answer, _):
    same(answer.all('Location'), [], 'Location')


def is_json(answer, _):
    same(answer.media_type(), 'application/json', 'Content-Type')
    true(answer.json() is not None, 'a body that is not JSON in UTF-8')


def is_message(answer, hub):
    """RFC 8030 5: Location names the message resource."""
    location = answer.get('Location') or ''
    start = hub.issued_base + '/message/'
    true(location.startswith(start), 'no Location below BASE/message/')
    name = location[len(start):]
    true(IDENTIFIER.fullmatch(name),
         f'a message of {len(name)} characters, not 27 of base64url')


def is_empty(answer, _):
    same(answer.body, b'', 'body')
    same(answer.get('Content-Length'), '0', 'Content-Length')


def explains(answer, _):
    """Section 2.8: the members of an error's body."""
    is_json(answer, None)
    error = answer.error()
    for name, kind in ERROR_MEMBERS.items():
        true(type(error.get(name)) is kind,
             f'{answer}: no member {name!r} that is {kind.__name__}')
    same(error['code'], answer.status, 'code')
    for name in ('error', 'message'):
        true(error[name].strip(), f'{answer}: nothing in {name!r}')
    link = urllib.parse.urlsplit(error['more_info'])
    true(link.scheme in {'', 'http', 'https'}, 'a strange more_info')


def has_its_fields(answer, _):
    """The header fields that go with a status."""
    if answer.status == 401:
        same(answer.get('WWW-Authenticate'), 'vapid', 'WWW-Authenticate')
    if answer.status == 405:
        true(answer.get('Allow'), f'{answer}: no Allow')
    if answer.status in {429, 503}:
        true(re.fullmatch('[0-9]+', answer.get('Retry-After') or ''),
             f'{answer}: no Retry-After in seconds')


def allows(*methods):
    def rule(answer, _):
        allowed = re.split(r'[,\s]+', answer.get('Allow') or '')
        missing = [each for each in methods if each not in allowed]
        true(not missing, f'{answer}: {", ".join(missing)} not in Allow')
    return rule


def allows_not(method):
    def rule(answer, _):
        allowed = re.split(r'[,\s]+', answer.get('Allow') or '')
        true(method not in allowed, f'{answer}: {method} in Allow')
    return rule


def without(*names):
    def rule(answer, _):
        for name in names:
            same(answer.all(name), [], name)
    return rule


def has_errno(numbers):
    def rule(answer, _):
        true(answer.error()['errno'] in numbers,
             f'{answer}, expected errno {either(numbers)}')
    return rule


def mentions(word):
    def rule(answer, _):
        message = answer.error()['message']
        true(word in message, f'{answer}: {word!r} is not mentioned')
    return rule


def has_ttl(values):
    def rule(answer, _):
        true(answer.get('TTL') in [str(value) for value in values],
             f'{answer}, expected TTL {either(values)}')
    return rule


# Expectations


def listed(value):
    return value if isinstance(value, (list, tuple)) else [value]


def either(values):
    return ' or '.join(map(str, values))


def created(*rules, ttl=None):
    """Section 2.7."""
    more = [] if ttl is None else [has_ttl(listed(ttl))]
    words = '201' if ttl is None else f'201 with TTL {either(listed(ttl))}'
    return Expect({201}, words, is_message, is_empty, numeric_ttl, *more,
                  *rules)


def numeric_ttl(answer, _):
    true(re.fullmatch('[0-9]+', answer.get('TTL') or ''),
         f'{answer}: no TTL that is a number')


def refused(*statuses, errno=None, rules=()):
    """Section 2.8."""
    more = [] if errno is None else [has_errno(listed(errno))]
    words = either(statuses)
    if errno is not None:
        words += f' with errno {either(listed(errno))}'
    return Expect(set(statuses), words, no_redirect, explains, has_its_fields,
                  *more, *rules)


def not_allowed(*methods, rules=()):
    return refused(405, rules=(allows(*methods), *rules))


def answered(value):
    def rule(answer, _):
        same(answer.json(), value, 'body')
    return Expect({200}, '200 with JSON', is_json, rule)


def status(*statuses, rules=()):
    return Expect(set(statuses), either(statuses), no_redirect, *rules)


def deleted():
    return status(204)


def ended():
    """HTTP itself was broken: the connection may end without an answer."""
    return Expect({0}, 'the end of the connection')
