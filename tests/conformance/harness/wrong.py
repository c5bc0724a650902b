# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Servers that are wrong, for the test of the cases themselves."""

import base64
import json
import re
import socket
import socketserver
import threading
import time

from . import table, vapid
from .runner import PASSED, run_one
from .hub import Hub
from .target import Target

NAME = 'A' * 27
BAD_ID = 'A' * 800
# What is right for these is right in every server here.
RIGHT = {'resource/health', 'bad-request/a-hundred-silent-connections'}
ERROR = {'errno': 110, 'error': 'Wrong', 'message': 'TTL, Topic: wrong.',
         'more_info': '', 'errcode': 'M_BAD_JSON'}


class Server(socketserver.ThreadingTCPServer):
    """Answers what its kind says; only /health and registering are right."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, answer):
        super().__init__(('127.0.0.1', 0), Handler)
        self.answer = answer
        self.base = 'http://127.0.0.1:%d' % self.server_address[1]
        self.pushes = {}
        self.registered = 0
        self.count = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.serve()
        except OSError:
            pass

    def serve(self):
        head, body = self.read_head()
        length = re.search(rb'\nContent-Length: (\d{1,6})\r', head + b'\r')
        if length and b'100-continue' not in head:
            while len(body) < int(length.group(1)):
                more = self.request.recv(65536)
                if not more:
                    break
                body += more
        self.answer(head.decode('latin-1'), body)
        self.request.shutdown(socket.SHUT_WR)
        while self.request.recv(65536):
            pass

    def read_head(self):
        data = bytearray()
        while b'\r\n\r\n' not in data[-70000:]:
            more = self.request.recv(65536)
            if not more:
                break
            data += more
        head, _, body = bytes(data).partition(b'\r\n\r\n')
        return head, body

    def answer(self, head, body):
        method, _, rest = head.partition(' ')
        path = rest.partition(' ')[0]
        if path == '/client/register':
            self.server.registered += 1
            self.say(200, json.dumps(
                {'id': f'{BAD_ID}{self.server.registered}?up'}))
        elif path.startswith('/client/multi_id/'):
            self.deliver(path.rpartition('/')[2])
        elif path == '/health' and method == 'GET':
            self.say(200, '{}')
        elif path.startswith('/client/'):
            self.say(204)
        else:
            self.server.pushes.setdefault(path.rpartition('/')[2],
                                          []).append(body)
            self.server.answer(self, method, path, head)

    def deliver(self, name):
        """Everything, or the last only."""
        self.wfile.write(b'HTTP/1.1 200 OK\r\n\r\n')
        pushes = self.server.pushes.get(name.removesuffix('?up'), [])
        for body in pushes if self.server.answer is delivers else pushes[-1:]:
            self.wfile.write(json.dumps(
                {name: base64.b64encode(body).decode()}).encode() + b'\r\n')

    def say(self, status, body='', *fields):
        lines = [f'HTTP/1.1 {status} Status', 'Content-Type: application/json',
                 f'Content-Length: {len(body)}', *fields, '', body]
        self.wfile.write('\r\n'.join(lines).encode())


def takes(handler, method, path, head):
    """Everything is right; only the last push is delivered."""
    if method in {'POST', 'PUT'}:
        ttl = re.search('\r\nTTL: ([0-9]{1,7})\r', head + '\r', re.IGNORECASE)
        handler.server.count += 1
        handler.say(201, '', f'TTL: {ttl.group(1) if ttl else 86400}',
                    f'Location: {handler.server.base}/message/{NAME}',
                    *['X-Odd: 1'] * (handler.server.count % 4 < 2))
    elif method == 'DELETE':
        handler.say(204, 'x')
    else:
        handler.say(200, '{"unifiedpush": {"version": 1}}')


def delivers(*arguments):
    """Everything is right, and delivered, as often as somebody listens."""
    takes(*arguments)


def refuses(handler, method, path, head):
    """Everything is wrong, and well explained."""
    handler.say(400, json.dumps({'code': 400} | ERROR))


def fails(handler, method, path, head):
    handler.say(500, json.dumps({'code': 500} | ERROR))


def passed_by(answer, mode):
    """The cases that are content with such a server."""
    with Server(answer) as server:
        target = Target(server.base, restricted=server.base + '/push/id/bound',
                        key=vapid.Key(), seconds=2)
        found = [case for case in table.select(mode, [])
                 if case.name not in RIGHT
                 and run_one(case, Hub(target, mode))[0] == PASSED]
        server.shutdown()
    return found


def statuses(case, mode):
    return getattr(case.expected[mode], 'statuses', {'outcome'})


def deceived(mode):
    """Yields, for each kind of server, the cases it deceives."""
    passed = {answer: passed_by(answer, mode)
              for answer in (takes, delivers, refuses, fails)}
    both = [case for case in passed[takes] if case in passed[delivers]]

    yield 'takes', [case for case in both
                    if not statuses(case, mode) & {200, 201, 204}]
    yield 'refuses', [case for case in passed[refuses]
                      if 400 not in statuses(case, mode)]
    yield 'fails', passed[fails]
    yield 'is right', [] if passed[takes] and passed[refuses] else ['nothing']


def main():
    time.sleep = lambda _: None
    cases_error = __import__('cases.error').error
    cases_error.LIMIT_MAX = 3
    number = 0
    for mode in table.MODES:
        for kind, found in deceived(mode):
            number += 1
            print('not ok' if found else 'ok', number,
                  f'- {mode}, a server that {kind}')
            for case in found:
                print('#', getattr(case, 'name', case))
    print(f'1..{number}')
