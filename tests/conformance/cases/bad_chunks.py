# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Bodies in chunks that are not whole, or not well-formed. What came of them
before that is no push."""

from harness.expect import AnyOf, Outcome, created, same, status
from harness.table import case

from .bad_request import push

RFC = 'RFC 9112 '
NO_PUSH = Outcome('400, not delivered')
LAST = b'0\r\n\r\n'


def chunked(hub, body, end=False):
    return push(hub, [('Transfer-Encoding', 'chunked')], body, end)


def no_push(hub, body):
    """After a chunk that is a whole body by itself."""
    answer = chunked(hub, b'5\r\nFirst\r\n' + body)
    same(answer.status, 400, 'status')
    same(hub.delivered(), [], 'deliveries')


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_is_a_word(hub):
    no_push(hub, b'many\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_missing(hub):
    no_push(hub, b'\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_over_64_bits(hub):
    """It would be 1 with the upper bits lost."""
    no_push(hub, b'10000000000000001\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_negative(hub):
    no_push(hub, b'-1\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_with_a_prefix(hub):
    no_push(hub, b'0x1\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def size_of_10_000_digits(hub):
    no_push(hub, b'0' * 10000 + b'1\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def first_size_is_a_word(hub):
    answer = chunked(hub, b'many\r\nx\r\n' + LAST)
    same(answer.status, 400, 'status')
    same(hub.delivered(), [], 'deliveries')


@case('bad input', RFC + '7.1', both=NO_PUSH)
def data_longer_than_its_size(hub):
    no_push(hub, b'2\r\nabc\r\n' + LAST)


@case('bad input', RFC + '7.1', both=NO_PUSH)
def data_shorter_than_its_size(hub):
    no_push(hub, b'4\r\nabc\r\n' + LAST)


@case('bad input', RFC + '7.1.1', both=AnyOf(created(), status(400)))
def extension(hub):
    """Ignored, as all that are unknown."""
    return chunked(hub, b'1;note="x"\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1.1', both=status(400, 413, 431))
def extension_of_1_mib(hub):
    return chunked(hub, b'1;' + b'x' * (1 << 20) + b'\r\nx\r\n' + LAST)


@case('bad input', RFC + '7.1.2', both=AnyOf(created(ttl=60), status(400)))
def trailer(hub):
    """A field after the body changes nothing."""
    return chunked(hub, b'1\r\nx\r\n0\r\nTTL: 5\r\n\r\n')


def cut(hub, body):
    """Over TLS there may be nobody left to answer."""
    answer = chunked(hub, body, end=True)
    same(answer.status in {0, 400}, True, f'{answer}: refused')
    same(hub.delivered(), [], 'deliveries')


@case('bad input', RFC + '8', both=Outcome('not accepted, not delivered'))
def cut_in_a_chunk(hub):
    cut(hub, b'5\r\nab')


@case('bad input', RFC + '8', both=Outcome('not accepted, not delivered'))
def cut_between_chunks(hub):
    cut(hub, b'2\r\nab\r\n')


@case('bad input', RFC + '9.6', both=Outcome('one push'))
def whole_and_ended(hub):
    """Who has said all may end that half of the connection."""
    answer = chunked(hub, b'5\r\nWhole\r\n' + LAST, end=True)
    same(answer.status, 201, 'status')
    same(hub.delivered(), [b'Whole'], 'deliveries')
