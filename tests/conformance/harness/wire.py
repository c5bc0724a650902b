# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Requests octet by octet: HTTP libraries refuse to send what a hub must
refuse to take."""

import socket
import ssl
import time

from .answer import Answer

HEAD_MAX = 1 << 20
BODY_MAX = 1 << 24


def octets(value):
    return value if isinstance(value, bytes) else str(value).encode('utf-8')


def head(method, target, fields, version='HTTP/1.1'):
    """A request up to its body. fields are pairs, in their order; a value can
    have any octets."""
    lines = [b' '.join([octets(method), octets(target), octets(version)])]
    lines += [octets(name) + b': ' + octets(value) for name, value in fields]
    return b'\r\n'.join(lines) + b'\r\n\r\n'


def chunks(body, size=1000):
    """The body in the chunked coding (RFC 9112 7.1)."""
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b''.join(b'%x\r\n%s\r\n' % (len(part), part)
                    for part in parts) + b'0\r\n\r\n'


class Place:
    """Where to connect to, and how long an answer may take."""

    def __init__(self, host, port, context, seconds):
        self.host = host
        self.port = port
        self.context = context
        self.seconds = seconds

    def connect(self):
        connection = socket.create_connection((self.host, self.port),
                                              self.seconds)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.context is None:
            return connection
        return self.context.wrap_socket(connection, server_hostname=self.host)


def tls_context(cacert, insecure):
    context = ssl.create_default_context(cafile=cacert)
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class Connection:
    """A server may answer and leave before it has everything: what cannot be
    sent any more is no error, the answer says what is."""

    def __init__(self, place):
        self.place = place
        self.socket = place.connect()
        self.start = time.monotonic()
        self.left = b''

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass

    def end(self):
        """Nothing more will be sent; the answer can still be read."""
        try:
            socket.socket.shutdown(self.socket, socket.SHUT_WR)
        except OSError:
            pass

    def receive(self):
        """Some octets; none when the server has ended the connection."""
        try:
            return self.socket.recv(65536)
        except TimeoutError:
            raise TimeoutError(f'no answer within {self.place.seconds:g} s')
        except OSError:
            return b''

    def read_until(self, mark, most):
        while mark not in self.left and len(self.left) < most:
            more = self.receive()
            if not more:
                return False
            self.left += more
        return mark in self.left

    def read_head(self):
        if not self.read_until(b'\r\n\r\n', HEAD_MAX):
            return b''
        found, _, self.left = self.left.partition(b'\r\n\r\n')
        return found

    def read_body(self, length):
        while len(self.left) < length:
            more = self.receive()
            if not more:
                break
            self.left += more
        return self.left[:length]

    def read_first(self):
        """The next answer, even if it is 100 Continue."""
        answer = Answer(self.read_head())
        return answer if answer.status == 100 else self.complete(answer)

    def read_answer(self, method='POST'):
        answer = Answer(self.read_head())
        while 100 <= answer.status < 200:
            answer = Answer(self.read_head())
        return self.complete(answer, method)

    def complete(self, answer, method='POST'):
        answer.body = self.read_body(self.get_length(answer, method))
        answer.seconds = self.elapsed()
        return answer

    def get_length(self, answer, method):
        """Up to the end of the connection, where nothing is to be seen."""
        length = answer.get('Content-Length') or ''
        if answer.status == 0:
            return 0
        if method == 'HEAD' or answer.status == 204 or not length.isdecimal():
            return BODY_MAX
        return int(length)

    def elapsed(self):
        return time.monotonic() - self.start
