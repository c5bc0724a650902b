# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 1, general rules: what endpoints and message resources look like."""

import re
import urllib.parse

from harness.expect import Outcome, same, true
from harness.table import case

IDENTIFIER = re.compile('[A-Za-z0-9_-]{27}')
SEVERAL = 6


def endpoints(hub):
    return [hub.register().id for _ in range(SEVERAL)]


def messages(hub):
    """Of several endpoints, each two."""
    paths = [hub.locate(endpoint=endpoint)
             for endpoint in (hub.register(), hub.register(), hub.register())
             for _ in range(2)]
    return [path.rpartition('/')[2] for path in paths]


def need_random(names):
    """Two that are random agree in a place or none, and in ten of their 27
    once in 10^11 pairs; with a prefix, a time or a counter they would."""
    for i, one in enumerate(names):
        for other in names[i + 1:]:
            alike = sum(a == b for a, b in zip(one, other))
            true(alike < 10, f'two agree in {alike} of 27 characters')


@case('1 general', 'RFC 8030 8.3', both=Outcome('27 characters of base64url'))
def endpoint_shape(hub):
    true(IDENTIFIER.fullmatch(hub.endpoint.id), 'another shape')


@case('1 general', 'RFC 8030 8.2', both=Outcome('nothing in common'))
def endpoints_unlinkable(hub):
    need_random(endpoints(hub))


@case('1 general', 'RFC 8030 8.2', both=Outcome('nothing in common'))
def messages_unlinkable(hub):
    need_random(messages(hub))


@case('1 general', 'RFC 8030 8.2', both=Outcome('nothing in common'))
def message_and_endpoint_unlinkable(hub):
    path = hub.locate()
    need_random([hub.endpoint.id, path.rpartition('/')[2]])


@case('1 general', both=Outcome('less than 765 characters'))
def endpoint_length(hub):
    """Nextcloud refuses longer ones; UnifiedPush allows 1000."""
    size = len(hub.endpoint.url)
    true(size < 765, f'{size} characters')


@case('1 general', both=Outcome('no query, no fragment, no user'))
def endpoint_without_query(hub):
    """KUnifiedPush would put a query into aud."""
    parts = urllib.parse.urlsplit(hub.endpoint.url)
    same((parts.query, parts.fragment, parts.username), ('', '', None),
         'query, fragment and user')
