# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.5: the size of a body, and how it is framed."""

import os

from harness import aes128gcm
from harness.expect import created, refused
from harness.table import case

TOO_LARGE = refused(413, errno=104)
EMPTY = refused(400)


@case('2.5 Size', 'RFC 8030 7.2', both=created())
def octets_1(hub):
    return hub.push(body=b'x')


@case('2.5 Size', 'RFC 8030 7.2', both=created())
def octets_4096(hub):
    return hub.push(body=aes128gcm.sized(4096))


@case('2.5 Size', 'RFC 8030 7.2', both=TOO_LARGE)
def octets_4097(hub):
    return hub.push(body=aes128gcm.sized(4097))


@case('2.5 Size', 'RFC 8030 7.2', both=TOO_LARGE)
def octets_a_million(hub):
    return hub.push(body=os.urandom(1000000))


@case('2.5 Size', 'RFC 9112 7.1', both=created())
def chunked_4096(hub):
    return hub.push(body=aes128gcm.sized(4096), chunked=True)


@case('2.5 Size', 'RFC 9112 7.1', both=TOO_LARGE)
def chunked_4097(hub):
    return hub.push(body=aes128gcm.sized(4097), chunked=True)


@case('2.5 Size', 'RFC 8291 4', both=created())
def largest_plaintext(hub):
    """3993 octets of text are 4096 of body."""
    return hub.push(body=aes128gcm.encrypt(bytes(3993)))


@case('2.5 Empty', both=EMPTY)
def empty(hub):
    return hub.push(body=b'')


@case('2.5 Empty', 'RFC 9112 6.3', both=EMPTY)
def no_length(hub):
    """Without a length and a coding there is no body."""
    return hub.send_whole('POST', hub.endpoint.path,
                          [('TTL', 60), ('Content-Encoding', 'aes128gcm')])


@case('2.5 Empty', both=EMPTY)
def empty_chunked(hub):
    return hub.push(body=b'', chunked=True)


@case('2.5 Empty', both=EMPTY)
def empty_without_encoding(hub):
    return hub.push(body=b'', encoding=None)


@case('2.5 Content-Type', both=created())
def content_type_form(hub):
    """curl -d says so, whatever it sends."""
    return hub.push(more=[
        ('Content-Type', 'application/x-www-form-urlencoded')])


@case('2.5 Content-Type', both=created())
def content_type_json(hub):
    return hub.push(body=b'not { JSON',
                    more=[('Content-Type', 'application/json')])


@case('2.5 Content-Type', both=created())
def content_type_nonsense(hub):
    return hub.push(more=[('Content-Type', ';;; nonsense')])


@case('7 unknown', 'RFC 9110 5.1', both=created())
def unknown_fields(hub):
    """Senders add fields for other push services."""
    return hub.push(more=[('x-unifiedpush', '1'), ('Digest', 'SHA-256=00'),
                          ('Accept-Encoding', 'gzip, br'),
                          ('X-WNS-Cache-Policy', 'no-cache')])
