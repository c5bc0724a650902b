# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""A certificate for the loopback, that only this run trusts."""

import datetime
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAMES = x509.SubjectAlternativeName([
    x509.DNSName('localhost'),
    x509.IPAddress(ipaddress.ip_address('127.0.0.1')),
    x509.IPAddress(ipaddress.ip_address('::1'))])


def write(directory):
    """Returns: the names of two files in PEM, certificate and key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME,
                                         'localhost')])
    now = datetime.datetime.utcnow()
    hour = datetime.timedelta(hours=1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - hour).not_valid_after(now + hour)
        .add_extension(NAMES, critical=False).sign(key, hashes.SHA256()))

    files = directory / 'certificate.pem', directory / 'key.pem'
    files[0].write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    return [str(file) for file in files]
