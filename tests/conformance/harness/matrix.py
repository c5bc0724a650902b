# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Requests to the Matrix push gateway, and what they are held against."""

import json

from .expect import Expect, is_json, no_redirect, same, true

NOTIFY = '/_matrix/push/v1/notify'
SPECIFICATION = 'Matrix Push Gateway API'


def compact(value):
    return json.dumps(value, separators=(',', ':'),
                      ensure_ascii=False).encode('utf-8')


def event(**changes):
    """A notification as a homeserver sends it, but for its devices."""
    return {
        'event_id': '$watermelon', 'room_id': '!garden:example.org',
        'type': 'm.room.message', 'sender': '@grower:example.org',
        'sender_display_name': 'The Grower', 'room_name': 'Garden',
        'room_alias': '#garden:example.org', 'prio': 'high',
        'content': {'msgtype': 'm.text', 'body': 'It is ripe'},
        'counts': {'unread': 2, 'missed_calls': 1}} | changes


def device(pushkey):
    return {'app_id': 'org.example.client', 'pushkey': pushkey,
            'pushkey_ts': 1700000000, 'data': {'format': 'event_id_only'},
            'tweaks': {'sound': 'default'}}


def post(hub, body, **more):
    """Any value, or octets as they are."""
    if not isinstance(body, bytes):
        body = compact(body)
    return hub.ask('POST', NOTIFY, [('Content-Type', 'application/json')],
                   body, **more)


def notify(hub, *pushkeys, notification=None, **more):
    notification = event() if notification is None else notification
    devices = [device(pushkey) for pushkey in pushkeys]
    return post(hub, {'notification': notification | {'devices': devices}},
                **more)


def rejects(*pushkeys):
    """200, and these are rejected, byte for byte as they came."""
    def rule(answer, _):
        rejected = answer.error().get('rejected')
        true(isinstance(rejected, list), f'{answer}: no list "rejected"')
        same(len(rejected), len(pushkeys), 'pushkeys in "rejected"')
        true(rejected == list(pushkeys), '"rejected" has other pushkeys')
    words = '200, nothing rejected' if not pushkeys else '200, rejected'
    return Expect({200}, words, is_json, rule)


def accepted():
    return rejects()


def refuses(status, *errcodes, rules=()):
    """Section 4.2, and the standard error of Matrix."""
    def rule(answer, _):
        error = answer.error()
        true(error.get('errcode') in errcodes,
             f'{answer}, expected errcode {" or ".join(errcodes)}')
        true(isinstance(error.get('error'), str) and error['error'].strip(),
             f'{answer}: no text in "error"')
    return Expect({status}, f'{status} with {" or ".join(errcodes)}',
                  no_redirect, is_json, rule, *rules)
