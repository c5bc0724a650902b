# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 1: paths and methods."""

from harness.expect import (
    allows, allows_not, created, not_allowed, refused, same, status, without)
from harness.table import Skip, case

CORS = ('Access-Control-Allow-Origin', 'Access-Control-Allow-Methods',
        'Access-Control-Allow-Headers', 'Access-Control-Max-Age')
PREFLIGHT = [('Origin', 'https://app.example.org'),
             ('Access-Control-Request-Method', 'POST')]
RIGHT = [('TTL', 60), ('Content-Encoding', 'aes128gcm')]


def nothing_there(hub, path):
    return hub.ask('GET', path)


@case('1 R1', 'RFC 8030 5', both=created())
def post(hub):
    return hub.push()


@case('1 R1b', 'RFC 8030 5', lenient=created(),
      strict=not_allowed('POST', 'GET', rules=[allows_not('PUT')]))
def put(hub):
    """PUT is another word for POST, unless the mode is strict."""
    return hub.push(method='PUT')


@case('1 R1b', 'RFC 9110 15.5.6', lenient=status(204, rules=[allows('PUT')]),
      strict=status(204, rules=[allows_not('PUT')]))
def put_in_allow(hub):
    return hub.send_whole('OPTIONS', hub.endpoint.path)


@case('1 R4', 'RFC 8030 5.1', both=refused(404))
def receipt_get(hub):
    """Receipts are not built."""
    return nothing_there(hub, '/receipt/AAAAAAAAAAAAAAAAAAAAAAAAAAA')


@case('1 R4', 'RFC 8030 7.3', both=refused(404))
def receipt_delete(hub):
    return hub.ask('DELETE', '/receipt/AAAAAAAAAAAAAAAAAAAAAAAAAAA')


@case('1 R7', both=status(200))
def health(hub):
    return hub.ask('GET', '/health')


@case('1 R7', 'RFC 9110 9.3.2', both=status(200))
def health_head(hub):
    answer = hub.ask('HEAD', '/health')
    same(answer.body, b'', 'body')
    return answer


@case('1 R8', 'RFC 9110 9.3.7',
      both=status(204, rules=[allows('POST', 'GET'), without(*CORS)]))
def options(hub):
    return hub.send_whole('OPTIONS', hub.endpoint.path)


@case('1 R8', 'RFC 9110 9.3.7', both=status(204, rules=[without(*CORS)]))
def options_preflight(hub):
    """What a browser asks first is not answered with any permission."""
    return hub.send_whole('OPTIONS', hub.endpoint.path, PREFLIGHT)


@case('1 R8', 'RFC 9110 9.3.7', both=status(204, rules=[without(*CORS)]))
def options_star(hub):
    """The whole server."""
    return hub.send_whole('OPTIONS', '*')


@case('1 R8', both=created(without(*CORS)))
def post_with_origin(hub):
    """A page in a browser may push, but cannot read the answer."""
    return hub.push(more=[('Origin', 'https://app.example.org')])


@case('1 R9', both=refused(404))
def root(hub):
    return nothing_there(hub, '/')


@case('1 R9', both=refused(404))
def other_path(hub):
    return nothing_there(hub, '/nothing/is/here')


@case('1 R9', both=refused(404))
def other_path_post(hub):
    return hub.ask('POST', '/nothing/is/here', body=b'x')


@case('1 R9', both=refused(404))
def no_id(hub):
    return nothing_there(hub, '/push/id/')


@case('1 R9', both=refused(404))
def below_an_endpoint(hub):
    return nothing_there(hub, f'/push/id/{hub.endpoint.id}/more')


@case('1 never 3xx', both=refused(404))
def trailing_slash(hub):
    return hub.send_whole('POST', hub.endpoint.path + '/', [('TTL', 60)], b'x')


@case('1 never 3xx', both=refused(404))
def trailing_slash_health(hub):
    return nothing_there(hub, '/health/')


@case('1 never 3xx', both=refused(404))
def other_letter_case(hub):
    return nothing_there(hub, f'/Push/ID/{hub.endpoint.id}')


@case('1 never 3xx', both=refused(404))
def double_slash(hub):
    return nothing_there(hub, f'//push/id/{hub.endpoint.id}')


@case('1 never 3xx', 'RFC 3986 6.2.2.3', both=status(200, 400, 404))
def dot_segments(hub):
    """They may be taken out, but not by way of the sender."""
    return nothing_there(hub, f'/x/../push/id/{hub.endpoint.id}')


@case('1 R10', 'RFC 9110 15.5.6', both=not_allowed('POST', 'GET'))
def patch(hub):
    return hub.push(method='PATCH')


@case('1 R10', 'RFC 9110 15.5.6', both=not_allowed('POST', 'GET'))
def delete(hub):
    """A sender does not unsubscribe anybody."""
    answer = hub.send_whole('DELETE', hub.endpoint.path)
    hub.send()
    return answer


@case('1 R10', 'RFC 9110 9.1', both=not_allowed('POST', 'GET'))
def unknown_method(hub):
    return hub.push(method='PUSH')


@case('1 R10', 'RFC 9110 9.1', both=not_allowed('POST', 'GET'))
def method_in_small_letters(hub):
    """Methods are case-sensitive."""
    return hub.push(method='post')


@case('1 R10', 'RFC 9110 15.5.6', both=not_allowed('GET'))
def health_post(hub):
    return hub.ask('POST', '/health', body=b'x')


@case('1 R10', 'RFC 9110 9.3.8', both=not_allowed('POST'))
def trace(hub):
    return hub.send_whole('TRACE', hub.endpoint.path)


@case('1 R1', 'RFC 9112 3.2.2', both=created())
def absolute_target(hub):
    """A request line with the whole URL, as through a proxy."""
    if hub.target.base.startswith('https:'):
        raise Skip('libsoup 3.2 refuses an https URL in the request line')
    return hub.send_whole('POST', hub.target.base + '/push/id/'
                          + hub.endpoint.id, RIGHT, b'x')


@case('1 R1', 'RFC 9112 2.3', both=created())
def http_1_0(hub):
    """Reverse proxies still speak it."""
    endpoint = hub.endpoint
    with hub.connect() as connection:
        connection.send(hub.head('POST', endpoint.path,
                                 [('Content-Length', 1), *RIGHT],
                                 'HTTP/1.0') + b'x')
        return connection.read_answer()


@case('1 R1', both=created())
def other_host(hub):
    """Behind a reverse proxy Host is whatever the proxy says."""
    with hub.connect() as connection:
        connection.send(b'POST %s HTTP/1.1\r\nHost: proxy.example.org\r\n'
                        b'TTL: 60\r\nContent-Encoding: aes128gcm\r\n'
                        b'Content-Length: 1\r\n\r\nx'
                        % hub.endpoint.path.encode())
        return connection.read_answer()
