# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.5, delivered octets: exactly those of the request."""

import gzip
import os

from harness import aes128gcm
from harness.expect import Outcome, same
from harness.table import case

from .encoding import CRYPTO_KEY, ENCRYPTION

EXACTLY = Outcome('exactly the octets of the request')


def need_exactly(hub, body, **fields):
    hub.send(body=body, **fields)
    same(hub.delivered() == [body], True, 'exactly the body delivered')


@case('2.5 Delivered octets', both=EXACTLY)
def one_octet(hub):
    need_exactly(hub, b'\0')


@case('2.5 Delivered octets', both=EXACTLY)
def all_octets(hub):
    need_exactly(hub, bytes(range(256)))


@case('2.5 Delivered octets', both=EXACTLY)
def octets_4096(hub):
    need_exactly(hub, os.urandom(4096))


@case('2.5 Delivered octets', both=EXACTLY)
def line_ends(hub):
    need_exactly(hub, b'\r\n\r\none\n\ntwo\r\n')


@case('2.5 Delivered octets', both=EXACTLY)
def not_utf_8(hub):
    need_exactly(hub, b'\xff\xfe\xc0\x80 caf\xe9')


@case('2.5 Delivered octets', 'RFC 9112 7.1', both=EXACTLY)
def chunked(hub):
    """The chunked coding is taken off, and nothing else."""
    need_exactly(hub, os.urandom(4000), chunked=True)


@case('2.5 Delivered octets', both=EXACTLY)
def to_an_open_listener(hub):
    with hub.listen() as listener:
        body = hub.send()
        same(listener.take() == body, True, 'exactly the body delivered')


@case('2.5 Delivered octets', both=Outcome('in order'))
def in_order(hub):
    bodies = [hub.send() for _ in range(5)]
    same(hub.delivered() == bodies, True, 'all delivered, in order')


@case('2.5 other', lenient=EXACTLY)
def gzip_not_decoded(hub):
    need_exactly(hub, gzip.compress(b'Hello' * 100), encoding='gzip')


@case('2.5 aesgcm', lenient=EXACTLY)
def aesgcm_raw(hub):
    """Section 5.3: nothing is folded into it here."""
    need_exactly(hub, bytes(range(200)), encoding='aesgcm',
                 more=[ENCRYPTION, CRYPTO_KEY])


@case('2.5 No Content-Encoding', lenient=EXACTLY)
def plain(hub):
    need_exactly(hub, b'Example payload', encoding=None)


@case('2.5 Framing', 'RFC 8291 4', both=EXACTLY)
def padded(hub):
    need_exactly(hub, aes128gcm.encrypt(b'Hello', padding=2820 - 108))
