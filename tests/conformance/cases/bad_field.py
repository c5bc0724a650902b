# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Bad input in header fields. Those that are read are refused, or taken as
section 2 says of what is malformed; those that are not read may be anything.
After each of them the hub must be as well as before."""

from harness.expect import AnyOf, created, refused, status
from harness.table import case

# Nearly 32 KiB, where some servers give up, so that the value is looked at.
LONG = 30000
REFUSED = refused(400)
NOT_HTTP = status(400)
TOO_MUCH = status(400, 413, 431)
IGNORED = AnyOf(created(), TOO_MUCH)
CLAMPED = AnyOf(created(ttl=2592000), TOO_MUCH)
REFUSED_ANYHOW = AnyOf(REFUSED, TOO_MUCH)
UNAUTHORIZED = AnyOf(refused(401, 403), TOO_MUCH)


@case('bad input', 'RFC 9110 5.4', both=IGNORED)
def unknown_of_64_kib(hub):
    return hub.push(more=[('X-Note', 'x' * 65536)])


@case('bad input', 'RFC 9110 5.4', both=TOO_MUCH)
def unknown_of_10_mib(hub):
    return hub.push(more=[('X-Note', 'x' * (10 << 20))])


@case('bad input', 'RFC 9110 5.4', both=IGNORED)
def long_name(hub):
    return hub.push(more=[('X' * LONG, 'x')])


@case('bad input', 'RFC 8030 5.2', both=CLAMPED)
def long_ttl(hub):
    return hub.push(ttl='9' * LONG)


@case('bad input', 'RFC 8030 5.2', both=AnyOf(created(ttl=7), TOO_MUCH))
def long_ttl_of_zeros(hub):
    return hub.push(ttl='0' * LONG + '7')


@case('bad input', 'RFC 8030 5.3', lenient=IGNORED, strict=REFUSED_ANYHOW)
def long_urgency(hub):
    return hub.push(urgency='x' * LONG)


@case('bad input', 'RFC 8030 5.4', both=REFUSED_ANYHOW)
def long_topic(hub):
    return hub.push(topic='x' * LONG)


@case('bad input', 'RFC 8291 4', lenient=IGNORED, strict=REFUSED_ANYHOW)
def long_encoding(hub):
    return hub.push(encoding='aes128gcm, ' * 5000 + 'aes128gcm')


@case('bad input', 'RFC 8292 3', both=UNAUTHORIZED)
def long_token(hub):
    return hub.push_signed('x' * LONG)


@case('bad input', 'RFC 8292 3', both=UNAUTHORIZED)
def token_of_dots(hub):
    return hub.push_signed('.' * LONG)


@case('bad input', 'RFC 8292 3', both=UNAUTHORIZED)
def token_of_100_kib(hub):
    return hub.push_signed('x' * 102400)


@case('bad input', 'RFC 8292 3', both=UNAUTHORIZED)
def long_key(hub):
    return hub.push_signed(hub.token(), hub.key.text * 600)


@case('bad input', 'RFC 8292 3', both=UNAUTHORIZED)
def many_parameters(hub):
    return hub.push(hub.restricted, authorization='vapid ' + 'a=b,' * 7000)


@case('bad input', 'RFC 9110 5.6.4', both=UNAUTHORIZED)
def many_quoted_pairs(hub):
    return hub.push(hub.restricted,
                    authorization='vapid a="' + '\\"' * (LONG // 2))


@case('bad input', both=UNAUTHORIZED)
def long_crypto_key(hub):
    return hub.push(hub.restricted, authorization=f'WebPush {hub.token()}',
                    more=[('Crypto-Key', 'a=b;' * 7000)])


@case('bad input', 'RFC 9110 5.4', both=IGNORED)
def fields_10000(hub):
    return hub.push(more=[('a', '')] * 10000)


@case('bad input', 'RFC 9110 5.4', both=TOO_MUCH)
def fields_100000(hub):
    return hub.push(more=[('a', '')] * 100000)


@case('bad input', 'RFC 8030 5.2', lenient=IGNORED, strict=REFUSED_ANYHOW)
def ttl_5000_times(hub):
    return hub.push(ttl=['60'] * 5000)


@case('bad input', 'RFC 8030 5.3', both=REFUSED_ANYHOW)
def urgency_4000_times(hub):
    return hub.push(urgency=['low'] * 4000)


@case('bad input', 'RFC 8030 5.4', both=REFUSED_ANYHOW)
def topic_5000_times(hub):
    return hub.push(topic=['x'] * 5000)


@case('bad input', 'RFC 8291 4', lenient=IGNORED, strict=REFUSED_ANYHOW)
def encoding_2000_times(hub):
    return hub.push(encoding=['aes128gcm'] * 2000)


@case('bad input', 'RFC 9110 11.6.2', both=UNAUTHORIZED)
def authorization_2000_times(hub):
    return hub.push(hub.restricted, authorization=['vapid t=x, k=y'] * 2000)


# Octets that are no text. NUL is forbidden everywhere (RFC 9110 5.5). What has
# a bare CR in it is invalid, so that a field of it is refused, or taken as one
# that is malformed (RFC 9112 2.2). Other octets are a field's own business.


@case('bad input', 'RFC 9110 5.5', both=NOT_HTTP)
def nul_in_unknown(hub):
    return hub.push(more=[('X-Note', b'a\0b')])


@case('bad input', 'RFC 9110 5.5', both=NOT_HTTP)
def nul_in_ttl(hub):
    """It must not be taken for 60."""
    return hub.push(ttl=b'60\0' + b'0')


@case('bad input', 'RFC 9110 5.5', both=NOT_HTTP)
def nul_in_urgency(hub):
    return hub.push(urgency=b'high\0')


@case('bad input', 'RFC 9110 5.5', both=NOT_HTTP)
def nul_in_topic(hub):
    return hub.push(topic=b'news\0x')


@case('bad input', 'RFC 9110 5.5', both=NOT_HTTP)
def nul_in_encoding(hub):
    return hub.push(encoding=b'aes128gcm\0x')


@case('bad input', 'RFC 9110 5.5', both=AnyOf(refused(401, 403), NOT_HTTP))
def nul_in_authorization(hub):
    good = f'vapid t={hub.token()}, k={hub.key.text}'.encode()
    return hub.push(hub.restricted, ttl='0', authorization=good + b'\0x')


@case('bad input', 'RFC 9112 2.2',
      lenient=AnyOf(created(ttl=86400), NOT_HTTP), strict=NOT_HTTP)
def bare_cr_in_ttl(hub):
    return hub.push(ttl=b'60\rTopic: x')


@case('bad input', 'RFC 9112 2.2', lenient=AnyOf(created(), NOT_HTTP),
      strict=NOT_HTTP)
def bare_cr_in_urgency(hub):
    return hub.push(urgency=b'high\rTopic: x')


@case('bad input', 'RFC 9112 2.2', both=NOT_HTTP)
def bare_cr_in_topic(hub):
    return hub.push(topic=b'news\rx')


@case('bad input', 'RFC 9112 2.2', lenient=AnyOf(created(), NOT_HTTP),
      strict=NOT_HTTP)
def bare_cr_in_encoding(hub):
    return hub.push(encoding=b'aes128gcm\rx')


@case('bad input', 'RFC 9112 2.2', both=AnyOf(refused(401, 403), NOT_HTTP))
def bare_cr_in_authorization(hub):
    good = f'vapid t={hub.token()}, k={hub.key.text}'.encode()
    return hub.push(hub.restricted, ttl='0', authorization=good + b'\rx')


@case('bad input', 'RFC 9112 2.2', both=AnyOf(created(), NOT_HTTP))
def bare_cr_in_unknown(hub):
    return hub.push(more=[('X-Note', b'a\rb')])


@case('bad input', 'RFC 8030 5.2',
      lenient=AnyOf(created(ttl=86400), REFUSED), strict=REFUSED)
def ttl_not_utf_8(hub):
    return hub.push(ttl=b'60\xff')


@case('bad input', 'RFC 8030 5.3', lenient=AnyOf(created(), REFUSED),
      strict=REFUSED)
def urgency_not_utf_8(hub):
    return hub.push(urgency=b'high\xff')


@case('bad input', 'RFC 8030 5.4', both=refused(400, errno=113))
def topic_not_utf_8(hub):
    """The refusal is good UTF-8 nevertheless."""
    return hub.push(topic=b'news\xff\xc0')


@case('bad input', 'RFC 8291 4', lenient=AnyOf(created(), REFUSED),
      strict=REFUSED)
def encoding_not_utf_8(hub):
    return hub.push(encoding=b'aes128gcm\xff')


@case('bad input', 'RFC 8292 3', both=refused(400, 401, 403))
def authorization_not_utf_8(hub):
    return hub.push(hub.restricted, authorization=b'vapid t=\xff, k=\xfe')


@case('bad input', 'RFC 8292 3', both=refused(400, 401, 403))
def authorization_not_utf_8_after_all(hub):
    good = f'vapid t={hub.token()}, k={hub.key.text}'.encode()
    return hub.push(hub.restricted, ttl='0', authorization=good + b'\xff')


@case('bad input', lenient=refused(400, 403), strict=refused(400, 401))
def crypto_key_not_utf_8(hub):
    return hub.push(hub.restricted, authorization=f'WebPush {hub.token()}',
                    more=[('Crypto-Key', b'p256ecdsa=\xff\xfe')])


@case('bad input', 'RFC 9110 5.5', both=AnyOf(created(), NOT_HTTP))
def unknown_not_utf_8(hub):
    return hub.push(more=[('X-Note', b'caf\xe9 \xff\xfe')])


@case('bad input', 'RFC 9110 7.2', both=AnyOf(created(), NOT_HTTP))
def host_not_utf_8(hub):
    with hub.connect() as connection:
        connection.send(
            b'POST %s HTTP/1.1\r\nHost: \xff\xfe\r\nTTL: 60\r\n'
            b'Content-Encoding: aes128gcm\r\nContent-Length: 1\r\n\r\nx'
            % hub.endpoint.path.encode())
        return connection.read_answer()
