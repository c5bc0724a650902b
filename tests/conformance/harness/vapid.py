# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""VAPID keys and tokens (RFC 8292), right ones and wrong ones."""

import base64
import json
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

HOUR = 3600
DAY = 24 * HOUR
ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode('ascii')


def unb64url(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


class Key:
    """A P-256 key pair. text is the public key as in k=."""

    def __init__(self, private=None):
        self.private = private or ec.generate_private_key(ec.SECP256R1())
        self.point = self.private.public_key().public_bytes(
            serialization.Encoding.X962,
            serialization.PublicFormat.UncompressedPoint)
        self.text = b64url(self.point)

    def sign(self, data):
        """64 octets, r and s (RFC 7518 3.4)."""
        r, s = self.sign_numbers(data)
        return r.to_bytes(32, 'big') + s.to_bytes(32, 'big')

    def sign_numbers(self, data):
        return utils.decode_dss_signature(self.sign_der(data))

    def sign_der(self, data):
        return self.private.sign(data, ec.ECDSA(hashes.SHA256()))


def load_key(octets):
    """A private key in PEM, or its 32 octets in base64url."""
    if b'-----BEGIN' in octets:
        return Key(serialization.load_pem_private_key(octets, None))
    number = int.from_bytes(unb64url(octets.decode('ascii').strip()), 'big')
    return Key(ec.derive_private_key(number, ec.SECP256R1()))


def key_with_marks():
    """One whose text has characters that the alphabets do not share."""
    while True:
        key = Key()
        if '-' in key.text and '_' in key.text:
            return key


def claims(audience, **changes):
    """aud, exp and sub as RFC 8292 wants them, but for changes; None takes a
    claim out."""
    right = {'aud': audience, 'exp': int(time.time()) + 12 * HOUR,
             'sub': 'mailto:operator@example.org'}
    return {name: value for name, value in (right | changes).items()
            if value is not None}


HEADER = {'typ': 'JWT', 'alg': 'ES256'}


def part(value):
    """A value as JSON, or octets as they are, in base64url."""
    if not isinstance(value, bytes):
        value = json.dumps(value, separators=(',', ':')).encode('utf-8')
    return b64url(value)


def token(key, payload, header=None, sign=None):
    """A JWT. header and payload are values or octets; sign, in place of the
    right function, gives the signature of the first two parts."""
    start = f'{part(HEADER if header is None else header)}.{part(payload)}'
    signature = (sign or key.sign)(start.encode('ascii'))
    return f'{start}.{b64url(signature)}'
