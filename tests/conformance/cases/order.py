# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.1: what can be judged before the body is."""

from harness.expect import Expect, created, not_allowed, refused
from harness.table import case

CONTINUE = Expect({100}, '100')


def ask_first(hub, fields=(), length=200, method='POST', path=None):
    """A request that waits for leave to send its body. Returns what came: 100,
    or a refusal."""
    endpoint = hub.endpoint
    connection = hub.connect()
    connection.send(hub.head(method, path or endpoint.path, [
        ('Expect', '100-continue'), ('Content-Length', length), *fields]))
    return connection


def refusal(hub, *arguments, **more):
    with ask_first(hub, *arguments, **more) as connection:
        return connection.read_first()


RIGHT = [('TTL', 60), ('Content-Encoding', 'aes128gcm')]


@case('2.1', 'RFC 9110 10.1.1', both=created())
def continue_sent(hub):
    with ask_first(hub, RIGHT) as connection:
        hub.require(CONTINUE, connection.read_first())
        connection.send(bytes(200))
        return connection.read_answer()


@case('2.1 step 1', 'RFC 9110 10.1.1', both=refused(404, errno=102))
def continue_unknown(hub):
    return refusal(hub, RIGHT,
                   path=hub.path('/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA'))


@case('2.1 step 2', 'RFC 9110 10.1.1', both=not_allowed('POST'))
def continue_wrong_method(hub):
    return refusal(hub, RIGHT, method='PATCH')


@case('2.1 step 3', 'RFC 9110 10.1.1', both=refused(413, errno=104))
def continue_too_large(hub):
    return refusal(hub, RIGHT, length=4097)


@case('2.1 step 5', 'RFC 9110 10.1.1', both=refused(401, errno=109))
def continue_unauthorized(hub):
    return refusal(hub, RIGHT, path=hub.restricted.path)


@case('2.1 step 6', 'RFC 9110 10.1.1', both=refused(400))
def continue_wrong_field(hub):
    return refusal(hub, [*RIGHT, ('Urgency', 'low, high')])


@case('2.1 step 3', 'RFC 8030 7.2', both=refused(413, errno=104))
def declared_too_large(hub):
    """Refused at once: a gigabyte is announced, and nothing of it sent."""
    with hub.connect() as connection:
        connection.send(hub.head('POST', hub.endpoint.path, [
            ('Content-Length', 1 << 30), *RIGHT]))
        return connection.read_answer()
