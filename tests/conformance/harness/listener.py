# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""A listener of the client API: what would have gone to the app."""

import base64
import http.client
import json

from .expect import Mismatch


class Listener:
    def __init__(self, hub, endpoint):
        self.id = endpoint.id
        self.socket = hub.target.place.connect()
        self.socket.sendall(
            hub.head('GET', hub.path(f'/client/multi_id/{self.id}')))
        self.response = http.client.HTTPResponse(self.socket)
        self.response.begin()
        if self.response.status != 200:
            raise Mismatch('on the way, GET /client/multi_id: '
                           f'{self.response.status}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.response.close()
        self.socket.close()

    def take(self):
        """The octets of the next push."""
        try:
            line = self.response.readline()
        except TimeoutError:
            raise Mismatch('nothing was delivered')
        return base64.b64decode(json.loads(line)[self.id])

    def take_until(self, last):
        """The pushes before the one that is known to be the last."""
        taken = []
        while True:
            body = self.take()
            if body == last:
                return taken
            taken.append(body)
