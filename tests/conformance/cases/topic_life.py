# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.4: what a topic does to the pushes that wait."""

import time

from harness.expect import Outcome, deleted, same, status
from harness.table import case


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('the later one only'))
def replaces(hub):
    hub.send(topic='news')
    later = hub.send(topic='news')
    same(hub.delivered() == [later], True, 'the later one only')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('the last one only'))
def replaces_again(hub):
    hub.send(topic='news')
    hub.send(topic='news')
    last = hub.send(topic='news')
    same(hub.delivered() == [last], True, 'the last one only')


@case('2.4 Effect', 'RFC 8030 5.4', both=status(404))
def replaced_message_gone(hub):
    """The old message resource goes at the same moment."""
    old = hub.locate_waiting(topic='news')
    hub.send(topic='news')
    return hub.cancel(old)


@case('2.4 Effect', 'RFC 8030 5.4', both=deleted())
def replacing_message_there(hub):
    hub.send(topic='news')
    return hub.cancel(hub.locate_waiting(topic='news'))


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('another one'))
def new_message_resource(hub):
    old = hub.locate(topic='news')
    same(hub.locate(topic='news') == old, False, 'the same Location')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('not delivered'))
def replaces_ttl(hub):
    """The replaced one would have lived on."""
    hub.send(topic='news', ttl='600')
    hub.send(topic='news', ttl='1')
    time.sleep(1.3)
    same(len(hub.delivered()), 0, 'deliveries')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('delivered'))
def replaces_short_ttl(hub):
    hub.send(topic='news', ttl='1')
    later = hub.send(topic='news', ttl='600')
    time.sleep(1.3)
    same(hub.delivered() == [later], True, 'the later one')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('neither delivered'))
def replaces_by_ttl_0(hub):
    """The later one has its only chance now; the earlier one is out of date
    all the same."""
    hub.send(topic='news')
    hub.send(topic='news', ttl='0')
    same(len(hub.delivered()), 0, 'deliveries')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('both delivered'))
def not_outstanding(hub):
    """What has been delivered is not replaced."""
    with hub.listen() as listener:
        for _ in range(2):
            body = hub.send(topic='news')
            same(listener.take() == body, True, 'delivered')


@case('2.4 Comparison', 'RFC 8030 5.4', both=Outcome('both delivered'))
def letter_case(hub):
    bodies = [hub.send(topic='news'), hub.send(topic='News')]
    same(hub.delivered() == bodies, True, 'both delivered, in order')


@case('2.4 Comparison', 'RFC 8030 5.4', both=Outcome('both delivered'))
def padding_is_part(hub):
    """Opaque: nothing is decoded to compare it."""
    bodies = [hub.send(topic='news'), hub.send(topic='news=')]
    same(hub.delivered() == bodies, True, 'both delivered, in order')


@case('2.4 Comparison', 'RFC 8030 5.4', both=Outcome('both delivered'))
def per_subscription(hub):
    other = hub.register()
    one = hub.send(topic='news')
    two = hub.send(other, topic='news')
    same(hub.delivered() == [one], True, 'the first one delivered')
    same(hub.delivered(other) == [two], True, 'the other one delivered')


@case('2.4 Effect', 'RFC 8030 5.4', both=Outcome('all delivered'))
def none_replaces_none(hub):
    bodies = [hub.send(), hub.send(topic='news'), hub.send()]
    same(hub.delivered() == bodies, True, 'all delivered, in order')


@case('2.4 Empty', 'RFC 8030 5.4', lenient=Outcome('both delivered'))
def empty_replaces_nothing(hub):
    """As if there were no Topic."""
    bodies = [hub.send(topic=''), hub.send(topic='')]
    same(hub.delivered() == bodies, True, 'both delivered, in order')


@case('2.4 Forwarding', 'RFC 8030 5.4', both=Outcome('the body only'))
def not_forwarded(hub):
    body = hub.send(topic='news')
    same(hub.delivered() == [body], True, 'exactly the body delivered')
