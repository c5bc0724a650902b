# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 4.2, per device: what the app gets."""

import json

from harness.expect import Outcome, same, true
from harness.matrix import (
    SPECIFICATION, accepted, compact, device, event, notify, post, refuses)
from harness.table import case

ESSENTIAL = {'event_id', 'room_id', 'counts', 'prio', 'type', 'sender'}
MAX = 4096


def deliver(hub, notification, more=None):
    """The one message that the app gets, as octets."""
    whole = {'notification': notification | {
        'devices': [device(hub.endpoint.url)]}}
    hub.require(accepted(), post(hub, whole | (more or {})))
    bodies = hub.delivered()
    same(len(bodies), 1, 'deliveries')
    return bodies[0]


def need_members(hub, notification, missing):
    """All members arrive, but for the missing ones and the devices."""
    body = deliver(hub, notification)
    true(len(body) <= MAX, f'{len(body)} octets delivered')
    rest = {name: value for name, value in notification.items()
            if name not in missing}
    same(json.loads(body), {'notification': rest}, 'the message')


@case('4.2 device 5', SPECIFICATION, both=Outcome('all but the devices'))
def without_devices(hub):
    need_members(hub, event(), [])


@case('4.2 device 5', SPECIFICATION, both=Outcome('no white space'))
def compact_form(hub):
    """Whatever the homeserver wrote."""
    text = json.dumps({'notification': event(
        devices=[device(hub.endpoint.url)])}, indent=8)
    hub.require(accepted(), post(hub, text.encode()))
    body, = hub.delivered()
    same(len(body), len(compact(json.loads(body))), 'octets of the message')


@case('4.2 device 5', SPECIFICATION, both=Outcome('untouched'))
def unknown_members(hub):
    need_members(hub, event(**{'org.example.note': {'a': [1, None, {}]},
                               'Größe': 'naïve \U0001f680 "\\" \u0007'}), [])


@case('4.2 device 5', SPECIFICATION, both=Outcome('untouched'))
def numbers(hub):
    need_members(hub, event(counts={'unread': 0, 'large': 2 ** 53,
                                    'fraction': 1.5, 'negative': -7}), [])


@case('4.2 device 5', SPECIFICATION, both=Outcome('untouched'))
def beside_the_notification(hub):
    body = deliver(hub, event(), {'org.example.more': [1, 2]})
    same(json.loads(body).get('org.example.more'), [1, 2], 'other member')


@case('4.2 device 5', SPECIFICATION, both=Outcome('4096 octets untouched'))
def just_fits(hub):
    room = MAX - len(compact({'notification': event(room_name='')}))
    need_members(hub, event(room_name='x' * room), [])


@case('4.2 device 6', SPECIFICATION, both=Outcome('no formatted_body'))
def drops_formatted_body(hub):
    """First, and nothing else then."""
    content = {'msgtype': 'm.text', 'body': 'It is ripe'}
    body = deliver(hub, event(content=content | {
        'formatted_body': '<b>' + 'x' * MAX}))
    same(json.loads(body), {'notification': event(content=content)},
         'the message')


@case('4.2 device 6', SPECIFICATION, both=Outcome('no ciphertext'))
def drops_ciphertext(hub):
    content = {'algorithm': 'm.megolm.v1.aes-sha2', 'session_id': 'x'}
    body = deliver(hub, event(content=content | {'ciphertext': 'x' * MAX}))
    same(json.loads(body), {'notification': event(content=content)},
         'the message')


@case('4.2 device 6', SPECIFICATION, both=Outcome('no content'))
def drops_content(hub):
    need_members(hub, event(content={'body': 'x' * MAX}), ['content'])


@case('4.2 device 6', SPECIFICATION, both=Outcome('no sender_display_name'))
def drops_sender_display_name(hub):
    need_members(hub, event(sender_display_name='x' * MAX),
                 ['content', 'sender_display_name'])


@case('4.2 device 6', SPECIFICATION, both=Outcome('no room_name'))
def drops_room_name(hub):
    need_members(hub, event(room_name='x' * MAX),
                 ['content', 'sender_display_name', 'room_name'])


@case('4.2 device 6', SPECIFICATION, both=Outcome('no room_alias'))
def drops_room_alias(hub):
    need_members(hub, event(room_alias='x' * MAX), [
        'content', 'sender_display_name', 'room_name', 'room_alias'])


@case('4.2 device 6', SPECIFICATION, both=Outcome('the essential members'))
def drops_all_others(hub):
    large = event(**{'org.example.large': 'x' * MAX})
    need_members(hub, large, set(large) - ESSENTIAL)


@case('4.2 device 6', SPECIFICATION, both=Outcome('characters are whole'))
def drops_no_half_characters(hub):
    """What is too large goes as a whole, so nothing is cut in a character."""
    need_members(hub, event(content={'body': '\U0001f680' * MAX}),
                 ['content'])


@case('4.2 device 8', SPECIFICATION, both=Outcome('delivered once'))
def same_event_again(hub):
    """The homeserver tries again when it has seen no answer."""
    for _ in range(2):
        hub.require(accepted(), notify(hub, hub.endpoint.url))
    same(len(hub.delivered()), 1, 'deliveries')


@case('4.2 device 8', SPECIFICATION, both=Outcome('both delivered'))
def other_event(hub):
    for name in ('$one', '$two'):
        hub.require(accepted(), notify(hub, hub.endpoint.url,
                                       notification=event(event_id=name)))
    same(len(hub.delivered()), 2, 'deliveries')


@case('4.2 device 8', SPECIFICATION, both=Outcome('each has it'))
def same_event_other_endpoint(hub):
    other = hub.register()
    for endpoint in (hub.endpoint, other):
        hub.require(accepted(), notify(hub, endpoint.url))
    same(len(hub.delivered()), 1, 'deliveries to the first')
    same(len(hub.delivered(other)), 1, 'deliveries to the other')


@case('4.2 device 7', SPECIFICATION, both=Outcome('the latest, at least'))
def counts_are_no_duplicates(hub):
    """Those that wait may replace each other."""
    for unread in (3, 2):
        badge = {'counts': {'unread': unread}}
        hub.require(accepted(),
                    notify(hub, hub.endpoint.url, notification=badge))
    last = hub.delivered()[-1:]
    same([json.loads(body) for body in last],
         [{'notification': {'counts': {'unread': 2}}}], 'the last message')


@case('4.2 device 9', SPECIFICATION, both=Outcome('plain JSON'))
def not_encrypted(hub):
    body = deliver(hub, event())
    same(body[:1] + body[-1:], b'{}', 'first and last octet')


@case('4.2 no devices', SPECIFICATION, both=Outcome('nothing delivered'))
def nothing_when_refused(hub):
    hub.require(refuses(400, 'M_BAD_JSON'), post(hub, {
        'notification': event(devices=[device(hub.endpoint.url), {}])}))
    same(len(hub.delivered()), 0, 'deliveries')
