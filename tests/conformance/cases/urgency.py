# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.3: Urgency."""

from harness.expect import Outcome, created, refused, same
from harness.table import case

REFUSED = refused(400)


@case('2.3 Grammar', 'RFC 8030 5.3', both=created())
def very_low(hub):
    return hub.push(urgency='very-low')


@case('2.3 Grammar', 'RFC 8030 5.3', both=created())
def low(hub):
    return hub.push(urgency='low')


@case('2.3 Grammar', 'RFC 8030 5.3', both=created())
def normal(hub):
    return hub.push(urgency='normal')


@case('2.3 Grammar', 'RFC 8030 5.3', both=created())
def high(hub):
    return hub.push(urgency='high')


@case('2.3 Grammar', 'RFC 5234 2.3', both=created())
def capitals(hub):
    """Literals of ABNF have no letter case."""
    return hub.push(urgency='HIGH')


@case('2.3 Grammar', 'RFC 5234 2.3', both=created())
def mixed_case(hub):
    return hub.push(urgency='Very-Low')


@case('2.3 Missing', 'RFC 8030 5.3', both=created())
def missing(hub):
    return hub.push(urgency=None)


@case('2.3 More than one', 'RFC 8030 5.3', both=REFUSED)
def list_in_a_line(hub):
    return hub.push(urgency='low, high')


@case('2.3 More than one', 'RFC 8030 5.3', both=REFUSED)
def list_alike(hub):
    return hub.push(urgency='high,high')


@case('2.3 More than one', 'RFC 8030 5.3', both=REFUSED)
def list_with_unknown(hub):
    return hub.push(urgency='high, urgent')


@case('2.3 More than one', 'RFC 8030 5.3', both=REFUSED)
def repeated(hub):
    return hub.push(urgency=['low', 'high'])


@case('2.3 More than one', 'RFC 8030 5.3', both=REFUSED)
def repeated_alike(hub):
    return hub.push(urgency=['normal', 'normal'])


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=created(), strict=REFUSED)
def unknown(hub):
    return hub.push(urgency='urgent')


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=created(), strict=REFUSED)
def beginning_of_a_word(hub):
    return hub.push(urgency='very')


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=created(), strict=REFUSED)
def with_parameter(hub):
    return hub.push(urgency='high;q=1')


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=created(), strict=REFUSED)
def number(hub):
    return hub.push(urgency='4')


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=created(), strict=REFUSED)
def empty(hub):
    return hub.push(urgency='')


@case('2.3 Use', 'RFC 8030 5.3', both=Outcome('the body and nothing else'))
def not_forwarded(hub):
    body = hub.send(urgency='high')
    same(hub.delivered() == [body], True, 'exactly the body delivered')


@case('2.3 Unknown token', 'RFC 8030 5.3', lenient=Outcome('delivered'))
def unknown_delivered(hub):
    body = hub.send(urgency='urgent')
    same(hub.delivered() == [body], True, 'delivered')
