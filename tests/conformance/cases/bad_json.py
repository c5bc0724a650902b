# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Bad input in JSON: requests to the Matrix gateway. Tokens have their own
cases in vapid-token, vapid-aud and vapid-exp."""

from harness.expect import AnyOf
from harness.matrix import (
    SPECIFICATION, accepted, compact, device, event, post, refuses)
from harness.table import case

DEPTH = 10000
REFUSED = refuses(400, 'M_NOT_JSON', 'M_BAD_JSON')
NOT_JSON = refuses(400, 'M_NOT_JSON')


def whole(hub, member):
    """A request that is right but for one more member, written by hand."""
    text = compact({'notification': event(devices=[device(hub.endpoint.url)])})
    return text[:-2] + b',' + member + b'}}'


@case('bad input', 'RFC 8259 9', both=REFUSED)
def nested_deep(hub):
    return post(hub, whole(hub, b'"x":' + b'[' * DEPTH + b']' * DEPTH))


@case('bad input', 'RFC 8259 9', both=REFUSED)
def objects_nested_deep(hub):
    return post(hub, whole(hub, b'"x":' + b'{"a":' * DEPTH + b'1'
                           + b'}' * DEPTH))


@case('bad input', 'RFC 8259 9', both=NOT_JSON)
def nested_and_not_closed(hub):
    return post(hub, b'[' * DEPTH)


@case('bad input', 'RFC 8259 4', both=AnyOf(accepted(), REFUSED))
def a_name_twice(hub):
    """What it means is open; that the hub lives on is not."""
    return post(hub, whole(hub, b'"devices":[]'))


@case('bad input', 'RFC 8259 6', both=AnyOf(accepted(), REFUSED))
def number_over_63_bits(hub):
    return post(hub, whole(hub, b'"x":%d' % 2 ** 63))


@case('bad input', 'RFC 8259 6', both=AnyOf(accepted(), REFUSED))
def number_of_10000_digits(hub):
    return post(hub, whole(hub, b'"x":' + b'9' * 10000))


@case('bad input', 'RFC 8259 6', both=AnyOf(accepted(), REFUSED))
def number_that_overflows(hub):
    return post(hub, whole(hub, b'"x":1e999'))


@case('bad input', 'RFC 8259 8.2', both=AnyOf(accepted(), REFUSED))
def half_a_surrogate(hub):
    return post(hub, whole(hub, b'"x":"\\ud83d"'))


@case('bad input', 'RFC 8259 7', both=AnyOf(accepted(), REFUSED))
def escaped_nul(hub):
    return post(hub, whole(hub, b'"x":"a\\u0000b"'))


@case('bad input', 'RFC 8259 7', both=NOT_JSON)
def nul(hub):
    return post(hub, whole(hub, b'"x":"a\0b"'))


@case('bad input', 'RFC 8259 2', both=NOT_JSON)
def octets_after_the_end(hub):
    return post(hub, whole(hub, b'"x":1') + b'}')


@case('bad input', SPECIFICATION, both=AnyOf(accepted(), REFUSED))
def ten_thousand_members(hub):
    members = b','.join(b'"x%d":%d' % (i, i) for i in range(10000))
    return post(hub, whole(hub, members))


@case('bad input', SPECIFICATION, both=REFUSED)
def ten_thousand_devices(hub):
    """None of which is one."""
    return post(hub, {'notification': event(devices=[{}] * 10000)})
