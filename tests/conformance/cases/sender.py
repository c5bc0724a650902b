# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 3: what the senders in the field send, each with its habits. Those
that sign push to the restricted endpoint."""

import time

from harness import aes128gcm
from harness.expect import created, refused
from harness.table import Skip, case
from harness.vapid import DAY

from .vapid_aud import split

FORM = ('Content-Type', 'application/x-www-form-urlencoded')
OCTETS = ('Content-Type', 'application/octet-stream')
SALT = ('Encryption', 'salt=lngarbyKfMoi9Z75xYXmkg')
DH = ('dh=BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8BqkX'
      'CJ6DPpDrWtdWj_mugHU')
ROOM = 'n4bQgYhMfWWaL-qgxVrQFaOTxsrC0I=='
NOT_PUSHED = refused(413, errno=104)


def send(hub, fields, body=None, path=None, method='POST'):
    """The header fields as the sender writes them, in its order."""
    body = aes128gcm.example() if body is None else body
    return hub.send_whole(method, path or hub.endpoint.path, fields, body)


def signed(hub, form, fields, body=None, **claims):
    value = form.format(t=hub.token(**claims), k=hub.key.text)
    return send(hub, [*fields, ('Authorization', value)], body,
                hub.restricted.path)


@case('3 curl', lenient=created(ttl=86400), strict=refused(400))
def curl(hub):
    return send(hub, [('User-Agent', 'curl/8.5.0'), ('Accept', '*/*'), FORM],
                b'Example payload')


@case('3 npm web-push', both=created(ttl=2419200))
def npm_web_push(hub):
    return signed(hub, 'vapid t={t}, k={k}', [
        ('TTL', 2419200), ('Content-Encoding', 'aes128gcm'), OCTETS,
        ('Urgency', 'normal')])


@case('3 npm web-push', lenient=created(), strict=refused(400, 401))
def npm_web_push_aesgcm(hub):
    return signed(hub, 'WebPush {t}', [
        ('TTL', 2419200), ('Content-Encoding', 'aesgcm'), OCTETS, SALT,
        ('Crypto-Key', f'{DH};p256ecdsa={hub.key.text}'),
        ('Urgency', 'normal')])


@case('2.5 Arithmetic', 'RFC 8291 4', both=NOT_PUSHED)
def npm_web_push_3994(hub):
    """It checks no size: 3994 octets of text become 4097."""
    return send(hub, [('TTL', 60), ('Content-Encoding', 'aes128gcm')],
                aes128gcm.encrypt(bytes(3994)))


@case('3 pywebpush', both=created(ttl=0))
def pywebpush(hub):
    return signed(hub, 'vapid t={t},k={k}', [
        ('Accept-Encoding', 'gzip, deflate'), ('ttl', 0),
        ('content-encoding', 'aes128gcm')])


@case('3 web-push-php', lenient=created(), strict=refused(403, errno=109))
def web_push_php(hub):
    """aud without a port, and padding up to 2820 octets."""
    scheme, host, port = split(hub)
    if port is None:
        raise Skip('the origin has no port to leave out')
    body = aes128gcm.encrypt(b'{}', padding=2820 - 2)
    return signed(hub, 'vapid t={t}, k={k}', [
        ('TTL', 2419200), OCTETS, ('Content-Encoding', 'aes128gcm')], body,
        aud=f'{scheme}://{host}')


@case('2.5 Arithmetic', 'RFC 8291 4', both=NOT_PUSHED)
def web_push_php_4078(hub):
    """It allows 4078 octets of text, which are 4181."""
    return send(hub, [('TTL', 60), ('Content-Encoding', 'aes128gcm')],
                aes128gcm.encrypt(bytes(4078)))


@case('3 Mastodon', lenient=created(), strict=refused(400, 401))
def mastodon(hub):
    return signed(hub, 'WebPush {t}', [
        ('TTL', 172800), ('Urgency', 'normal'), OCTETS,
        ('Content-Encoding', 'aesgcm'), SALT,
        ('Crypto-Key', f'{DH};p256ecdsa={hub.key.text}')],
        exp=int(time.time()) + DAY)


@case('3 Mastodon', both=created(ttl=172800))
def mastodon_standard(hub):
    """exp in 24 hours, exactly."""
    return signed(hub, 'vapid t={t},k={k}', [
        ('TTL', 172800), ('Urgency', 'normal'), OCTETS,
        ('Content-Encoding', 'aes128gcm')], exp=int(time.time()) + DAY)


@case('3 Sygnal', both=created(ttl=900))
def sygnal(hub):
    """The hash of the room as topic, padded."""
    return signed(hub, 'vapid t={t},k={k}', [
        ('ttl', 900), ('content-encoding', 'aes128gcm'), ('topic', ROOM),
        ('urgency', 'low')])


@case('3 Nextcloud', lenient=created(), strict=refused(403, errno=109))
def nextcloud(hub):
    """web-push-php with an urgency."""
    scheme, host, port = split(hub)
    if port is None:
        raise Skip('the origin has no port to leave out')
    return signed(hub, 'vapid t={t}, k={k}', [
        ('TTL', 2419200), ('Urgency', 'high'), OCTETS,
        ('Content-Encoding', 'aes128gcm')], aud=f'{scheme}://{host}')


@case('3 KUnifiedPush', both=created(ttl=3600))
def kunifiedpush(hub):
    return signed(hub, 'vapid t={t},k={k}', [
        ('content-type', 'application/octet-stream'), ('ttl', 3600),
        ('content-encoding', 'aes128gcm'), ('x-unifiedpush', 1)])


@case('3 KUnifiedPush', lenient=created(ttl=86400), strict=refused(400))
def kunifiedpush_negative_ttl(hub):
    """Its --ttl lets negative numbers through."""
    return signed(hub, 'vapid t={t},k={k}', [
        ('ttl', -5), ('content-encoding', 'aes128gcm'), ('x-unifiedpush', 1)])


@case('3 KUnifiedPush', lenient=created(), strict=refused(400))
def kunifiedpush_without_keys(hub):
    return send(hub, [('ttl', 3600), ('x-unifiedpush', 1)], b'Hello')


@case('3 common-proxies', both=created(ttl=86400))
def common_proxies_matrix(hub):
    """Plain JSON that is called encrypted."""
    return send(hub, [
        ('Content-Encoding', 'aes128gcm'), ('Ttl', 86400),
        ('Urgency', 'normal'), ('Accept-Encoding', 'gzip')],
        b'{"notification":{"event_id":"x","room_id":"!y:example.org"}}')


@case('3 common-proxies', lenient=created(ttl=86400), strict=refused(400))
def common_proxies_generic(hub):
    """What it sets is there twice."""
    return send(hub, [
        ('Content-Encoding', 'aes128gcm'), ('Content-Encoding', 'aes128gcm'),
        ('Ttl', 86400), ('Ttl', 86400), ('Urgency', 'normal')])


@case('3 common-proxies', lenient=created(ttl=10), strict=refused(400))
def common_proxies_aesgcm(hub):
    """The sender's TTL and coding come first."""
    return send(hub, [
        ('Content-Encoding', 'aesgcm'), ('Content-Encoding', 'aes128gcm'),
        ('Ttl', 10), ('Ttl', 86400), ('Urgency', 'normal')],
        b'aesgcm\nEncryption: salt=x\nCrypto-Key: dh=y\n' + bytes(40))


@case('1 R1b', lenient=created(ttl=86400), strict=refused(405))
def telegram(hub):
    """"Simple push" by PUT, with a version and no more."""
    return send(hub, [FORM], b'version=7', method='PUT')
