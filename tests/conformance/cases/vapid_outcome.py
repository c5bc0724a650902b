# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6, outcome: what follows from credentials, right or wrong."""

from harness import vapid
from harness.expect import (
    Outcome, answered, created, refused, same, status, without)
from harness.table import case

FORBIDDEN = refused(403, errno=109)
UNAUTHORIZED = refused(401, errno=109)
SECTION = '2.6 Outcome'


def open_push(hub, authorization):
    return hub.push(authorization=authorization)


def bound_push(hub, authorization, **changes):
    return hub.push(hub.restricted, ttl='0', authorization=authorization,
                    **changes)


@case(SECTION, 'RFC 8292 2', both=created(without('WWW-Authenticate')))
def open_none(hub):
    """VAPID is voluntary."""
    return open_push(hub, None)


@case(SECTION, 'RFC 8292 2', both=created())
def open_right(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(key), key.text, hub.endpoint)


@case('1 general', 'RFC 8292 4.2', both=Outcome('the body only'))
def not_forwarded(hub):
    """The app learns nothing of the sender's key."""
    key = vapid.Key()
    body = hub.send(authorization=f'vapid t={hub.token(key)}, k={key.text}')
    same(hub.delivered() == [body], True, 'exactly the body delivered')


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_bad_signature(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(vapid.Key()), key.text, hub.endpoint)


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_expired(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(key, exp=1453523768), key.text,
                           hub.endpoint)


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_other_aud(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(key, aud='https://push.example.org'),
                           key.text, hub.endpoint)


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_no_sub(hub):
    key = vapid.Key()
    return hub.push_signed(hub.token(key, sub=None), key.text, hub.endpoint)


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_nonsense(hub):
    return open_push(hub, 'vapid t=x, k=y')


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=FORBIDDEN)
def open_other_scheme(hub):
    return open_push(hub, 'Basic dXNlcjpwYXNzd29yZA==')


@case(SECTION, 'RFC 8292 2', lenient=created(), strict=UNAUTHORIZED)
def open_scheme_only(hub):
    return open_push(hub, 'vapid')


@case(SECTION, 'RFC 9110 11.6.2', lenient=created(), strict=UNAUTHORIZED)
def open_spaces_only(hub):
    return open_push(hub, '   ')


@case(SECTION, 'RFC 8292 4.2', both=UNAUTHORIZED)
def bound_none(hub):
    """The challenge is the bare scheme."""
    return bound_push(hub, None)


@case(SECTION, 'RFC 8292 4.2', both=UNAUTHORIZED)
def bound_spaces_only(hub):
    return bound_push(hub, '   ')


@case(SECTION, 'RFC 8292 4.2', both=UNAUTHORIZED)
def bound_scheme_only(hub):
    return bound_push(hub, 'vapid')


@case(SECTION, 'RFC 8292 4.2', both=refused(401, 403, errno=109))
def bound_other_scheme(hub):
    return bound_push(hub, 'Basic dXNlcjpwYXNzd29yZA==')


@case(SECTION, 'RFC 8292 4.2', both=FORBIDDEN)
def bound_nonsense(hub):
    return bound_push(hub, 'vapid t=x, k=y')


@case(SECTION, 'RFC 8292 4.2', both=created())
def bound_right(hub):
    return hub.push_signed(hub.token())


@case(SECTION, 'RFC 8292 4.2', lenient=UNAUTHORIZED)
def bound_none_put(hub):
    """The other word for POST is no way round."""
    return bound_push(hub, None, method='PUT')


@case(SECTION, 'RFC 8292 4.2', lenient=UNAUTHORIZED)
def bound_none_plain(hub):
    """Nor is a body without a coding."""
    return bound_push(hub, None, encoding=None, body=b'forged')


@case('2.6 Cache', 'RFC 8292 5', both=created())
def same_token_again(hub):
    token = hub.token()
    hub.require(created(), hub.push_signed(token))
    return hub.push_signed(token)


@case('2.6 Cache', 'RFC 8292 5', both=FORBIDDEN)
def same_token_other_key(hub):
    """What has been verified was verified under its key."""
    token = hub.token()
    hub.require(created(), hub.push_signed(token))
    return hub.push_signed(token, vapid.Key().text)


@case('2.6 Cache', 'RFC 8292 5', both=FORBIDDEN)
def same_token_cut(hub):
    token = hub.token()
    hub.require(created(), hub.push_signed(token))
    return hub.push_signed(token[:-4])


@case('2.6 Cache', 'RFC 8292 5', both=FORBIDDEN)
def other_key_seen_elsewhere(hub):
    """A token that an open endpoint took opens no bound one."""
    key = vapid.Key()
    token = hub.token(key)
    hub.require(created(), hub.push_signed(token, key.text, hub.endpoint))
    return hub.push_signed(token, key.text)


@case('1.1 Known ID', both=answered({'unifiedpush': {'version': 1}}))
def bound_discovery(hub):
    """Discovery tells nothing, so it needs no key."""
    return hub.send_whole('GET', hub.restricted.path)


@case('2.10', 'RFC 8030 8.3', both=status(204, 404))
def bound_cancel(hub):
    """Who knows a message's URL may cancel it; the app may have it by now."""
    restricted = hub.restricted
    return hub.cancel(hub.locate(
        endpoint=restricted,
        authorization=f'vapid t={hub.token()}, k={hub.key.text}'))
