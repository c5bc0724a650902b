# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Runs senders: the libraries that ./dev has installed, and curl."""

import json
import os
import pathlib
import shutil
import subprocess

from cryptography.hazmat.primitives import serialization
from harness.expect import Mismatch
from harness.vapid import Key, b64url

HERE = pathlib.Path(__file__).parent
INSTALLED = pathlib.Path(os.environ['PUSHHUB_TEST_SENDERS'])
SECONDS = 60


class Missing(Exception):
    """Why a sender cannot be run here."""


class Answer:
    def __init__(self, status, body, headers, encoding=None, error=''):
        self.status = status
        self.body = body
        self.headers = headers
        self.encoding = encoding
        self.message = error

    def error(self):
        """The members of a refusal's body, or none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    def __str__(self):
        return f'{self.status} {self.body}'


class Senders:
    def __init__(self, directory, cacert):
        self.cacert = cacert
        self.key = VapidKey()
        self.place = directory / 'node'
        shutil.copytree(HERE / 'node', self.place)
        (directory / 'node_modules').symlink_to(INSTALLED / 'node_modules')

    def node(self, script, app, text, key=None, **options):
        """Sends one push with a library."""
        check_installed()
        task = {'subscription': app.subscription, 'text': text,
                'vapid': (key or self.key).members, 'options': options}
        done = subprocess.run(
            ['node', self.place / f'{script}.mjs'], input=json.dumps(task),
            env=os.environ | {'NODE_EXTRA_CA_CERTS': self.cacert},
            capture_output=True, text=True, timeout=SECONDS)
        if done.returncode != 0:
            raise Mismatch(f'{script} failed: {done.stderr}')
        return Answer(**json.loads(done.stdout))

    def curl(self, app, text, *options):
        done = subprocess.run(
            ['curl', '-sS', '--cacert', self.cacert, '-w', r'\n%{http_code}',
             '-d', text, *options, app.subscription['endpoint']],
            capture_output=True, text=True, timeout=SECONDS)
        if done.returncode != 0:
            raise Mismatch(f'curl failed: {done.stderr}')
        body, _, status = done.stdout.rpartition('\n')
        return Answer(int(status), body, {})


class VapidKey:
    """A key in each form that some library wants."""

    def __init__(self):
        key = Key()
        number = key.private.private_numbers().private_value
        private = b64url(number.to_bytes(32, 'big'))
        self.public = key.text
        self.members = {
            'subject': 'mailto:operator@example.org',
            'publicKey': key.text,
            'privateKey': private,
            'pkcs8': b64url(key.private.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption())),
            'jwk': {'kty': 'EC', 'crv': 'P-256', 'd': private,
                    'x': b64url(key.point[1:33]),
                    'y': b64url(key.point[33:])}}


def check_installed():
    """Those of the lock file, not of an older one."""
    if shutil.which('node') is None:
        raise Missing('no node here: install nodejs and npm')
    try:
        same = ((INSTALLED / 'installed').read_bytes()
                == (HERE / 'package-lock.json').read_bytes())
    except FileNotFoundError:
        same = False
    if not same:
        raise Missing('the senders are not installed: ./dev test does it, '
                      'with npm')
