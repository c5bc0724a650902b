# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Bad input to HTTP itself: what no client sends by mistake, and where the
end of a request would be a matter of opinion. The hub refuses, or ends the
connection, and is as well as before."""

from harness import wire
from harness.expect import AnyOf, Outcome, created, same, status
from harness.table import case

RFC = 'RFC 9112 '
NOT_HTTP = status(400)
NOT_HTTP_OR_TOO_LARGE = status(400, 413, 414, 431)
RIGHT = [('TTL', 60), ('Content-Encoding', 'aes128gcm')]


def raw(hub, data, end=True):
    with hub.connect() as connection:
        connection.send(data)
        if end:
            connection.end()
        return connection.read_answer()


def push(hub, fields, body, end=False):
    """A push with its framing as it is given."""
    return raw(hub, hub.head('POST', hub.endpoint.path, [*RIGHT, *fields])
               + body, end)


def lines(hub, *more):
    """A push whose header lines are written by hand."""
    start = [b'POST %s HTTP/1.1' % hub.endpoint.path.encode(),
             b'Host: ' + hub.target.authority.encode(), b'TTL: 60',
             b'Content-Encoding: aes128gcm', b'Connection: close',
             b'Content-Length: 1']
    return raw(hub, b'\r\n'.join([*start, *more, b'', b'x']), end=False)


@case('bad input', RFC + '3', both=NOT_HTTP)
def garbage(hub):
    return raw(hub, bytes(range(256)) * 4 + b'\r\n\r\n')


@case('bad input', RFC + '3', both=NOT_HTTP)
def request_line_without_target(hub):
    return raw(hub, b'POST\r\n\r\n')


@case('bad input', RFC + '2.3', both=status(400, 505))
def version_9(hub):
    return raw(hub, b'GET /health HTTP/9.9\r\nHost: x\r\n\r\n')


@case('bad input', RFC + '3.2', both=NOT_HTTP)
def no_host(hub):
    return raw(hub, b'GET /health HTTP/1.1\r\n\r\n')


@case('bad input', RFC + '3.2', both=NOT_HTTP)
def two_hosts(hub):
    return lines(hub, b'Host: push.example.org')


@case('bad input', RFC + '5.1', both=AnyOf(created(ttl=60), NOT_HTTP))
def space_before_colon(hub):
    """Refused, or not there; never a field of that name."""
    return lines(hub, b'Urgency : low, high')


@case('bad input', RFC + '5', both=AnyOf(created(ttl=60), NOT_HTTP))
def line_without_colon(hub):
    """Not taken for the end of the header, nor for part of a field."""
    return lines(hub, b'no colon in here')


@case('bad input', RFC + '5.2', both=AnyOf(created(ttl=60), NOT_HTTP))
def folded_line(hub):
    """Obsolete: refused, or taken for one line."""
    return lines(hub, b'X-Note: a', b' b')


@case('bad input', RFC + '3', both=NOT_HTTP_OR_TOO_LARGE)
def method_of_100_kib(hub):
    return raw(hub, b'X' * 102400 + b' /health HTTP/1.1\r\nHost: x\r\n\r\n')


@case('bad input', RFC + '3', both=AnyOf(status(404), NOT_HTTP_OR_TOO_LARGE))
def target_of_64_kib(hub):
    return hub.ask('GET', '/push/id/' + 'A' * 65536)


@case('bad input', 'RFC 3986 2.1', both=status(400, 404))
def nul_in_the_path(hub):
    return hub.send_whole('POST', hub.endpoint.path + '%00', RIGHT, b'x')


@case('bad input', 'RFC 3986 2.1', both=status(400, 404))
def slash_in_the_id(hub):
    return hub.send_whole('GET', hub.endpoint.path + '%2f')


@case('bad input', 'RFC 3986 2.1', both=status(400, 404))
def path_not_utf_8(hub):
    return hub.ask('GET', '/push/id/%ff%fe')


@case('bad input', RFC + '3.2', both=AnyOf(status(404), NOT_HTTP))
def octets_in_the_target(hub):
    return hub.send_whole('GET', hub.endpoint.path.encode() + b'\xff\xfe')


@case('bad input', 'RFC 3986 2.1', both=status(400, 404))
def unfinished_escape(hub):
    return hub.ask('GET', '/push/id/%4')


@case('bad input', RFC + '6.3', both=NOT_HTTP)
def two_lengths(hub):
    return push(hub, [('Content-Length', 1), ('Content-Length', 2)], b'xy')


@case('bad input', RFC + '6.3', both=NOT_HTTP)
def list_of_lengths(hub):
    return push(hub, [('Content-Length', '1, 2')], b'xy')


@case('bad input', RFC + '6.2', both=status(400, 413))
def negative_length(hub):
    return push(hub, [('Content-Length', -1)], b'x')


@case('bad input', RFC + '6.2', both=NOT_HTTP)
def length_with_a_sign(hub):
    return push(hub, [('Content-Length', '+1')], b'x')


@case('bad input', RFC + '6.2', both=status(400, 413))
def length_over_63_bits(hub):
    return push(hub, [('Content-Length', 2 ** 63)], b'x')


@case('bad input', RFC + '6.2', both=status(400, 413))
def length_over_64_bits(hub):
    """It would be 1 with the upper bits lost."""
    return push(hub, [('Content-Length', 2 ** 64 + 1)], b'x')


@case('bad input', RFC + '6.2', both=NOT_HTTP)
def length_is_a_word(hub):
    return push(hub, [('Content-Length', 'many')], b'x')


@case('bad input', RFC + '6.2', both=NOT_HTTP)
def length_not_utf_8(hub):
    return push(hub, [('Content-Length', b'1\xff')], b'x')


@case('bad input', 'RFC 9110 10.1.1', both=AnyOf(status(400, 417), created()))
def expect_not_utf_8(hub):
    """An expectation that nobody knows."""
    return push(hub, [('Content-Length', 1), ('Expect', b'\xff\xfe')], b'x')


@case('bad input', RFC + '6.1', both=status(400, 501))
def transfer_coding_not_utf_8(hub):
    return push(hub, [('Transfer-Encoding', b'chunked\xff')],
                wire.chunks(b'x'), end=True)


@case('bad input', RFC + '6.1', both=AnyOf(created(), NOT_HTTP))
def length_and_chunked(hub):
    """The chunked coding counts, or neither does."""
    return push(hub, [('Content-Length', 3), ('Transfer-Encoding', 'chunked')],
                wire.chunks(b'whole body'))


@case('bad input', RFC + '6.1', both=status(400, 501))
def unknown_transfer_coding(hub):
    return push(hub, [('Transfer-Encoding', 'gzip, chunked')],
                wire.chunks(b'x'), end=True)


@case('bad input', RFC + '8', both=Outcome('not accepted, not delivered'))
def cut_in_the_body(hub):
    """The connection ends before the declared length."""
    answer = push(hub, [('Content-Length', 10)], b'short', end=True)
    same(answer.status in {0, 400}, True, f'{answer}: refused')
    same(hub.delivered(), [], 'deliveries')


@case('bad input', RFC + '9.3.2', both=created())
def pipelined(hub):
    """The first one counts; whether more are read is the hub's affair."""
    whole = hub.head('POST', hub.endpoint.path,
                     [*RIGHT, ('Content-Length', 1)]) + b'x'
    return raw(hub, whole * 5, end=False)


@case('bad input', RFC + '2.2', both=Outcome('one push'))
def more_than_the_length(hub):
    """What follows the body is no part of it."""
    answer = push(hub, [('Content-Length', 3)], b'abcdefgh')
    same(answer.status, 201, 'status')
    same(hub.delivered(), [b'abc'], 'deliveries')


@case('bad input', RFC + '9.3', both=Outcome('others are served'))
def a_hundred_silent_connections(hub):
    """Half a request costs a socket and nothing else."""
    start = hub.head('POST', hub.endpoint.path, RIGHT)[:-10]
    silent = [hub.connect() for _ in range(100)]
    try:
        for connection in silent:
            connection.send(start)
        same(hub.push().status, 201, 'status')
    finally:
        for connection in silent:
            connection.socket.close()
