# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""One HTTP answer, as it came."""

import json


class Answer:
    """status is 0 when the connection ended without an answer."""

    def __init__(self, head=b'', body=b'', seconds=0.0):
        lines = head.decode('latin-1').split('\r\n')
        self.status, self.reason = parse_status(lines[0])
        self.fields = [parse_field(line) for line in lines[1:] if line]
        self.body = body
        self.seconds = seconds

    def all(self, name):
        """The values of all lines of a header field."""
        return [value for field, value in self.fields
                if field.lower() == name.lower()]

    def get(self, name):
        """The value of a header field that is there once, or None."""
        values = self.all(name)
        return values[0] if len(values) == 1 else None

    def media_type(self):
        return (self.get('Content-Type') or '').partition(';')[0].lower()

    def json(self):
        """The body's value, or None if it is no JSON in UTF-8."""
        try:
            return json.loads(self.body.decode('utf-8'))
        except ValueError:
            return None

    def error(self):
        """The JSON object of a refusal, or an empty one."""
        value = self.json()
        return value if isinstance(value, dict) else {}

    def __str__(self):
        if self.status == 0:
            return 'the connection ended without an answer'
        parts = [f'{self.status} {self.reason}'.strip()]
        parts += [f'{name}: {value}' for name in ('TTL', 'Allow')
                  for value in self.all(name)]
        parts += [f'{name} {self.error()[name]!r}'
                  for name in ('errno', 'message', 'errcode', 'rejected')
                  if name in self.error()]
        return ', '.join(parts)


def parse_status(line):
    parts = line.split(' ', 2)
    if len(parts) < 2 or not parts[0].startswith('HTTP/1.'):
        return 0, ''
    status = int(parts[1]) if parts[1].isdecimal() else 0
    return status, parts[2] if len(parts) > 2 else ''


def parse_field(line):
    name, _, value = line.partition(':')
    return name, value.strip(' \t')
