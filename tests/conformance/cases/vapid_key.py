# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: the key in k."""

import base64

from harness import aes128gcm, vapid
from harness.expect import created, refused
from harness.table import Skip, case

FORBIDDEN = refused(403, errno=109)
SECTION = '2.6 k'
RFC = 'RFC 8292 3.2'
URL_ALPHABET = ('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
                '0123456789-_')


def with_key(hub, text):
    return hub.push_signed(hub.token(), text)


def with_point(hub, point):
    return with_key(hub, vapid.b64url(point))


@case(SECTION, RFC, both=created())
def right(hub):
    return with_key(hub, hub.key.text)


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def other_alphabet(hub):
    """"+" and "/" in place of "-" and "_"."""
    text = base64.b64encode(hub.key.point).decode().rstrip('=')
    if text == hub.key.text:
        raise Skip('the given key has no character that differs')
    return with_key(hub, text)


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def padded(hub):
    return with_key(hub, hub.key.text + '=')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def padded_in_quotes(hub):
    return with_key(hub, f'"{hub.key.text}="')


@case(SECTION, 'RFC 4648 3.5', lenient=created())
def spare_bits(hub):
    """65 octets leave two bits of the last character unused."""
    last = URL_ALPHABET.index(hub.key.text[-1])
    return with_key(hub, hub.key.text[:-1] + URL_ALPHABET[last | 3])


@case(SECTION, RFC, both=FORBIDDEN)
def another(hub):
    """A right token by a right key, but not the subscription's."""
    other = vapid.Key()
    return hub.push_signed(hub.token(other), other.text)


@case(SECTION, RFC, both=FORBIDDEN)
def off_the_curve(hub):
    point = bytearray(hub.key.point)
    point[-1] ^= 1
    return with_point(hub, bytes(point))


@case(SECTION, RFC, both=FORBIDDEN)
def beyond_the_field(hub):
    """Coordinates that are larger than the field's prime."""
    return with_point(hub, b'\x04' + b'\xff' * 64)


@case(SECTION, RFC, both=FORBIDDEN)
def infinity(hub):
    return with_point(hub, b'\0')


@case(SECTION, RFC, both=FORBIDDEN)
def all_zero(hub):
    return with_point(hub, b'\x04' + bytes(64))


@case(SECTION, RFC, both=FORBIDDEN)
def compressed(hub):
    """The same point in 33 octets."""
    point = hub.key.point
    return with_point(hub, bytes([2 + (point[-1] & 1)]) + point[1:33])


@case(SECTION, RFC, both=FORBIDDEN)
def hybrid(hub):
    """The same point in X9.62's third form."""
    point = hub.key.point
    return with_point(hub, bytes([6 + (point[-1] & 1)]) + point[1:])


@case(SECTION, RFC, both=FORBIDDEN)
def octets_64(hub):
    return with_point(hub, hub.key.point[1:])


@case(SECTION, RFC, both=FORBIDDEN)
def octets_66(hub):
    return with_point(hub, hub.key.point + b'\0')


@case(SECTION, RFC, both=FORBIDDEN)
def not_base64(hub):
    return with_key(hub, hub.key.text[:-1] + '!')


@case('2.6 k in the body', RFC, lenient=created(), strict=refused(400))
def same_as_in_the_body(hub):
    """One key must not both sign and agree on secrets."""
    return hub.push_signed(hub.token(), body=aes128gcm.example(hub.key))


@case('2.6 k in the body', RFC, lenient=created(), strict=refused(400))
def same_as_in_the_body_unrestricted(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(key), key.text, endpoint=hub.endpoint,
                           body=aes128gcm.example(key))


@case('2.6 k in the body', RFC, both=created())
def in_the_body_elsewhere(hub):
    """Only octets 21 to 85 are the body's key."""
    return hub.push_signed(hub.token(),
                           body=aes128gcm.example() + hub.key.point)
