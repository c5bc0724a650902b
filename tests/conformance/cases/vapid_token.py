# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: the parts of the JWT."""

import hashlib
import hmac
import json

from harness import vapid
from harness.expect import AnyOf, created, refused, status
from harness.table import case

FORBIDDEN = refused(403, errno=109)
TOO_MUCH = AnyOf(refused(401, 403), status(400, 431))
SECTION = '2.6 JWT'
DEPTH = 10000


def with_header(hub, header):
    return hub.push_signed(vapid.token(hub.key, hub.claims(), header))


def with_payload(hub, payload):
    return hub.push_signed(vapid.token(hub.key, payload))


def right_parts(hub):
    return hub.token().split('.')


@case(SECTION, 'RFC 8292 2', both=created())
def without_typ(hub):
    return with_header(hub, {'alg': 'ES256'})


@case(SECTION, 'RFC 7519 5.1', both=created())
def typ_in_small_letters(hub):
    return with_header(hub, {'typ': 'jwt', 'alg': 'ES256'})


@case(SECTION, 'RFC 7515 4', both=created())
def more_in_the_header(hub):
    """What is not understood is ignored."""
    return with_header(hub, {'alg': 'ES256', 'kid': '1', 'note': {'a': [1]}})


@case(SECTION, 'RFC 8259 2', both=created())
def white_space(hub):
    header = b' {\n "alg" :\t"ES256" }\r\n'
    payload = json.dumps(hub.claims(), indent=4).encode()
    return hub.push_signed(vapid.token(hub.key, payload, header))


@case(SECTION, 'RFC 8259 7', both=created())
def escapes(hub):
    """A JSON string may write any character as its number."""
    header = b'{"\\u0061lg":"\\u0045S256"}'
    return hub.push_signed(vapid.token(hub.key, hub.claims(), header))


@case(SECTION, 'RFC 7515 4.1.11', both=FORBIDDEN)
def critical_extension(hub):
    """"crit" must be understood, or the token refused."""
    return with_header(hub, {'alg': 'ES256', 'crit': ['exp'], 'exp': 1})


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def alg_none(hub):
    token = vapid.token(hub.key, hub.claims(), {'alg': 'none'}, lambda _: b'')
    return hub.push_signed(token)


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def alg_none_signed(hub):
    return with_header(hub, {'alg': 'none'})


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def alg_hs256(hub):
    """The public key taken for a secret."""
    def sign(data):
        return hmac.digest(hub.key.point, data, hashlib.sha256)
    return hub.push_signed(
        vapid.token(hub.key, hub.claims(), {'alg': 'HS256'}, sign))


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def alg_es384(hub):
    return with_header(hub, {'alg': 'ES384'})


@case(SECTION, 'RFC 7515 4.1.1', both=FORBIDDEN)
def alg_in_small_letters(hub):
    return with_header(hub, {'alg': 'es256'})


@case(SECTION, 'RFC 7515 4.1.1', both=FORBIDDEN)
def alg_missing(hub):
    return with_header(hub, {'typ': 'JWT'})


@case(SECTION, 'RFC 7515 4.1.1', both=FORBIDDEN)
def alg_is_a_list(hub):
    return with_header(hub, {'alg': ['ES256']})


@case(SECTION, 'RFC 7515 4', both=FORBIDDEN)
def alg_twice(hub):
    return with_header(hub, b'{"alg":"none","alg":"ES256"}')


@case(SECTION, 'RFC 7515 4', both=FORBIDDEN)
def header_is_no_json(hub):
    return with_header(hub, b'alg=ES256')


@case(SECTION, 'RFC 7515 4', both=FORBIDDEN)
def header_is_a_list(hub):
    return with_header(hub, ['ES256'])


@case(SECTION, 'RFC 7519 7.2', both=FORBIDDEN)
def claims_are_no_json(hub):
    return with_payload(hub, b'aud=' + hub.origin.encode())


@case(SECTION, 'RFC 7519 7.2', both=FORBIDDEN)
def claims_are_a_list(hub):
    return with_payload(hub, [hub.claims()])


