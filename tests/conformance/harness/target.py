# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What a run is held against: a base URL, and what was given besides."""

import pathlib
import urllib.parse

from . import wire
from .hub import Endpoint


class Target:
    def __init__(self, base, endpoint=None, restricted=None, key=None,
                 cacert=None, insecure=False, seconds=5.0):
        parts = urllib.parse.urlsplit(base.rstrip('/'))
        if parts.scheme not in {'http', 'https'} or not parts.hostname:
            raise ValueError(f'{base} is no http or https URL')

        secure = parts.scheme == 'https'
        self.base = base.rstrip('/')
        self.authority = parts.netloc
        self.prefix = parts.path
        self.secure = secure
        self.place = wire.Place(
            parts.hostname, parts.port or (443 if secure else 80),
            wire.tls_context(cacert, insecure) if secure else None, seconds)
        self.seconds = seconds
        self.endpoint = Endpoint(endpoint) if endpoint else None
        self.restricted = Endpoint(restricted) if restricted else None
        self.key = key


def read_key(path):
    from .vapid import load_key
    return load_key(pathlib.Path(path).read_bytes())
