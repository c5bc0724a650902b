# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.8: statuses, their header fields, and JSON that explains them.
503 is not here: its reasons cannot be brought about from outside."""

from harness.expect import Outcome, created, not_allowed, refused, same, true
from harness.table import Skip, case

UNKNOWN = '/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA'
PUSH = [('TTL', 60), ('Content-Encoding', 'aes128gcm')]
LIMIT_MAX = 1100


@case('2.8 404', 'RFC 8030 7.3', both=refused(404, errno=102))
def unknown(hub):
    return hub.ask('POST', UNKNOWN, PUSH, b'x')


@case('2.8 404', 'RFC 8030 7.3', both=refused(404, errno=[103, 106]))
def removed(hub):
    """404 and not 410, so that every sender gives it up."""
    return hub.push(hub.removed())


@case('2.8 404', 'RFC 8030 7.3', both=Outcome('other words'))
def removed_says_so(hub):
    gone = hub.push(hub.removed()).error().get('message')
    never = hub.ask('POST', UNKNOWN, PUSH, b'x').error().get('message')
    true(gone and never and gone != never, 'one message for both')


@case('2.8 404', 'RFC 8030 8.3', both=refused(404, errno=102))
def id_of_26(hub):
    return hub.ask('POST', UNKNOWN[:-1], PUSH, b'x')


@case('2.8 404', 'RFC 8030 8.3', both=refused(404, errno=102))
def id_of_28(hub):
    return hub.ask('POST', UNKNOWN + 'A', PUSH, b'x')


@case('2.8 404', 'RFC 8030 8.3', both=refused(404, errno=102))
def id_in_other_letter_case(hub):
    name = hub.endpoint.id
    return hub.ask('POST', f'/push/id/{name.swapcase()}', PUSH, b'x')


@case('2.8 404', 'RFC 8030 8.3', both=refused(404, errno=102))
def id_with_padding(hub):
    return hub.ask('POST', f'/push/id/{hub.endpoint.id}=', PUSH, b'x')


@case('2.8 404', both=refused(404))
def path(hub):
    return hub.ask('POST', '/push', PUSH, b'x')


@case('2.8 405', 'RFC 9110 15.5.6', both=not_allowed('POST'))
def method(hub):
    return hub.push(method='PATCH')


@case('2.8 411', 'RFC 8030 5', both=created())
def never_411(hub):
    """A chunked body needs no length."""
    return hub.push(chunked=True)


@case('2.8 413', 'RFC 8030 7.2', both=refused(413, errno=104))
def too_large(hub):
    return hub.push(body=bytes(5000))


def fill(hub, ask):
    """Asks until the hub takes no more for an endpoint."""
    if hub.target.endpoint is not None:
        raise Skip('would fill the endpoint that was given')
    for _ in range(LIMIT_MAX):
        answer = ask()
        if answer.status not in {200, 201}:
            return answer
    raise Skip(f'{LIMIT_MAX} pushes for one endpoint are not too many here')


@case('2.8 429', 'RFC 8030 8.4', both=refused(429))
def too_many(hub):
    """With Retry-After in seconds: Nextcloud reads nothing else."""
    return fill(hub, hub.push)


@case('2.8 429', 'RFC 8030 8.4', both=created())
def too_many_is_per_endpoint(hub):
    """Another endpoint of the same hub is as good as before."""
    full = fill(hub, hub.push)
    same(full.status, 429, 'status of the full one')
    return hub.push(hub.register())


@case('2.8 429', 'RFC 8030 5.4', both=created())
def too_many_but_replaces(hub):
    """A push that takes the place of another needs no room."""
    hub.send(topic='news')
    same(fill(hub, hub.push).status, 429, 'status of one more')
    return hub.push(topic='news')


@case('2.8 Error body', both=Outcome('no body'))
def head_has_no_body(hub):
    answer = hub.ask('HEAD', UNKNOWN)
    same((answer.status, answer.body), (404, b''), 'status and body')


@case('2.8 Error body', both=Outcome('one sentence in each refusal'))
def messages_are_sentences(hub):
    answers = [hub.push(urgency='low, high'), hub.push(topic='a b'),
               hub.push(body=b''), hub.push(body=bytes(5000))]
    messages = [answer.error().get('message', '') for answer in answers]
    same([m for m in messages if not m.rstrip().endswith('.')], [],
         'messages without a full stop')
    same(len(set(messages)), len(messages), 'different messages')


@case('2.8 Error body', both=Outcome('the name of the field'))
def messages_name_the_field(hub):
    for name in ('Urgency', 'Topic'):
        answer = hub.push(**{name.lower(): ['a', 'b']})
        same(answer.status, 400, f'status of two lines of {name}')
        true(name in answer.error().get('message', ''),
             f'{answer}: {name} is not named')
