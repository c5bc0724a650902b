# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 4.2, requests: the Matrix push gateway, for the hub's own endpoints
only."""

from harness.expect import allows, answered, true
from harness.matrix import (
    NOTIFY, SPECIFICATION, accepted, compact, device, event, notify, post,
    refuses)
from harness.table import case

from .error import fill

NOT_JSON = refuses(400, 'M_NOT_JSON')
BAD_JSON = refuses(400, 'M_BAD_JSON')
TOO_LARGE = refuses(413, 'M_TOO_LARGE')
LIMIT = refuses(429, 'M_LIMIT_EXCEEDED')
NO_SUCH_PATH = refuses(404, 'M_UNRECOGNIZED')
NOT_ALLOWED = refuses(405, 'M_UNRECOGNIZED', rules=[allows('GET', 'POST')])
KIB = 1024


def with_devices(hub, devices):
    return post(hub, {'notification': event(devices=devices)})


def with_pushkey(hub, pushkey):
    return with_devices(hub, [device(pushkey)])


def of_size(hub, size):
    """A valid request of so many octets: one member of it is large."""
    whole = {'notification': event(devices=[device(hub.endpoint.url)],
                                   filling='')}
    whole['notification']['filling'] = 'x' * (size - len(compact(whole)))
    return compact(whole)


@case('4.2 GET', SPECIFICATION, both=answered(
    {'gateway': 'matrix', 'unifiedpush': {'gateway': 'matrix'}}))
def discovery(hub):
    return hub.ask('GET', NOTIFY)


@case('4.2 valid', SPECIFICATION, both=accepted())
def valid(hub):
    """The list is there, and empty."""
    return notify(hub, hub.endpoint.url)


@case('4.2 valid', SPECIFICATION, both=accepted())
def chunked(hub):
    return notify(hub, hub.endpoint.url, chunked=True)


@case('4.2 valid', SPECIFICATION, both=accepted())
def count_only(hub):
    """A badge that changes: no event."""
    return notify(hub, hub.endpoint.url,
                  notification={'counts': {'unread': 0}})


@case('4.2 valid', SPECIFICATION, both=accepted())
def count_only_of_synapse(hub):
    return notify(hub, hub.endpoint.url, notification={
        'id': '', 'type': None, 'sender': '', 'counts': {'unread': 3}})


@case('4.2 valid', SPECIFICATION, both=accepted())
def event_id_only(hub):
    return notify(hub, hub.endpoint.url, notification={
        'event_id': '$x', 'room_id': '!y:example.org',
        'counts': {'unread': 1}})


@case('4.2 valid', SPECIFICATION, both=accepted())
def without_content_type(hub):
    body = compact({'notification': event(
        devices=[device(hub.endpoint.url)])})
    return hub.ask('POST', NOTIFY, [], body)


@case('4.2 not JSON', SPECIFICATION, both=NOT_JSON)
def not_json(hub):
    return post(hub, b'notification=1')


@case('4.2 not JSON', SPECIFICATION, both=NOT_JSON)
def empty(hub):
    return post(hub, b'')


@case('4.2 not JSON', SPECIFICATION, both=NOT_JSON)
def cut_short(hub):
    return post(hub, compact({'notification': event()})[:-1])


@case('4.2 not JSON', SPECIFICATION, both=NOT_JSON)
def not_utf_8(hub):
    return post(hub, b'{"notification":{"devices":[{"pushkey":"\xff"}]}}')


@case('4.2 no notification', SPECIFICATION, both=BAD_JSON)
def array(hub):
    return post(hub, [event()])


@case('4.2 no notification', SPECIFICATION, both=BAD_JSON)
def no_notification(hub):
    return post(hub, {'devices': [device(hub.endpoint.url)]})


@case('4.2 no notification', SPECIFICATION, both=BAD_JSON)
def notification_is_text(hub):
    return post(hub, {'notification': 'text'})


@case('4.2 no devices', SPECIFICATION, both=BAD_JSON)
def no_devices(hub):
    return post(hub, {'notification': event()})


@case('4.2 no devices', SPECIFICATION, both=BAD_JSON)
def devices_empty(hub):
    return with_devices(hub, [])


@case('4.2 no devices', SPECIFICATION, both=BAD_JSON)
def devices_is_an_object(hub):
    return with_devices(hub, device(hub.endpoint.url))


@case('4.2 no devices', SPECIFICATION, both=BAD_JSON)
def device_is_text(hub):
    return with_devices(hub, [hub.endpoint.url])


@case('4.2 pushkey', SPECIFICATION, both=BAD_JSON)
def no_pushkey(hub):
    return with_devices(hub, [{'app_id': 'org.example'}])


@case('4.2 pushkey', SPECIFICATION, both=BAD_JSON)
def pushkey_empty(hub):
    return with_pushkey(hub, '')


@case('4.2 pushkey', SPECIFICATION, both=BAD_JSON)
def pushkey_is_a_number(hub):
    return with_pushkey(hub, 7)


@case('4.2 pushkey', SPECIFICATION, both=BAD_JSON)
def pushkey_is_null(hub):
    return with_pushkey(hub, None)


@case('4.2 pushkey', SPECIFICATION, both=BAD_JSON)
def second_device_without_pushkey(hub):
    """Nothing is delivered to the first one, then."""
    return with_devices(hub, [device(hub.endpoint.url), {}])


@case('4.2 size', SPECIFICATION, both=accepted())
def of_64_kib(hub):
    """As large as an event may be."""
    return post(hub, of_size(hub, 64 * KIB))


@case('4.2 size', SPECIFICATION, both=accepted())
def of_512_kib(hub):
    return post(hub, of_size(hub, 512 * KIB))


@case('4.2 size', SPECIFICATION, both=TOO_LARGE)
def over_512_kib(hub):
    return post(hub, of_size(hub, 512 * KIB + 1))


@case('4.2 size', SPECIFICATION, both=TOO_LARGE)
def over_512_kib_chunked(hub):
    return post(hub, of_size(hub, 512 * KIB + 1), chunked=True)


@case('4.2 size', SPECIFICATION, both=TOO_LARGE)
def a_gigabyte_declared(hub):
    """Refused before it is sent."""
    with hub.connect() as connection:
        connection.send(hub.head('POST', hub.path(NOTIFY), [
            ('Content-Length', 1 << 30)]))
        return connection.read_answer()


@case('4.2 other method', SPECIFICATION, both=NOT_ALLOWED)
def put(hub):
    return hub.ask('PUT', NOTIFY, [], b'{}')


@case('4.2 other method', SPECIFICATION, both=NOT_ALLOWED)
def delete(hub):
    return hub.ask('DELETE', NOTIFY)


@case('4.2 other path', SPECIFICATION, both=NO_SUCH_PATH)
def other_path(hub):
    return hub.ask('POST', '/_matrix/push/v1/other', [], b'{}')


@case('4.2 other path', SPECIFICATION, both=NO_SUCH_PATH)
def other_version(hub):
    return hub.ask('GET', '/_matrix/push/v2/notify')


@case('4.2 other path', SPECIFICATION, both=NO_SUCH_PATH)
def trailing_slash(hub):
    """No redirect: Synapse would call every pushkey rejected."""
    return hub.ask('POST', NOTIFY + '/', [], b'{}')


def fill_by_notifying(hub):
    numbers = iter(range(10 ** 6))
    return fill(hub, lambda: notify(
        hub, hub.endpoint.url,
        notification=event(event_id=f'${next(numbers)}')))


@case('4.2 rate limit', SPECIFICATION, both=LIMIT)
def too_many(hub):
    """The homeserver backs off and sends it again."""
    answer = fill_by_notifying(hub)
    hub.require(LIMIT, answer)
    wait = answer.error().get('retry_after_ms')
    true((answer.get('Retry-After') or '').isdecimal(),
         'no Retry-After in seconds')
    true(type(wait) is int and wait > 0, 'no retry_after_ms')
    return answer


@case('4.2 rate limit', SPECIFICATION, both=accepted())
def too_many_for_one_of_two(hub):
    """It is no reason to give that pushkey up."""
    hub.require(LIMIT, fill_by_notifying(hub))
    return notify(hub, hub.endpoint.url, hub.register().url)
