# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Section 2.9: receipts are not built, so a wish for one is ignored."""

from harness.expect import created, without
from harness.table import case

IGNORED = created(without('Preference-Applied', 'Link'))


@case('2.9', 'RFC 7240 2', both=IGNORED)
def respond_async(hub):
    return hub.push(more=[('Prefer', 'respond-async')])


@case('2.9', 'RFC 8030 5.1', both=IGNORED)
def with_a_receipt_subscription(hub):
    link = ('Link', '<https://push.example.org/receipt/x>; '
            'rel="urn:ietf:params:push:receipt"')
    return hub.push(more=[('Prefer', 'respond-async'), link])


@case('2.9', 'RFC 7240 4.3', both=IGNORED)
def wait(hub):
    return hub.push(more=[('Prefer', 'wait=10')])
