# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: aud, the origin that a token is meant for."""

import urllib.parse

from harness.expect import created, refused
from harness.table import Skip, case

FORBIDDEN = refused(403, errno=109)
SECTION = '2.6 aud'
RFC = 'RFC 8292 2'
LOOPBACK = ('127.0.0.1', 'localhost', '[::1]')


def split(hub):
    """The origin's scheme, host and port."""
    parts = urllib.parse.urlsplit(hub.origin)
    host = parts.netloc.removesuffix(f':{parts.port}')
    return parts.scheme, host, parts.port


def with_port(hub):
    scheme, host, port = split(hub)
    if port is None:
        raise Skip('the origin has no port')
    return scheme, host, port


@case(SECTION, RFC, both=created())
def origin(hub):
    return hub.push_claims(aud=hub.origin)


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def trailing_slash(hub):
    return hub.push_claims(aud=hub.origin + '/')


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def scheme_in_capitals(hub):
    scheme, _, rest = hub.origin.partition(':')
    return hub.push_claims(aud=f'{scheme.upper()}:{rest}')


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def without_port(hub):
    """web-push-php leaves it out."""
    scheme, host, _ = with_port(hub)
    return hub.push_claims(aud=f'{scheme}://{host}')


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def default_port(hub):
    scheme, host, port = split(hub)
    if port is not None:
        raise Skip('the origin has a port of its own')
    default = {'http': 80, 'https': 443}[scheme]
    return hub.push_claims(aud=f'{scheme}://{host}:{default}')


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def other_loopback_name(hub):
    """Another spelling of the machine itself."""
    scheme, host, port = with_port(hub)
    if host not in LOOPBACK:
        raise Skip('the origin is not on the loopback')
    other = 'localhost' if host != 'localhost' else '127.0.0.1'
    return hub.push_claims(aud=f'{scheme}://{other}:{port}')


@case(SECTION, 'RFC 6454 6.2', lenient=created(), strict=FORBIDDEN)
def other_loopback_address(hub):
    scheme, host, port = with_port(hub)
    if host not in LOOPBACK:
        raise Skip('the origin is not on the loopback')
    other = '[::1]' if host != '[::1]' else '127.0.0.1'
    return hub.push_claims(aud=f'{scheme}://{other}:{port}')


@case(SECTION, 'RFC 7519 4.1.3', both=created())
def list_of_one(hub):
    return hub.push_claims(aud=[hub.origin])


@case(SECTION, 'RFC 7519 4.1.3', both=created())
def list_of_several(hub):
    """The origin must be among them."""
    return hub.push_claims(aud=['https://push.example.org', hub.origin])


@case(SECTION, 'RFC 7519 4.1.3', both=FORBIDDEN)
def list_of_others(hub):
    return hub.push_claims(aud=['https://push.example.org', 'x'])


@case(SECTION, 'RFC 7519 4.1.3', both=FORBIDDEN)
def list_empty(hub):
    return hub.push_claims(aud=[])


@case(SECTION, 'RFC 7519 4.1.3', both=FORBIDDEN)
def list_in_a_list(hub):
    return hub.push_claims(aud=[[hub.origin]])


@case(SECTION, RFC, both=FORBIDDEN)
def missing(hub):
    return hub.push_claims(aud=None)


@case(SECTION, RFC, both=FORBIDDEN)
def empty(hub):
    return hub.push_claims(aud='')


@case(SECTION, 'RFC 7519 4.1.3', both=FORBIDDEN)
def number(hub):
    return hub.push_claims(aud=1)


@case(SECTION, 'RFC 7519 4.1.3', both=FORBIDDEN)
def object_with_the_origin(hub):
    return hub.push_claims(aud={hub.origin: True})


@case(SECTION, RFC, both=FORBIDDEN)
def other_host(hub):
    return hub.push_claims(aud='https://push.example.org')


@case(SECTION, RFC, both=FORBIDDEN)
def other_scheme(hub):
    scheme, _, rest = hub.origin.partition(':')
    other = {'http': 'https', 'https': 'http'}[scheme]
    return hub.push_claims(aud=f'{other}:{rest}')


@case(SECTION, RFC, both=FORBIDDEN)
def other_port(hub):
    """Leaving the port out is tolerated, a wrong one is not."""
    scheme, host, port = split(hub)
    other = 1 if port != 1 else 2
    return hub.push_claims(aud=f'{scheme}://{host}:{other}')


@case(SECTION, RFC, both=FORBIDDEN)
def without_scheme(hub):
    return hub.push_claims(aud=hub.origin.partition('://')[2])


@case(SECTION, RFC, both=FORBIDDEN)
def whole_endpoint(hub):
    """The origin, not the URL."""
    return hub.push_claims(aud=hub.restricted.url)


@case(SECTION, RFC, both=FORBIDDEN)
def origin_begins_it(hub):
    return hub.push_claims(aud=hub.origin + '.example.org')


@case(SECTION, RFC, both=FORBIDDEN)
def origin_as_user(hub):
    """The host is what follows the @."""
    return hub.push_claims(aud=hub.origin + '@push.example.org')


@case(SECTION, RFC, both=FORBIDDEN)
def white_space(hub):
    return hub.push_claims(aud=f' {hub.origin} ')


@case(SECTION, RFC, both=FORBIDDEN)
def nul_after_it(hub):
    return hub.push_claims(aud=hub.origin + '\0.example.org')
