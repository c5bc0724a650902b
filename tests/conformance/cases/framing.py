# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.5, framing: what --strict=body finds in a body that is called
aes128gcm. It finds only what can be seen without a key; the other modes do not
look."""

import os
import struct

from harness import aes128gcm
from harness.expect import created, refused
from harness.table import case
from harness.vapid import Key

REFUSED = refused(400, errno=110)
SECTION = '2.5 Framing'
RFC = 'RFC 8188 2.1'
RECORD_MIN = 17


def framed(record=RECORD_MIN, size=4096, point=None, length=None):
    """A body of one record of so many octets, with these fields in front."""
    point = Key().point if point is None else point
    length = len(point) if length is None else length
    return (os.urandom(16) + struct.pack('>IB', size, length) + point
            + os.urandom(record))


@case(SECTION, RFC, body=created())
def right(hub):
    return hub.push()


@case(SECTION, RFC, body=created())
def shortest(hub):
    """103 octets: no text at all."""
    return hub.push(body=aes128gcm.encrypt(b''))


@case(SECTION, RFC, body=created())
def longest(hub):
    return hub.push(body=aes128gcm.sized(4096))


@case(SECTION, 'RFC 8291 4', body=created())
def damaged(hub):
    """Only the app can tell."""
    return hub.push(body=framed(100))


@case(SECTION, RFC, body=REFUSED)
def octets_102(hub):
    return hub.push(body=framed(RECORD_MIN - 1))


@case(SECTION, RFC, body=REFUSED)
def part_of_a_header(hub):
    return hub.push(body=framed()[:20])


@case(SECTION, RFC, body=REFUSED)
def plain_json(hub):
    return hub.push(body=b'{"notification":{"event_id":"$x","room_id":"!y:'
                    b'example.org","counts":{"unread":1},"type":"m.room"}}')


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def no_key(hub):
    """Right for RFC 8188, but Web Push has the sender's key there."""
    return hub.push(body=framed(100, point=b''))


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def compressed_key(hub):
    point = Key().point
    return hub.push(body=framed(
        100, point=bytes([2 + (point[-1] & 1)]) + point[1:33]))


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def key_of_another_form(hub):
    return hub.push(body=framed(100, point=b'\x05' + Key().point[1:]))


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def key_off_the_curve(hub):
    point = bytearray(Key().point)
    point[-1] ^= 1
    return hub.push(body=framed(100, point=bytes(point)))


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def key_longer_than_the_body(hub):
    return hub.push(body=framed(20, length=255))


@case(SECTION, RFC, body=REFUSED)
def record_size_17(hub):
    """A record has a delimiter and 16 octets of tag, and some text."""
    return hub.push(body=framed(RECORD_MIN, size=17))


@case(SECTION, RFC, body=created())
def record_size_18(hub):
    return hub.push(body=framed(18, size=18))


@case(SECTION, RFC, body=REFUSED)
def record_size_0(hub):
    return hub.push(body=framed(100, size=0))


@case(SECTION, 'RFC 8291 4', body=created())
def record_that_fills_its_size(hub):
    return hub.push(body=framed(100, size=100))


@case(SECTION, 'RFC 8291 4', body=REFUSED)
def two_records(hub):
    return hub.push(body=framed(101, size=100))


@case(SECTION, RFC, body=created())
def record_size_over_31_bits(hub):
    return hub.push(body=framed(100, size=2 ** 32 - 1))
