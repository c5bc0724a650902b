# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.5: Content-Encoding, which is never decoded."""

import gzip

from harness import aes128gcm
from harness.expect import created, mentions, refused
from harness.table import case

REFUSED = refused(400, errno=110)
ENCRYPTION = ('Encryption', 'salt="lngarbyKfMoi9Z75xYXmkg"')
CRYPTO_KEY = ('Crypto-Key', 'dh="BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7'
              'CYkDjXsIEc4aqxYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU"')


@case('2.5 No Content-Encoding', 'RFC 8291 4', lenient=created(),
      strict=REFUSED)
def missing(hub):
    return hub.push(encoding=None)


@case('2.5 aes128gcm', 'RFC 8291 4', both=created())
def aes128gcm_once(hub):
    return hub.push(encoding='aes128gcm')


@case('2.5 aes128gcm', 'RFC 9110 8.4.1', both=created())
def aes128gcm_capitals(hub):
    """Names of codings have no letter case."""
    return hub.push(encoding='AES128GCM')


@case('2.5 aes128gcm twice', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def aes128gcm_list(hub):
    return hub.push(encoding='aes128gcm, aes128gcm')


@case('2.5 aes128gcm twice', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def aes128gcm_repeated(hub):
    """The generic gateway of common-proxies."""
    return hub.push(encoding=['aes128gcm', 'aes128gcm'])


@case('2.5 aesgcm', 'RFC 8291 4', lenient=created(),
      strict=refused(400, errno=110, rules=[mentions('aes128gcm')]))
def aesgcm(hub):
    """The draft's coding; the refusal names the right one."""
    return hub.push(encoding='aesgcm', body=bytes(range(100)),
                    more=[ENCRYPTION, CRYPTO_KEY])


@case('2.5 aesgcm', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def aesgcm_without_its_fields(hub):
    return hub.push(encoding='aesgcm')


@case('2.5 aesgcm + aes128gcm', 'RFC 8291 4', lenient=created(),
      strict=REFUSED)
def aesgcm_and_aes128gcm(hub):
    """The aesgcm gateway of common-proxies."""
    return hub.push(encoding=['aesgcm', 'aes128gcm'])


@case('2.5 aesgcm + aes128gcm', 'RFC 8291 4', lenient=created(),
      strict=REFUSED)
def aes128gcm_and_aesgcm(hub):
    return hub.push(encoding='aes128gcm, aesgcm')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def gzipped(hub):
    return hub.push(encoding='gzip', body=gzip.compress(b'Hello'))


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def gzip_that_is_none(hub):
    """Never decoded, so never found out."""
    return hub.push(encoding='gzip', body=b'Hello')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def brotli(hub):
    return hub.push(encoding='br')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def aesgcm128(hub):
    """An older draft's."""
    return hub.push(encoding='aesgcm128')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def identity(hub):
    return hub.push(encoding='identity')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def gzip_after_aes128gcm(hub):
    return hub.push(encoding='aes128gcm, gzip')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def aes128gcm_with_parameter(hub):
    return hub.push(encoding='aes128gcm;rs=4096')


@case('2.5 other', 'RFC 8291 4', lenient=created(), strict=REFUSED)
def empty(hub):
    return hub.push(encoding='')


@case('2.5 Framing', 'RFC 8188 2.1', both=created())
def plain_json_labelled(hub):
    """What Matrix gateways send on purpose."""
    return hub.push(body=b'{"notification":{"event_id":"x"}}')


@case('2.5 Framing', 'RFC 8188 2.1', both=created())
def shorter_than_a_header(hub):
    return hub.push(body=b'\0' * 20)


@case('2.5 Framing', 'RFC 8188 2.1', both=created())
def damaged(hub):
    """Only the app can tell."""
    body = bytearray(aes128gcm.example())
    body[-1] ^= 1
    return hub.push(body=bytes(body))


@case('2.5 aes128gcm', 'RFC 8291 4', lenient=created())
def aes128gcm_with_old_fields(hub):
    return hub.push(more=[ENCRYPTION, CRYPTO_KEY])
