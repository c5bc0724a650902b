# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.2: what a TTL does."""

import time

from harness.expect import Outcome, created, same, status
from harness.table import case


def outlive(seconds):
    """Nothing tells a sender that a TTL has ended."""
    time.sleep(seconds + 0.3)


@case('2.2 0', 'RFC 8030 5.2', both=created(ttl=0))
def zero(hub):
    """Whether it can be delivered or not."""
    return hub.push(ttl='0')


@case('2.2 0', 'RFC 8030 5.2', both=Outcome('delivered now'))
def zero_delivered(hub):
    with hub.listen() as listener:
        body = hub.send(ttl='0')
        same(listener.take(), body, 'body')


@case('2.2 0', 'RFC 8030 5.2', both=Outcome('never delivered'))
def zero_not_kept(hub):
    hub.send(ttl='0')
    same(len(hub.delivered()), 0, 'deliveries')


@case('2.2 0', 'RFC 8030 6.2', both=status(404))
def zero_not_waiting(hub):
    """It has a Location, and nothing is there."""
    return hub.cancel(hub.locate(ttl='0'))


@case('2.2 Expiry', 'RFC 8030 5.2', both=Outcome('not delivered any more'))
def expired(hub):
    hub.send(ttl='1')
    outlive(1)
    same(len(hub.delivered()), 0, 'deliveries')


@case('2.2 Expiry', 'RFC 8030 5.2', both=Outcome('delivered until then'))
def not_expired(hub):
    """Another that ends meanwhile takes nothing with it."""
    body = hub.send(ttl='60')
    hub.send(ttl='1')
    last = hub.send(ttl='60')
    outlive(1)
    same(hub.delivered() == [body, last], True, 'both delivered, in order')


@case('2.2 Missing', 'RFC 8030 5.2', lenient=Outcome('delivered'))
def missing_is_kept(hub):
    """Without a TTL a push is not one of TTL 0."""
    body = hub.send(ttl=None)
    same(hub.delivered() == [body], True, 'delivered')
