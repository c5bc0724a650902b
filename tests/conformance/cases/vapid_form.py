# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: how credentials are written in Authorization. The token and
the key are right in all of them."""

from harness.expect import AnyOf, created, refused
from harness.table import case

FORBIDDEN = refused(403, errno=109)
NO_VAPID = refused(401, 403, errno=109)


def written(hub, form):
    return hub.push_signed(hub.token(), form=form)


@case('2.6 Credentials', 'RFC 8292 3', both=created())
def comma_and_space(hub):
    """npm web-push, web-push-php."""
    return written(hub, 'vapid t={t}, k={k}')


@case('2.6 Credentials', 'RFC 8292 3', both=created())
def comma(hub):
    """py_vapid, KUnifiedPush, Mastodon."""
    return written(hub, 'vapid t={t},k={k}')


@case('2.6 Credentials', 'RFC 8292 3', both=created())
def key_first(hub):
    return written(hub, 'vapid k={k}, t={t}')


@case('2.6 Credentials', 'RFC 9110 11.4', both=created())
def quoted(hub):
    return written(hub, 'vapid t="{t}", k="{k}"')


@case('2.6 Credentials', 'RFC 9110 5.6.4', both=created())
def quoted_pairs(hub):
    """A backslash in a quoted string stands for what follows it."""
    token = hub.token()
    return hub.push_signed('\\' + token, form='vapid t="{t}", k={k}')


@case('2.6 Credentials', 'RFC 9110 11.1', both=created())
def scheme_in_capitals(hub):
    return written(hub, 'VAPID t={t}, k={k}')


@case('2.6 Credentials', 'RFC 9110 11.2', both=created())
def names_in_capitals(hub):
    return written(hub, 'vapid T={t}, K={k}')


@case('2.6 Credentials', 'RFC 8292 3', both=created())
def unknown_parameter(hub):
    return written(hub, 'vapid t={t}, v=2, k={k}, note="a, t=b"')


@case('2.6 Credentials', 'RFC 8292 3', both=created())
def realm(hub):
    return written(hub, 'vapid realm="push, t=x", t={t}, k={k}')


@case('2.6 Credentials', 'RFC 9110 5.6.3', both=created())
def space_around_comma(hub):
    return written(hub, 'vapid t={t} \t,\t k={k}')


@case('2.6 Credentials', 'RFC 9110 11.2', both=created())
def space_around_equals(hub):
    """Recipients have to take it."""
    return written(hub, 'vapid t = {t}, k = {k}')


@case('2.6 Credentials', 'RFC 9110 5.6.1', both=created())
def empty_elements(hub):
    """As in every list of HTTP."""
    return written(hub, 'vapid ,t={t},, k={k},')


@case('2.6 Credentials', 'RFC 9110 11.4', both=created())
def spaces_after_scheme(hub):
    return written(hub, 'vapid   t={t}, k={k}')


@case('2.6 Outcome', 'RFC 9110 11.2', both=FORBIDDEN)
def two_tokens(hub):
    """A parameter occurs once."""
    return written(hub, 'vapid t={t}, t={t}, k={k}')


@case('2.6 Outcome', 'RFC 9110 11.2', both=FORBIDDEN)
def two_keys(hub):
    return written(hub, 'vapid t={t}, k={k}, k={k}')


@case('2.6 Outcome', 'RFC 8292 3', both=FORBIDDEN)
def no_token(hub):
    return written(hub, 'vapid k={k}')


@case('2.6 Outcome', 'RFC 8292 3', both=FORBIDDEN)
def no_key(hub):
    return written(hub, 'vapid t={t}')


@case('2.6 Outcome', 'RFC 8292 3', both=FORBIDDEN)
def empty_token(hub):
    return written(hub, 'vapid t=, k={k}')


@case('2.6 Outcome', 'RFC 8292 3', both=FORBIDDEN)
def empty_key(hub):
    return written(hub, 'vapid t={t}, k=')


@case('2.6 Outcome', 'RFC 9110 11.4', both=FORBIDDEN)
def unfinished_quote(hub):
    return written(hub, 'vapid t={t}, k="{k}')


@case('2.6 Outcome', 'RFC 9110 11.4', both=NO_VAPID)
def token_without_name(hub):
    return written(hub, 'vapid {t}')


@case('2.6 Outcome', 'RFC 9110 11.1', both=NO_VAPID)
def no_scheme(hub):
    return written(hub, 't={t}, k={k}')


@case('2.6 Outcome', 'RFC 9110 11.1', both=NO_VAPID)
def scheme_that_begins_alike(hub):
    return written(hub, 'vapid2 t={t}, k={k}')


@case('2.6 Outcome', 'RFC 9110 11.6.2',
      lenient=AnyOf(created(), refused(400, 401, 403)),
      strict=refused(400, 401, 403))
def two_lines(hub):
    """The first is right, so that the sender has shown who it is."""
    good = f'vapid t={hub.token()}, k={hub.key.text}'
    return hub.push(hub.restricted, ttl='0',
                    authorization=[good, 'Basic QQ=='])


@case('2.6 Outcome', 'RFC 9110 11.6.2', both=refused(400, 401, 403))
def in_other_fields(hub):
    """Credentials count in Authorization only."""
    good = f'vapid t={hub.token()}, k={hub.key.text}'
    return hub.push(hub.restricted, ttl='0',
                    more=[('Proxy-Authorization', good), ('X-Auth', good)])
