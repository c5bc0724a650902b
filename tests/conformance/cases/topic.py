# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.4: the grammar of Topic."""

from harness.expect import created, refused
from harness.table import case

REFUSED = refused(400, errno=113)
ALPHABET_1 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
ALPHABET_2 = 'abcdefghijklmnopqrstuvwxyz6789-_'


@case('2.4 Grammar', 'RFC 8030 5.4', both=created())
def one_character(hub):
    return hub.push(topic='x')


@case('2.4 Grammar', 'RFC 8030 5.4', both=created())
def capitals_and_digits(hub):
    """32 characters, the most there may be."""
    return hub.push(topic=ALPHABET_1)


@case('2.4 Grammar', 'RFC 8030 5.4', both=created())
def small_letters_and_marks(hub):
    return hub.push(topic=ALPHABET_2)


@case('2.4 Grammar', 'RFC 8030 5.4', both=created())
def missing(hub):
    return hub.push(topic=None)


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def characters_33(hub):
    return hub.push(topic='a' * 33)


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def dot(hub):
    """A token's character, but not one of base64url."""
    return hub.push(topic='a.b')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def plus(hub):
    """The other alphabet of base64."""
    return hub.push(topic='a+b')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def slash(hub):
    return hub.push(topic='a/b')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def space_inside(hub):
    return hub.push(topic='a b')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def quoted(hub):
    return hub.push(topic='"ab"')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def percent(hub):
    return hub.push(topic='a%20b')


@case('2.4 Grammar', 'RFC 8030 5.4', both=REFUSED)
def not_ascii(hub):
    return hub.push(topic='Grüße')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=created())
def one_padding(hub):
    return hub.push(topic='c3BhY2Uh0Q=')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=created())
def two_padding(hub):
    """Sygnal and Synapse: a hash of 22 octets in padded base64url."""
    return hub.push(topic='a' * 30 + '==')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=REFUSED)
def three_padding(hub):
    return hub.push(topic='abc===')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=REFUSED)
def padding_beyond_32(hub):
    return hub.push(topic='a' * 31 + '==')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=REFUSED)
def padding_inside(hub):
    return hub.push(topic='ab=c')


@case('2.4 Trailing =', 'RFC 8030 5.4', both=REFUSED)
def padding_only(hub):
    return hub.push(topic='==')


@case('2.4 Empty', 'RFC 8030 5.4', lenient=created(), strict=REFUSED)
def empty(hub):
    return hub.push(topic='')


@case('2.4 Repeated', 'RFC 8030 5.4', both=REFUSED)
def repeated(hub):
    return hub.push(topic=['a', 'b'])


@case('2.4 Repeated', 'RFC 8030 5.4', both=REFUSED)
def repeated_alike(hub):
    return hub.push(topic=['a', 'a'])


@case('2.4 Repeated', 'RFC 8030 5.4', both=REFUSED)
def list_in_a_line(hub):
    return hub.push(topic='a, b')
