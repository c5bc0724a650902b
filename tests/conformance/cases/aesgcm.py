# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 5.3: the gateway for the aesgcm draft, for own endpoints only. It
is off unless the user wants it, and always off in strict mode."""

import os
import urllib.parse

from harness import vapid
from harness.expect import (
    AnyOf, Outcome, answered, created, not_allowed, refused, same)
from harness.table import Skip, case

OFF = refused(404)
SECTION = '5.3'
UNKNOWN = '/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA'
SALT = 'salt="lngarbyKfMoi9Z75xYXmkg"'
DH = ('dh="BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8Bq'
      'kXCJ6DPpDrWtdWj_mugHU"')
RIGHT = {'TTL': 60, 'Content-Encoding': 'aesgcm', 'Encryption': SALT,
         'Crypto-Key': DH}
BODY = b'this is\n\nmy msg'
BEFORE_BODY = f'aesgcm\nEncryption: {SALT}\nCrypto-Key: {DH}\n'.encode()


def fields_with(changes):
    return [(name, each) for name, value in (RIGHT | changes).items()
            if value is not None
            for each in (value if isinstance(value, list) else [value])]


def post(hub, url=None, body=BODY, changes=None, method='POST'):
    """Through the gateway to an endpoint. Skips in lenient mode when it is
    not switched on."""
    if hub.mode == 'lenient':
        need_gateway(hub)
    query = urllib.parse.urlencode({'e': url or hub.endpoint.url})
    return hub.ask(method, f'/aesgcm?{query}', fields_with(changes or {}),
                   body)


def need_gateway(hub):
    if hub.ask('GET', '/aesgcm').status == 404:
        raise Skip('the aesgcm gateway is off')


def signed(hub, key):
    token = hub.token(key)
    return post(hub, hub.restricted.url, changes={
        'TTL': 0, 'Authorization': f'WebPush {token}',
        'Crypto-Key': f'{DH};p256ecdsa={key.text}'})


@case('1 R6', strict=OFF)
def strict_discovery(hub):
    return hub.ask('GET', '/aesgcm')


@case('1 R6', strict=OFF)
def strict_post(hub):
    return post(hub)


@case(SECTION, lenient=answered({'unifiedpush': {'gateway': 'aesgcm'}}))
def discovery(hub):
    need_gateway(hub)
    return hub.ask('GET', '/aesgcm')


@case(SECTION, lenient=created(ttl=60))
def own_endpoint(hub):
    return post(hub)


@case('5.1 Transformation', lenient=Outcome('the fields before the body'))
def folded(hub):
    hub.require(created(), post(hub))
    same(hub.delivered(), [BEFORE_BODY + BODY], 'deliveries')


@case('5.1 Transformation', lenient=Outcome('the fields as they came'))
def folded_verbatim(hub):
    """Parameters, quotes and white space inside stay."""
    salt, dh = f'keyid=x ;  {SALT}; rs=4096', f'keyid=x;{DH};p256ecdsa=BA'
    hub.require(created(), post(hub, changes={'Encryption': salt,
                                              'Crypto-Key': dh}))
    text = f'aesgcm\nEncryption: {salt}\nCrypto-Key: {dh}\n'
    same(hub.delivered(), [text.encode() + BODY], 'deliveries')


@case('5.1 Transformation', lenient=Outcome('the first lines only'))
def folded_first_line(hub):
    hub.require(created(), post(hub, changes={
        'Encryption': [SALT, 'salt="AAAAAAAAAAAAAAAAAAAAAA"'],
        'Crypto-Key': [DH, 'dh="' + 'A' * 87 + '"']}))
    same(hub.delivered(), [BEFORE_BODY + BODY], 'deliveries')


@case('5.1 Transformation', lenient=Outcome('all octets of the body'))
def folded_octets(hub):
    body = os.urandom(2000)
    hub.require(created(), post(hub, body=body))
    same(hub.delivered() == [BEFORE_BODY + body], True, 'delivered')


@case(SECTION, lenient=created(ttl=86400))
def without_ttl(hub):
    return post(hub, changes={'TTL': None})


@case(SECTION, 'RFC 8030 5.4', lenient=Outcome('the later one only'))
def topic_copied(hub):
    for body in (b'earlier', b'later'):
        hub.require(created(), post(hub, body=body, changes={'Topic': 'news'}))
    same(hub.delivered(), [BEFORE_BODY + b'later'], 'deliveries')


@case(SECTION, 'RFC 8030 5.4', lenient=refused(400, errno=113))
def topic_wrong(hub):
    return post(hub, changes={'Topic': 'a b'})


@case(SECTION, 'RFC 8030 5.3', lenient=created())
def urgency_copied(hub):
    return post(hub, changes={'Urgency': 'high'})


@case(SECTION, 'RFC 8030 5.3', lenient=refused(400))
def urgency_wrong(hub):
    return post(hub, changes={'Urgency': 'low, high'})


@case(SECTION, lenient=refused(404))
def foreign_endpoint(hub):
    """Never a request to another server."""
    return post(hub, 'https://push.example.org/push/id/x')


@case(SECTION, lenient=refused(404))
def own_host_in_a_user(hub):
    return post(hub, f'{hub.origin}@push.example.org{hub.endpoint.path}')


@case(SECTION, 'RFC 8030 7.3', lenient=refused(404, errno=102))
def unknown_endpoint(hub):
    return post(hub, hub.issued_base + UNKNOWN)


@case(SECTION, 'RFC 8030 7.3', lenient=refused(404, errno=[103, 106]))
def removed_endpoint(hub):
    return post(hub, hub.removed().url)


@case(SECTION, lenient=refused(400, 404))
def no_endpoint(hub):
    need_gateway(hub)
    return hub.ask('POST', '/aesgcm', fields_with({}), BODY)


@case(SECTION, lenient=refused(400))
def no_content_encoding(hub):
    return post(hub, changes={'Content-Encoding': None})


@case(SECTION, lenient=refused(400))
def other_content_encoding(hub):
    return post(hub, changes={'Content-Encoding': 'aes128gcm'})


@case(SECTION, lenient=refused(400))
def no_encryption(hub):
    return post(hub, changes={'Encryption': None})


@case(SECTION, lenient=refused(400))
def short_encryption(hub):
    return post(hub, changes={'Encryption': 'x' * 15})


@case(SECTION, lenient=refused(400))
def no_crypto_key(hub):
    return post(hub, changes={'Crypto-Key': None})


@case(SECTION, lenient=refused(400))
def short_crypto_key(hub):
    return post(hub, changes={'Crypto-Key': 'x' * 64})


@case(SECTION, lenient=created())
def shortest_fields(hub):
    """Their length is all that is looked at."""
    return post(hub, changes={'Encryption': 'x' * 16, 'Crypto-Key': 'x' * 65})


@case(SECTION, lenient=AnyOf(created(), refused(400)))
def fields_not_utf_8(hub):
    return post(hub, changes={'Encryption': b'salt=\xff\xfe' + b'x' * 16,
                              'Crypto-Key': b'dh=\xff\xfe' + b'x' * 65})


@case(SECTION, lenient=refused(400))
def empty(hub):
    return post(hub, body=b'')


@case(SECTION, 'RFC 8030 7.2', lenient=created())
def octets_4096(hub):
    return post(hub, body=bytes(4096 - len(BEFORE_BODY)))


@case(SECTION, 'RFC 8030 7.2', lenient=refused(413, errno=104))
def octets_4097(hub):
    """What is forwarded counts, not what came."""
    return post(hub, body=bytes(4097 - len(BEFORE_BODY)))


@case(SECTION, 'RFC 8292 4.2', lenient=refused(401, errno=109))
def restricted_none(hub):
    return post(hub, hub.restricted.url)


@case(SECTION, 'RFC 8292 4.2', lenient=created())
def restricted_right(hub):
    """The gateway's origin is the endpoint's, so aud is right as well."""
    return signed(hub, hub.key)


@case(SECTION, 'RFC 8292 4.2', lenient=refused(403, errno=109))
def restricted_other_key(hub):
    return signed(hub, vapid.Key())


@case('1 R10', 'RFC 9110 15.5.6', lenient=not_allowed('GET', 'POST'))
def other_method(hub):
    return post(hub, method='PUT')
