# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What senders in the field do, and what they and the apps see of it."""

import functools

from harness.expect import Mismatch, same, true
from senders import VapidKey

STRICT = ('strict', 'strict-body')
ALL = ('lenient', *STRICT)
TABLE = []

TEXT = 'Grüße ✉'
TEXT_MAX = 3993

ENCRYPTING = ('web-push', 'webcrypto-web-push')
OUTDATED = ('pushforge', 'webpush-webcrypto')


class Case:
    def __init__(self, words, modes, function):
        self.words = words
        self.modes = modes
        self.function = function


def case(words, modes=ALL, senders=()):
    """One for each of the senders, which the function is given; or one."""
    def add(function):
        for each in senders:
            TABLE.append(Case(f'{each}: {words}', modes,
                              functools.partial(function, sender=each)))
        if not senders:
            TABLE.append(Case(words, modes, function))
        return function
    return add


def of(mode):
    return [each for each in TABLE if mode in each.modes]


@functools.lru_cache(None)
def bound_app(run):
    """Takes encrypted pushes of one sender."""
    return run.hub.add_app('--encrypted', '--vapid', run.senders.key.public)


@functools.lru_cache(None)
def open_app(run):
    """Takes encrypted pushes of everybody."""
    return run.hub.add_app('--encrypted')


@functools.lru_cache(None)
def plain_app(run):
    return run.hub.add_app()


def accepted(answer):
    same(answer.status, 201, f'{answer}: status')
    return answer


def refused(answer, status, *words, errno=None):
    """With a reason that a person can act on."""
    same(answer.status, status, f'{answer}: status')
    error = answer.error()
    same(error.get('code'), status, f'{answer}: code')
    if errno is not None:
        same(error.get('errno'), errno, f'{answer}: errno')
    for word in words:
        true(word in error.get('message', ''), f'{answer}: no {word!r}')


# Libraries that do what the RFCs say


@case('arrives, and nothing is wrong with it', senders=ENCRYPTING)
def arrives(run, sender):
    app, start = bound_app(run), run.hub.mark()
    answer = accepted(run.senders.node(sender, app, TEXT, ttl=3600,
                                       urgency='high', topic='mail'))
    same(app.take_text(), TEXT, 'text')
    same(answer.headers.get('ttl'), '3600', 'TTL')
    run.hub.check_flawless(start)


@case('what it does without options is right', senders=ENCRYPTING)
def defaults(run, sender):
    app, start = bound_app(run), run.hub.mark()
    accepted(run.senders.node(sender, app, TEXT))
    same(app.take_text(), TEXT, 'text')
    run.hub.check_flawless(start)


@case('a topic replaces what waits', senders=ENCRYPTING)
def topic(run, sender):
    """The first is on its way while the others wait."""
    app = bound_app(run)
    run.hub.wait_until_quiet()
    app.pause()
    try:
        for text, options in [('first', {}), ('old', {'topic': 'news'}),
                              ('new', {'topic': 'news'})]:
            accepted(run.senders.node(sender, app, text, **options))
    finally:
        app.resume()
    same([app.take_text(), app.take_text()], ['first', 'new'], 'texts')


@case('an urgency that does not exist is refused', modes=STRICT,
      senders=['webcrypto-web-push'])
def urgency(run, sender):
    """web-push itself refuses it."""
    refused(run.senders.node(sender, bound_app(run), TEXT, urgency='extreme'),
            400, 'Urgency')


@case('the largest text arrives', senders=ENCRYPTING)
def largest(run, sender):
    app, text = bound_app(run), 'x' * TEXT_MAX
    accepted(run.senders.node(sender, app, text))
    same(app.take_text(), text, 'text')


@case('one octet more is too large', senders=['web-push'])
def too_large(run, sender):
    """webcrypto-web-push itself refuses it."""
    refused(run.senders.node(sender, bound_app(run), 'x' * (TEXT_MAX + 1)),
            413, str(TEXT_MAX))


@case('the key of another sender is refused', senders=ENCRYPTING)
def wrong_key(run, sender):
    answer = run.senders.node(sender, bound_app(run), TEXT, key=VapidKey())
    refused(answer, 403, errno=109)


@case('the error of the library has the reason', senders=['web-push'])
def library_error(run, sender):
    answer = run.senders.node(sender, bound_app(run), TEXT, key=VapidKey())
    true(answer.message and answer.error().get('message'),
         f'{answer}: no error with a message')


# Libraries that send the aesgcm of a draft


@case('sends aesgcm, which is refused', modes=STRICT, senders=['pushforge'])
def aesgcm_refused(run, sender):
    app, start = open_app(run), run.hub.mark()
    answer = run.senders.node(sender, app, TEXT)
    same(answer.encoding, 'aesgcm', 'Content-Encoding')
    refused(answer, 400, 'encoding-aesgcm', 'aes128gcm', errno=110)
    run.hub.wait_for_finding('encoding-aesgcm', start)


@case('sends VAPID of a draft with it, which comes first', modes=STRICT,
      senders=['webpush-webcrypto'])
def vapid_refused(run, sender):
    app, start = open_app(run), run.hub.mark()
    answer = run.senders.node(sender, app, TEXT)
    same(answer.encoding, 'aesgcm', 'Content-Encoding')
    refused(answer, 401, 'vapid-legacy', errno=109)
    run.hub.wait_for_finding('encoding-aesgcm', start)


@case('sends aesgcm, which arrives and cannot be read', modes=['lenient'],
      senders=OUTDATED)
def aesgcm_unreadable(run, sender):
    app, start = open_app(run), run.hub.mark()
    answer = accepted(run.senders.node(sender, app, TEXT))
    same(answer.encoding, 'aesgcm', 'Content-Encoding')
    event = app.take()
    same(event['event'], 'undecrypted', 'event')
    true('text' not in event and event['error'], f'{event}: no reason')
    run.hub.wait_for_finding('encoding-aesgcm', start)


# curl


@case('curl: arrives as it was sent', modes=['lenient'])
def curl(run):
    app = plain_app(run)
    accepted(run.senders.curl(app, TEXT))
    same(app.take_text(), TEXT, 'text')


@case('curl: is refused, with all that is missing', modes=STRICT)
def curl_refused(run):
    start = run.hub.mark()
    refused(run.senders.curl(plain_app(run), TEXT), 400, 'ttl-missing',
            errno=111)
    refused(run.senders.curl(plain_app(run), TEXT, '-H', 'TTL: 60'), 400,
            'encoding-missing', errno=110)
    run.hub.wait_for_finding('encoding-missing', start)


@case('curl: an app of one sender takes nothing from others')
def curl_without_key(run):
    refused(run.senders.curl(bound_app(run), TEXT, '-H', 'TTL: 60',
                             '-H', 'Content-Encoding: aes128gcm'), 401)
