# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The hub under test, as a case sees it: endpoints, requests, and what has
been delivered."""

import urllib.parse

from . import aes128gcm, vapid, wire
from .expect import Mismatch, created
from .listener import Listener
from .table import Skip

PUSH_PATH = '/push/id/'


def origin_of(url):
    """RFC 6454 6.2."""
    parts = urllib.parse.urlsplit(url)
    host = f'[{parts.hostname}]' if ':' in parts.hostname else parts.hostname
    default = {'http': 80, 'https': 443}[parts.scheme]
    port = '' if parts.port in {None, default} else f':{parts.port}'
    return f'{parts.scheme}://{host}{port}'


class Endpoint:
    def __init__(self, url):
        self.url = url
        self.path = urllib.parse.urlsplit(url).path
        self.id = url.rpartition('/')[2]


class Hub:
    """One case's view: what it registers goes at its end."""

    def __init__(self, target, mode):
        self.target = target
        self.mode = mode
        self.made = []
        self.own = None

    @property
    def endpoint(self):
        """An endpoint that is not bound to a key: the case's own, if there is
        a client API to get it from."""
        if self.own is None:
            self.own = self.target.endpoint or self.register()
        return self.own

    @property
    def restricted(self):
        """An endpoint that is bound to the key self.key."""
        if self.target.restricted is None:
            raise Skip('needs --restricted and --key')
        return self.target.restricted

    @property
    def key(self):
        if self.target.key is None:
            raise Skip('needs --restricted and --key')
        return self.target.key

    @property
    def issued_base(self):
        """The hub's public base URL, which its endpoints begin with."""
        known = self.own or self.target.endpoint or self.target.restricted
        if known is None:
            known = self.endpoint
        return known.url.partition(PUSH_PATH)[0]

    @property
    def origin(self):
        return origin_of(self.issued_base)

    # Requests

    def connect(self):
        return wire.Connection(self.target.place)

    def path(self, path):
        return self.target.prefix + path

    def head(self, method, path, fields=(), version='HTTP/1.1'):
        standard = [('Host', self.target.authority), ('Connection', 'close')]
        return wire.head(method, path, standard + list(fields), version)

    def ask(self, method, path, fields=(), body=None, chunked=False):
        """A request, whole and on a connection of its own. path is below the
        base URL."""
        return self.send_whole(method, self.path(path), fields, body, chunked)

    def send_whole(self, method, target, fields=(), body=None, chunked=False):
        framing = []
        if chunked:
            framing = [('Transfer-Encoding', 'chunked')]
            body = wire.chunks(body)
        elif body is not None:
            framing = [('Content-Length', len(body))]
        data = self.head(method, target, [*framing, *fields]) + (body or b'')
        with self.connect() as connection:
            connection.send(data)
            return connection.read_answer(method)

    def push(self, endpoint=None, method='POST', body=None, chunked=False,
             more=(), **fields):
        """A push that is right in both modes, but for what the case says
        (see push_fields)."""
        endpoint = endpoint or self.endpoint
        body = aes128gcm.example() if body is None else body
        return self.send_whole(method, endpoint.path,
                               [*push_fields(**fields), *more], body, chunked)

    def send(self, endpoint=None, **changes):
        """A push that has to be accepted. Returns its body."""
        body = changes.pop('body', None) or aes128gcm.example()
        self.require(created(), self.push(endpoint, body=body, **changes))
        return body

    def locate(self, **changes):
        """The same, but returns the path of the message resource."""
        answer = self.push(**changes)
        self.require(created(), answer)
        location = answer.get('Location')
        return self.path(location[len(self.issued_base):])

    def locate_waiting(self, **changes):
        """The same of a push that still waits when that returns."""
        if self.target.endpoint is not None:
            raise Skip('needs a push that waits: somebody may listen to '
                       '--endpoint')
        return self.locate(**changes)

    def cancel(self, path, fields=()):
        return self.send_whole('DELETE', path, fields)

    def require(self, expected, answer):
        """A step on the way to what the case is about."""
        try:
            expected.judge(answer, self)
        except Mismatch as mismatch:
            raise Mismatch(f'on the way, in place of {expected}: {mismatch}')

    # VAPID

    def claims(self, **changes):
        return vapid.claims(self.origin, **changes)

    def token(self, key=None, **changes):
        """A JWT that is right but for the changed claims."""
        return vapid.token(key or self.key, self.claims(**changes))

    def push_signed(self, token, key=None, endpoint=None,
                    form='vapid t={t}, k={k}', **changes):
        """A push to the restricted endpoint with this token and the text of
        this key. With TTL 0, so that a run leaves nothing behind there."""
        authorization = form.format(t=token, k=key or self.key.text)
        return self.push(endpoint or self.restricted,
                         authorization=authorization, **{'ttl': '0'} | changes)

    def push_claims(self, **changes):
        return self.push_signed(self.token(**changes))

    # The client API

    def register(self):
        if self.target.endpoint is not None:
            raise Skip('needs the client API, not --endpoint')
        answer = self.ask('GET', '/client/register')
        name = answer.error().get('id')
        if answer.status != 200 or not isinstance(name, str):
            raise Mismatch(f'on the way, GET /client/register: {answer}')
        made = Endpoint(self.target.base + PUSH_PATH + name)
        self.made.append(made)
        return made

    def unregister(self, endpoint):
        self.made.remove(endpoint)
        answer = self.ask('DELETE', f'/client/id/{endpoint.id}')
        if answer.status != 204:
            raise Mismatch(f'on the way, DELETE /client/id: {answer}')

    def removed(self):
        """An endpoint that was, and is no more."""
        endpoint = self.register()
        self.unregister(endpoint)
        return endpoint

    def listen(self, endpoint=None):
        endpoint = endpoint or self.endpoint
        if self.target.endpoint is not None:
            raise Skip('needs the client API, not --endpoint')
        return Listener(self, endpoint)

    def delivered(self, endpoint=None):
        """All that comes for an endpoint, when nobody has listened yet: a last
        push says that there is no more."""
        last = self.send(endpoint)
        with self.listen(endpoint) as listener:
            return listener.take_until(last)

    def clean_up(self):
        for endpoint in list(self.made):
            self.unregister(endpoint)


def push_fields(ttl='60', urgency=None, topic=None, encoding='aes128gcm',
                authorization=None):
    """The header fields of a push. Each is a value, a list of the values of
    several lines, or None."""
    named = [('TTL', ttl), ('Urgency', urgency), ('Topic', topic),
             ('Content-Encoding', encoding), ('Authorization', authorization)]
    return [(name, value) for name, values in named if values is not None
            for value in (values if isinstance(values, list) else [values])]
