# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Bodies in the aes128gcm coding (RFC 8188, RFC 8291), for a receiver that
nobody is."""

import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .vapid import Key

OVERHEAD = 103
RECEIVER = Key()
SECRET = os.urandom(16)


def derive(salt, secret, info, length):
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def encrypt(text, sender=None, padding=0):
    """One record, with so many octets of padding."""
    sender = sender or Key()
    salt = os.urandom(16)
    shared = sender.private.exchange(ec.ECDH(), RECEIVER.private.public_key())
    info = b'WebPush: info\0' + RECEIVER.point + sender.point
    secret = derive(SECRET, shared, info, 32)
    key = derive(salt, secret, b'Content-Encoding: aes128gcm\0', 16)
    nonce = derive(salt, secret, b'Content-Encoding: nonce\0', 12)
    record = AESGCM(key).encrypt(nonce, text + b'\x02' + bytes(padding), None)
    return (salt + struct.pack('>IB', 4096, len(sender.point)) + sender.point
            + record)


def example(sender=None):
    """A short push; no two are equal."""
    return encrypt(b'When I grow up, I want to be a watermelon', sender)


def sized(size):
    """A body of so many octets, at least 103."""
    return encrypt(os.urandom(size - OVERHEAD))
