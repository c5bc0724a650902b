# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: the signature of the JWT."""

from harness import vapid
from harness.expect import created, refused
from harness.table import case

FORBIDDEN = refused(403, errno=109)
SECTION = '2.6 signature'
RFC = 'RFC 7518 3.4'


def signed(hub, sign):
    return hub.push_signed(vapid.token(hub.key, hub.claims(), sign=sign))


def pair(r, s):
    return r.to_bytes(32, 'big') + s.to_bytes(32, 'big')


@case(SECTION, RFC, both=created())
def large_s(hub):
    """Both s and n - s are right; ES256 prefers neither."""
    def sign(data):
        r, s = hub.key.sign_numbers(data)
        return pair(r, max(s, vapid.ORDER - s))
    return signed(hub, sign)


@case(SECTION, RFC, both=created())
def small_s(hub):
    def sign(data):
        r, s = hub.key.sign_numbers(data)
        return pair(r, min(s, vapid.ORDER - s))
    return signed(hub, sign)


@case(SECTION, 'RFC 8292 4.2', both=FORBIDDEN)
def one_bit_wrong(hub):
    def sign(data):
        signature = bytearray(hub.key.sign(data))
        signature[40] ^= 1
        return bytes(signature)
    return signed(hub, sign)


@case(SECTION, 'RFC 8292 4.2', both=FORBIDDEN)
def by_another_key(hub):
    """The key is named that the subscription is bound to."""
    return signed(hub, vapid.Key().sign)


@case(SECTION, RFC, both=FORBIDDEN)
def empty(hub):
    return signed(hub, lambda _: b'')


@case(SECTION, RFC, both=FORBIDDEN)
def octets_63(hub):
    return signed(hub, lambda data: hub.key.sign(data)[:-1])


@case(SECTION, RFC, both=FORBIDDEN)
def octets_65(hub):
    return signed(hub, lambda data: hub.key.sign(data) + b'\0')


@case(SECTION, RFC, both=FORBIDDEN)
def octets_20_000(hub):
    return signed(hub, lambda data: bytes(20000))


@case(SECTION, RFC, both=FORBIDDEN)
def der(hub):
    """As cryptographic libraries give it."""
    return signed(hub, hub.key.sign_der)


@case(SECTION, 'FIPS 186-5 6.4.2', both=FORBIDDEN)
def zeros(hub):
    return signed(hub, lambda _: bytes(64))


@case(SECTION, 'FIPS 186-5 6.4.2', both=FORBIDDEN)
def ones(hub):
    return signed(hub, lambda _: b'\xff' * 64)


@case(SECTION, 'FIPS 186-5 6.4.2', both=FORBIDDEN)
def numbers_of_the_order(hub):
    return signed(hub, lambda _: pair(vapid.ORDER, vapid.ORDER))


@case(SECTION, RFC, both=FORBIDDEN)
def halves_swapped(hub):
    def sign(data):
        signature = hub.key.sign(data)
        return signature[32:] + signature[:32]
    return signed(hub, sign)


@case(SECTION, 'RFC 7515 5.1', both=FORBIDDEN)
def of_the_claims_only(hub):
    """It is over both parts and the dot between them."""
    return signed(hub, lambda data: hub.key.sign(data.split(b'.')[1]))
