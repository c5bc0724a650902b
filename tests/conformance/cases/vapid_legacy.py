# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6, the schemes of the drafts: a token in Authorization, the key
in Crypto-Key."""

import time

from harness import vapid
from harness.expect import created, refused
from harness.table import case

FORBIDDEN = refused(403, errno=109)
NOT_VAPID = refused(401, errno=109)
SECTION = '2.6 Legacy'
RFC = 'draft-ietf-webpush-vapid-01'
DH = ('dh=BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8BqkX'
      'CJ6DPpDrWtdWj_mugHU')


def push(hub, token, *crypto_key, scheme='WebPush'):
    return hub.push(hub.restricted, ttl='0', authorization=f'{scheme} {token}',
                    more=[('Crypto-Key', value) for value in crypto_key])


def key_part(hub):
    return f'p256ecdsa={hub.key.text}'


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def webpush(hub):
    return push(hub, hub.token(), key_part(hub))


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def bearer(hub):
    return push(hub, hub.token(), key_part(hub), scheme='Bearer')


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def scheme_in_small_letters(hub):
    return push(hub, hub.token(), key_part(hub), scheme='webpush')


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def after_dh_and_semicolon(hub):
    """pywebpush."""
    return push(hub, hub.token(), f'{DH};{key_part(hub)}')


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def after_dh_and_comma(hub):
    return push(hub, hub.token(), f'{DH}, {key_part(hub)}')


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def before_dh(hub):
    return push(hub, hub.token(), f'{key_part(hub)};{DH}')


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def in_a_second_line(hub):
    return push(hub, hub.token(), DH, key_part(hub))


@case(SECTION, RFC, lenient=created(), strict=NOT_VAPID)
def in_quotes(hub):
    return push(hub, hub.token(),
                f'keyid="p256dh";{DH};p256ecdsa="{hub.key.text}"')


@case(SECTION, RFC, lenient=created(), strict=refused(400, 401))
def with_aesgcm(hub):
    """Mastodon, until an app asks for the standard."""
    return hub.push(hub.restricted, ttl='0', encoding='aesgcm',
                    authorization=f'WebPush {hub.token()}',
                    more=[('Encryption', 'salt=lngarbyKfMoi9Z75xYXmkg'),
                          ('Crypto-Key', f'{DH};{key_part(hub)}')])


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def no_crypto_key(hub):
    return push(hub, hub.token())


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def no_key_in_crypto_key(hub):
    return push(hub, hub.token(), DH)


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def another_key(hub):
    other = vapid.Key()
    return push(hub, hub.token(other), f'p256ecdsa={other.text}')


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def bad_signature(hub):
    return push(hub, hub.token(vapid.Key()), key_part(hub))


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def other_aud(hub):
    return push(hub, hub.token(aud='https://push.example.org'), key_part(hub))


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def expired(hub):
    return push(hub, hub.token(exp=int(time.time()) - 100), key_part(hub))


@case(SECTION, RFC, lenient=FORBIDDEN, strict=NOT_VAPID)
def no_token(hub):
    """Whatever a Bearer token is, it is no JWT."""
    return push(hub, 'secret', key_part(hub), scheme='Bearer')


@case(SECTION, RFC, lenient=created(), strict=refused(401, 403, errno=109))
def unrestricted(hub):
    key = vapid.Key()
    return hub.push(authorization=f'WebPush {hub.token(key)}',
                    more=[('Crypto-Key', f'p256ecdsa={key.text}')])