@case(SECTION, 'RFC 7519 7.2', both=FORBIDDEN)
def claims_empty(hub):
    return with_payload(hub, b'')


@case(SECTION, 'RFC 7519 7.2', both=FORBIDDEN)
def claims_not_utf_8(hub):
    payload = json.dumps(hub.claims(note='@')).encode().replace(b'@', b'\xff')
    return with_payload(hub, payload)


@case(SECTION, 'RFC 7519 4', both=FORBIDDEN)
def aud_twice(hub):
    payload = json.dumps(hub.claims()).encode()
    return with_payload(hub, b'{"aud":"https://a.example",' + payload[1:])


@case(SECTION, 'RFC 7519 4', both=FORBIDDEN)
def exp_twice(hub):
    """The last of them is right."""
    payload = json.dumps(hub.claims()).encode()
    return with_payload(hub, b'{"exp":1,' + payload[1:])


def with_other(hub, members):
    """Claims that are none of RFC 8292, as they stand in the JSON."""
    payload = json.dumps(hub.claims()).encode()
    return with_payload(hub, b'{' + members + b',' + payload[1:])


@case(SECTION, 'RFC 8292 2.2', both=created())
def number_of_65_bits_elsewhere(hub):
    """What is in other claims does not matter."""
    return with_other(hub, b'"jti":18446744073709551616')


@case(SECTION, 'RFC 8292 2.2', both=created())
def number_beyond_a_double_elsewhere(hub):
    return with_other(hub, b'"note":-1e400')


@case(SECTION, 'RFC 8292 2.2', both=created())
def nul_elsewhere(hub):
    return with_other(hub, b'"note":"\\u0000","a\\u0000":1')


@case(SECTION, 'RFC 8292 2.2', both=created())
def half_a_pair_elsewhere(hub):
    return with_other(hub, b'"note":"\\ud800"')


@case(SECTION, 'RFC 8292 2.2', both=created())
def twice_within_another_claim(hub):
    """Claim names are unique; what is in a claim is its own affair."""
    return with_other(hub, b'"note":{"a":1,"a":2}')


@case(SECTION, 'RFC 8259 9', both=FORBIDDEN)
def claims_nested_deep(hub):
    deep = b'[' * DEPTH + b']' * DEPTH
    payload = json.dumps(hub.claims()).encode()
    return with_payload(hub, b'{"note":' + deep + b',' + payload[1:])


@case(SECTION, 'RFC 8259 9', both=FORBIDDEN)
def header_nested_deep(hub):
    return with_header(hub, b'{"note":' + b'[' * DEPTH + b']' * DEPTH
                       + b',"alg":"ES256"}')


@case(SECTION, 'RFC 7515 3.1', both=FORBIDDEN)
def two_parts(hub):
    return hub.push_signed('.'.join(right_parts(hub)[:2]))


@case(SECTION, 'RFC 7515 3.1', both=FORBIDDEN)
def four_parts(hub):
    return hub.push_signed('.'.join([*right_parts(hub), 'AAAA']))


@case(SECTION, 'RFC 7516 3.1', both=FORBIDDEN)
def five_parts(hub):
    """An encrypted JWT."""
    return hub.push_signed('.'.join([*right_parts(hub), 'AAAA', 'AAAA']))


@case(SECTION, 'RFC 7515 2', both=FORBIDDEN)
def not_base64url(hub):
    header, payload, signature = right_parts(hub)
    return hub.push_signed(f'{header}.{payload[:-1]}!.{signature}')


@case(SECTION, 'RFC 7515 2', both=FORBIDDEN)
def changed_after_signing(hub):
    header, _, signature = right_parts(hub)
    payload = vapid.part(hub.claims(sub='mailto:someone@example.org'))
    return hub.push_signed(f'{header}.{payload}.{signature}')


@case(SECTION, 'RFC 7519 7.2', both=AnyOf(created(), TOO_MUCH))
def claims_of_40_kib(hub):
    """Signed and right; a limit is the hub's affair."""
    return hub.push_claims(note='x' * 40000)
