# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 4.2, per device: which pushkeys are rejected. It is final: the
homeserver removes the pusher."""

from harness.expect import Outcome, same
from harness.matrix import (
    SPECIFICATION, accepted, event, notify, post, rejects)
from harness.table import Skip, case

from .vapid_aud import LOOPBACK, split

REJECTED = Outcome('200, it is rejected')
UNKNOWN = '/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA'


def need_rejected(hub, pushkey):
    hub.require(rejects(pushkey), notify(hub, pushkey))


def need_taken(hub, pushkey):
    hub.require(accepted(), notify(hub, pushkey))
    same(len(hub.delivered()), 1, 'deliveries')


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def other_host(hub):
    need_rejected(hub, 'https://push.example.org' + hub.endpoint.path)


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def other_port(hub):
    scheme, host, port = split(hub)
    other = 1 if port != 1 else 2
    need_rejected(hub, f'{scheme}://{host}:{other}{hub.endpoint.path}')


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def other_scheme(hub):
    need_rejected(hub, 'ftp:' + hub.endpoint.url.partition(':')[2])


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def other_path(hub):
    need_rejected(hub, hub.issued_base + '/up/' + hub.endpoint.id)


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def below_the_endpoint(hub):
    need_rejected(hub, hub.endpoint.url + '/more')


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def no_url(hub):
    need_rejected(hub, 'dG9rZW4gb2YgYW5vdGhlciBwdXNoIHNlcnZpY2U/')


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def path_only(hub):
    need_rejected(hub, hub.endpoint.path)


@case('4.2 device 1', SPECIFICATION, both=REJECTED)
def own_origin_as_user(hub):
    """The host is what follows the @."""
    need_rejected(hub, f'{hub.origin}@push.example.org{hub.endpoint.path}')


@case('4.2 device 1', SPECIFICATION, both=Outcome('200, it is taken'))
def other_loopback_name(hub):
    scheme, host, port = split(hub)
    if host not in LOOPBACK or port is None:
        raise Skip('the origin is not on the loopback')
    other = 'localhost' if host != 'localhost' else '127.0.0.1'
    need_taken(hub, f'{scheme}://{other}:{port}{hub.endpoint.path}')


@case('4.2 device 1', SPECIFICATION, both=Outcome('200, it is taken'))
def with_query(hub):
    need_taken(hub, hub.endpoint.url + '?up=1')


@case('4.2 device 1', SPECIFICATION, both=Outcome('200, it is taken'))
def with_fragment(hub):
    need_taken(hub, hub.endpoint.url + '#x')


@case('4.2 device 2', SPECIFICATION, both=REJECTED)
def unknown(hub):
    need_rejected(hub, hub.issued_base + UNKNOWN)


@case('4.2 device 2', SPECIFICATION, both=REJECTED)
def malformed(hub):
    need_rejected(hub, hub.endpoint.url + 'A')


@case('4.2 device 2', SPECIFICATION, both=REJECTED)
def removed(hub):
    need_rejected(hub, hub.removed().url)


@case('4.2 device 3', 'RFC 8292 4.2', both=REJECTED)
def restricted(hub):
    """The gateway is no way round the key."""
    need_rejected(hub, hub.restricted.url)


@case('4.2 device 4', SPECIFICATION, both=REJECTED)
def echoed_as_it_came(hub):
    """Capitals, escapes, a default port: nothing is made tidy."""
    need_rejected(hub, 'HTTPS://Push.Example.ORG:443/%7euser/../x?a=b c#Grüße')


@case('4.2 device 4', SPECIFICATION, both=REJECTED)
def echoed_controls(hub):
    """Characters that JSON has to escape."""
    need_rejected(hub, 'x\t"\\\n\u0001\U0001f680')


@case('4.2 device 4', SPECIFICATION, both=REJECTED)
def echoed_when_long(hub):
    need_rejected(hub, 'https://push.example.org/' + 'x' * 5000)


@case('4.2 devices', SPECIFICATION, both=Outcome('the bad ones only'))
def several(hub):
    """Synapse sends one; the interface allows more."""
    other = hub.register()
    answer = notify(hub, hub.endpoint.url, 'bad', other.url, 'worse')
    hub.require(rejects('bad', 'worse'), answer)
    same(len(hub.delivered()), 1, 'deliveries to the first')
    same(len(hub.delivered(other)), 1, 'deliveries to the other')


@case('4.2 devices', SPECIFICATION, both=accepted())
def only_the_pushkey(hub):
    """All else about a device is for gateways of other kinds."""
    return post(hub, {'notification': event(
        devices=[{'pushkey': hub.endpoint.url}])})


@case('4.2 devices', SPECIFICATION, both=Outcome('all of them'))
def a_hundred(hub):
    keys = [f'https://push.example.org/{i}' for i in range(100)]
    hub.require(rejects(*keys), notify(hub, *keys))
