# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.7: what a sender reads when its push has been accepted."""

from harness.expect import Outcome, created, same, true, without
from harness.table import case


@case('2.7 Location', 'RFC 8030 5', both=created())
def location_and_empty_body(hub):
    """Location is absolute and below the base URL."""
    return hub.push()


@case('2.7 Location', 'RFC 8030 5', both=created())
def location_when_delivered(hub):
    with hub.listen() as listener:
        answer = hub.push()
        listener.take()
        return answer


@case('2.7 Location', 'RFC 8030 5', both=created(ttl=0))
def location_with_ttl_0(hub):
    return hub.push(ttl='0')


@case('2.7 Location', 'RFC 8030 5', both=Outcome('one for each push'))
def locations_differ(hub):
    same(len({hub.locate() for _ in range(5)}), 5, 'locations of five pushes')


@case('2.7 TTL', 'RFC 8030 5.2', both=created(ttl=59))
def ttl(hub):
    return hub.push(ttl='59')


@case('2.7', both=created(without('WWW-Authenticate', 'Retry-After', 'Link',
                                  'Set-Cookie', 'Content-Encoding')))
def nothing_else(hub):
    return hub.push()


@case('2.7', both=Outcome('the same answer'))
def says_not_whether_delivered(hub):
    """A sender cannot tell whether the app is there."""
    def names(answer):
        return sorted(name.lower() for name, _ in answer.fields)

    away = hub.push()
    hub.delivered()
    with hub.listen() as listener:
        there = hub.push()
        listener.take()
    same(there.status, away.status, 'status')
    same(names(there), names(away), 'header fields')


@case('1 general', 'RFC 9110 6.6.1', both=created())
def date(hub):
    answer = hub.push()
    true((answer.get('Date') or '').endswith(' GMT'), 'no Date')
    return answer
