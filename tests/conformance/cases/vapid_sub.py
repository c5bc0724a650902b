# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: sub, how to reach the sender's operator. RFC 8292 does not
ask for it; the pickiest services do."""

from harness.expect import created, refused
from harness.table import case

FORBIDDEN = refused(403, errno=109)
SECTION = '2.6 sub'
RFC = 'RFC 8292 2.1'


@case(SECTION, RFC, both=created())
def mailto(hub):
    return hub.push_claims(sub='mailto:operator@example.org')


@case(SECTION, RFC, both=created())
def https(hub):
    return hub.push_claims(sub='https://example.org/contact')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def missing(hub):
    return hub.push_claims(sub=None)


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def empty(hub):
    return hub.push_claims(sub='')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def no_uri(hub):
    return hub.push_claims(sub='operator@example.org')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def http(hub):
    return hub.push_claims(sub='http://example.org/contact')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def number(hub):
    return hub.push_claims(sub=7)


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def mailto_localhost(hub):
    """Apple refuses it."""
    return hub.push_claims(sub='mailto:operator@localhost')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def mailto_localhost_capitals(hub):
    return hub.push_claims(sub='mailto:operator@LocalHost')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def https_localhost(hub):
    return hub.push_claims(sub='https://localhost')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def https_localhost_with_port(hub):
    return hub.push_claims(sub='https://localhost:8443/contact')


@case(SECTION, RFC, both=created())
def localhost_in_a_name(hub):
    """Only the host itself counts."""
    return hub.push_claims(sub='mailto:localhost@localhost.example.org')


@case(SECTION, 'RFC 6761 6.3', lenient=created(), strict=FORBIDDEN)
def mailto_localhost_with_dot(hub):
    return hub.push_claims(sub='mailto:operator@localhost.')


@case(SECTION, 'RFC 6761 6.3', lenient=created(), strict=FORBIDDEN)
def mailto_below_localhost(hub):
    return hub.push_claims(sub='mailto:operator@mail.localhost')


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def https_localhost_with_user(hub):
    return hub.push_claims(sub='https://operator@localhost/')
