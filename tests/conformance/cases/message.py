# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.10: the message resource."""

import time

from harness.expect import Outcome, deleted, not_allowed, refused, same, status
from harness.table import case

GONE = refused(404)
NO_MESSAGE = '/message/AAAAAAAAAAAAAAAAAAAAAAAAAAA'


@case('2.10 queued', 'RFC 8030 6.2', both=deleted())
def delete(hub):
    return hub.cancel(hub.locate_waiting())


@case('2.10 queued', 'RFC 9110 15.3.5', both=Outcome('no body'))
def delete_has_no_body(hub):
    answer = hub.cancel(hub.locate_waiting())
    same((answer.status, answer.body), (204, b''), 'status and body')


@case('2.10 queued', 'RFC 8030 6.2', both=Outcome('not delivered'))
def deleted_not_delivered(hub):
    first = hub.send()
    hub.require(deleted(), hub.cancel(hub.locate_waiting()))
    last = hub.send()
    same(hub.delivered() == [first, last], True,
         'only those around it delivered')


@case('2.10 gone', 'RFC 8030 6.2', both=GONE)
def delete_twice(hub):
    path = hub.locate_waiting()
    hub.require(deleted(), hub.cancel(path))
    return hub.cancel(path)


@case('2.10 gone', 'RFC 8030 6.2', both=GONE)
def delete_delivered(hub):
    with hub.listen() as listener:
        path = hub.locate()
        listener.take()
    return hub.cancel(path)


@case('2.10 gone', 'RFC 8030 6.2', both=GONE)
def delete_expired(hub):
    path = hub.locate_waiting(ttl='1')
    time.sleep(1.3)
    return hub.cancel(path)


@case('2.10 gone', 'RFC 8030 6.2', both=GONE)
def delete_replaced(hub):
    path = hub.locate_waiting(topic='news')
    hub.send(topic='news')
    return hub.cancel(path)


@case('2.10 gone', 'RFC 8030 6.2', both=GONE)
def delete_of_a_removed_endpoint(hub):
    endpoint = hub.register()
    path = hub.locate(endpoint=endpoint)
    hub.unregister(endpoint)
    return hub.cancel(path)


@case('2.10 gone', 'RFC 8030 8.3', both=GONE)
def delete_unknown(hub):
    return hub.ask('DELETE', NO_MESSAGE)


@case('2.10 gone', 'RFC 8030 8.3', both=GONE)
def delete_malformed(hub):
    return hub.ask('DELETE', '/message/x')


@case('2.10 gone', 'RFC 8030 8.2', both=GONE)
def delete_by_the_endpoint(hub):
    """An endpoint's identifier is no message's."""
    hub.send()
    return hub.ask('DELETE', f'/message/{hub.endpoint.id}')


@case('2.10 GET', 'RFC 9110 15.5.6', both=not_allowed('DELETE'))
def get(hub):
    return hub.send_whole('GET', hub.locate())


@case('2.10 GET', 'RFC 9110 9.3.2', both=status(405))
def head(hub):
    return hub.send_whole('HEAD', hub.locate())


@case('2.10 GET', 'RFC 9110 15.5.6', both=not_allowed('DELETE'))
def post(hub):
    return hub.send_whole('POST', hub.locate(), body=b'x')


@case('2.10 GET', 'RFC 9110 15.5.6', both=not_allowed('DELETE'))
def put(hub):
    return hub.send_whole('PUT', hub.locate(), body=b'x')


@case('2.10 GET', 'RFC 8030 6.2', both=deleted())
def get_changes_nothing(hub):
    path = hub.locate_waiting()
    hub.require(not_allowed(), hub.send_whole('GET', path))
    return hub.cancel(path)


@case('2.10 no Authorization', 'RFC 8030 8.3', both=deleted())
def foreign_authorization(hub):
    """The URL is the right to it; what else is sent does not matter."""
    return hub.cancel(hub.locate_waiting(), [('Authorization', 'Basic QQ==')])


@case('2.10', 'RFC 8030 8.2', both=GONE)
def other_path_to_it(hub):
    name = hub.locate().rpartition('/')[2]
    return hub.ask('DELETE', f'/push/id/{name}')
