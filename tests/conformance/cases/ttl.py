# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.2: the grammar of TTL, and the answer's TTL."""

from harness.expect import created, refused
from harness.table import case

DEFAULT = 86400
MAX = 2592000
MISSING = refused(400, errno=111)
MALFORMED = refused(400, errno=[111, 112, 114])
USES_DEFAULT = created(ttl=DEFAULT)
CLAMPED = created(ttl=MAX)


@case('2.2 Grammar', 'RFC 8030 5.2', both=created(ttl=60))
def plain(hub):
    return hub.push(ttl='60')


@case('2.2 Grammar', 'RFC 8030 5.2', both=created(ttl=1))
def one(hub):
    return hub.push(ttl='1')


@case('2.2 Grammar', 'RFC 8030 5.2', both=created(ttl=60))
def leading_zeros(hub):
    return hub.push(ttl='000060')


@case('2.2 Grammar', 'RFC 9110 5.5', both=created(ttl=60))
def space_around(hub):
    return hub.push(ttl='  60\t ')


@case('7 names', 'RFC 9110 5.1', both=created(ttl=60))
def name_as_ruby_writes_it(hub):
    return hub.push(ttl=None, more=[('Ttl', '60')])


@case('2.2 Missing', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MISSING)
def missing(hub):
    return hub.push(ttl=None)


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT,
      strict=refused(400, errno=114))
def negative(hub):
    return hub.push(ttl='-1')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def fraction(hub):
    return hub.push(ttl='1.5')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def word(hub):
    return hub.push(ttl='abc')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def nan(hub):
    """npm web-push writes it when it is given no number."""
    return hub.push(ttl='NaN')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def empty(hub):
    return hub.push(ttl='')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def plus_sign(hub):
    """Not in the grammar, though Mozilla takes it."""
    return hub.push(ttl='+10')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def hexadecimal(hub):
    return hub.push(ttl='0x10')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def exponent(hub):
    return hub.push(ttl='1e3')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def unit(hub):
    return hub.push(ttl='60s')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def quoted(hub):
    return hub.push(ttl='"60"')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def space_inside(hub):
    return hub.push(ttl='6 0')


@case('2.2 Malformed', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def other_digits(hub):
    """Digits that are not ASCII's."""
    return hub.push(ttl='٦٠')


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def largest(hub):
    return hub.push(ttl=str(MAX))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def over_the_largest(hub):
    return hub.push(ttl=str(MAX + 1))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def two_to_the_31(hub):
    return hub.push(ttl=str(2 ** 31))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def over_32_bits(hub):
    """It would be 60 with the upper bits lost."""
    return hub.push(ttl=str(2 ** 32 + 60))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def two_to_the_63(hub):
    return hub.push(ttl=str(2 ** 63))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def over_64_bits(hub):
    return hub.push(ttl=str(2 ** 64 + 60))


@case('2.2 Too large', 'RFC 8030 5.2', both=CLAMPED)
def a_hundred_digits(hub):
    return hub.push(ttl='9' * 100)


@case('2.2 Repeated', 'RFC 8030 5.2', lenient=created(ttl=10),
      strict=MALFORMED)
def repeated(hub):
    """common-proxies sends such; the sender's own line comes first."""
    return hub.push(ttl=['10', '86400'])


@case('2.2 Repeated', 'RFC 8030 5.2', lenient=created(ttl=20),
      strict=MALFORMED)
def repeated_first_malformed(hub):
    return hub.push(ttl=['abc', '20'])


@case('2.2 Repeated', 'RFC 8030 5.2', lenient=created(ttl=10),
      strict=MALFORMED)
def repeated_last_malformed(hub):
    return hub.push(ttl=['10', 'abc'])


@case('2.2 Repeated', 'RFC 8030 5.2', lenient=USES_DEFAULT, strict=MALFORMED)
def repeated_all_malformed(hub):
    return hub.push(ttl=['abc', '-1'])


@case('2.2 Repeated', 'RFC 8030 5.2', lenient=created(ttl=60),
      strict=MALFORMED)
def repeated_alike(hub):
    return hub.push(ttl=['60', '60'])


@case('2.2 Repeated', 'RFC 9110 5.3', lenient=created(ttl=(10, DEFAULT)),
      strict=MALFORMED)
def list_in_a_line(hub):
    """A proxy may have joined two lines."""
    return hub.push(ttl='10, 86400')
