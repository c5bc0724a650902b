# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 1.1: discovery on the endpoint."""

from harness.expect import Outcome, answered, refused, same, status
from harness.table import case

OBJECT = {'unifiedpush': {'version': 1}}
UNKNOWN = '/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA'


def ask(hub, method='GET', fields=()):
    return hub.send_whole(method, hub.endpoint.path, fields)


def is_json(answer, _):
    same(answer.media_type(), 'application/json', 'Content-Type')


@case('1.1 Known ID', both=answered(OBJECT))
def get(hub):
    return ask(hub)


@case('1.1 Known ID', both=Outcome('exactly the object'))
def exact_body(hub):
    """A line end after it is allowed."""
    body = ask(hub).body
    same(body.removesuffix(b'\n'), b'{"unifiedpush":{"version":1}}', 'body')


@case('1.1 Request', 'RFC 9110 9.3.2', both=status(200, rules=[is_json]))
def head(hub):
    answer = ask(hub, 'HEAD')
    same(answer.body, b'', 'body')
    return answer


@case('1.1 Request', both=answered(OBJECT))
def no_fields(hub):
    """Nothing but the Host that HTTP wants."""
    with hub.connect() as connection:
        connection.send(b'GET %s HTTP/1.1\r\nHost: %s\r\n\r\n' % (
            hub.endpoint.path.encode(), hub.target.authority.encode()))
        return connection.read_answer()


@case('1.1 Request', 'RFC 9110 12.1', both=answered(OBJECT))
def other_accept(hub):
    return ask(hub, fields=[('Accept', 'text/html')])


@case('1.1 Request', both=answered(OBJECT))
def with_up_1(hub):
    """Some clients ask ntfy's way."""
    return hub.send_whole('GET', hub.endpoint.path + '?up=1')


@case('1.1 Unknown ID', both=refused(404, errno=102))
def unknown(hub):
    return hub.ask('GET', UNKNOWN)


@case('1.1 Unknown ID', both=status(404))
def unknown_head(hub):
    answer = hub.ask('HEAD', UNKNOWN)
    same(answer.body, b'', 'body')
    return answer


@case('1.1 Removed ID', both=refused(404, errno=[103, 106]))
def removed(hub):
    endpoint = hub.removed()
    return hub.send_whole('GET', endpoint.path)


@case('1.1 Effects', both=Outcome('no push'))
def is_no_push(hub):
    ask(hub)
    ask(hub, 'HEAD')
    same(len(hub.delivered()), 0, 'deliveries')
