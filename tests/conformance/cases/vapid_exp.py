# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.6: exp, and the clocks that differ."""

import json
import time

from harness import vapid
from harness.expect import created, refused
from harness.table import case
from harness.vapid import DAY, HOUR

FORBIDDEN = refused(403, errno=109)
SECTION = '2.6 exp'
RFC = 'RFC 8292 2'


def until(hub, seconds):
    return hub.push_claims(exp=int(time.time()) + seconds)


def written(hub, text):
    """exp as it stands in the JSON."""
    payload = json.dumps(hub.claims(exp='@')).replace('"@"', text)
    return hub.push_signed(vapid.token(hub.key, payload.encode()))


@case(SECTION, RFC, both=created())
def in_a_minute(hub):
    return until(hub, 60)


@case(SECTION, RFC, both=created())
def in_12_hours(hub):
    return until(hub, 12 * HOUR)


@case(SECTION, RFC, both=created())
def in_24_hours(hub):
    """Exactly, as Mastodon and py_vapid say."""
    return until(hub, DAY)


@case(SECTION, RFC, both=created())
def in_24_hours_and_30_seconds(hub):
    """A clock that is fast."""
    return until(hub, DAY + 30)


@case(SECTION, RFC, lenient=created(), strict=FORBIDDEN)
def in_24_hours_and_200_seconds(hub):
    return until(hub, DAY + 200)


@case(SECTION, RFC, both=FORBIDDEN)
def in_24_hours_and_400_seconds(hub):
    return until(hub, DAY + 400)


@case(SECTION, RFC, both=FORBIDDEN)
def in_a_year(hub):
    return until(hub, 365 * DAY)


@case(SECTION, 'RFC 7519 4.1.4', both=created())
def past_by_30_seconds(hub):
    """A clock that is slow."""
    return until(hub, -30)


@case(SECTION, 'RFC 7519 4.1.4', both=FORBIDDEN)
def past_by_100_seconds(hub):
    return until(hub, -100)


@case(SECTION, 'RFC 7519 4.1.4', both=FORBIDDEN)
def long_past(hub):
    return hub.push_claims(exp=1453523768)


@case(SECTION, RFC, both=FORBIDDEN)
def missing(hub):
    return hub.push_claims(exp=None)


@case(SECTION, 'RFC 7519 2', both=created())
def fraction(hub):
    """A NumericDate need not be whole."""
    return written(hub, f'{int(time.time()) + HOUR}.5')


@case(SECTION, 'RFC 7519 2', both=FORBIDDEN)
def text(hub):
    """Digits in quotes are no number."""
    return written(hub, f'"{int(time.time()) + HOUR}"')


@case(SECTION, 'RFC 7519 2', both=FORBIDDEN)
def null(hub):
    return written(hub, 'null')


@case(SECTION, 'RFC 7519 2', both=FORBIDDEN)
def true(hub):
    return written(hub, 'true')


@case(SECTION, 'RFC 7519 2', both=FORBIDDEN)
def list_of_one(hub):
    return written(hub, f'[{int(time.time()) + HOUR}]')


@case(SECTION, 'RFC 7519 2', both=FORBIDDEN)
def negative(hub):
    return written(hub, '-1')


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def milliseconds(hub):
    """A JavaScript clock, not divided by 1000."""
    return written(hub, str((int(time.time()) + HOUR) * 1000))


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def over_64_bits(hub):
    """It would be right with the upper bits lost."""
    return written(hub, str(2 ** 64 + int(time.time()) + HOUR))


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def over_32_bits(hub):
    return written(hub, str(2 ** 32 + int(time.time()) + HOUR))


@case(SECTION, 'RFC 8292 2', both=FORBIDDEN)
def huge(hub):
    return written(hub, '1e300')


@case(SECTION, 'RFC 8259 6', both=FORBIDDEN)
def not_a_number(hub):
    """NaN is no JSON."""
    return written(hub, 'NaN')


@case('2.6 other claims', 'RFC 8292 2.2', both=created())
def not_before(hub):
    return hub.push_claims(nbf=int(time.time()) + HOUR)


@case('2.6 other claims', 'RFC 8292 2.2', both=created())
def issued_later(hub):
    return hub.push_claims(iat=int(time.time()) + HOUR)


@case('2.6 other claims', 'RFC 8292 2.2', both=created())
def unknown_claims(hub):
    return hub.push_claims(iss=7, jti='x', note={'a': [1, None, 'ü']})
