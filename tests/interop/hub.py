# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The real hub behind the certificate of "pushhub dev-certificate", and
sample apps."""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import threading

from harness.expect import Mismatch
from harness.program import PROGRAM, STRICT

SECONDS = 20


class Lines:
    """What a program has printed. A thread reads it, so that the program is
    never held up."""

    def __init__(self, command, environment, log):
        self.lines = []
        self.ended = False
        self.changed = threading.Condition()
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=log,
            text=True, encoding='utf-8', errors='replace')
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.add(line)
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def add(self, line):
        with self.changed:
            self.lines.append(line.rstrip('\n'))
            self.changed.notify_all()

    def wait(self, pattern, start=0):
        """Returns: the position of the first line with it."""
        def find():
            return next((at for at in range(start, len(self.lines))
                         if re.search(pattern, self.lines[at])), None)
        with self.changed:
            self.changed.wait_for(
                lambda: self.ended or find() is not None, SECONDS)
            if find() is None:
                raise Mismatch(f'nothing printed with {pattern!r}')
            return find()

    def count(self, words):
        return sum(words in line for line in self.lines)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


class Hub:
    def __init__(self, mode, directory):
        self.log = directory / 'log'
        self.environment = os.environ | {
            name: str(directory) for name in
            ('HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_DIRS',
             'XDG_RUNTIME_DIR')}
        tls = json.loads(subprocess.run(
            [PROGRAM, 'dev-certificate', '--json'], env=self.environment,
            check=True, stdout=subprocess.PIPE).stdout)
        self.cacert = tls['ca']
        options = [STRICT[mode]] if mode in STRICT else []
        self.program = self.start(
            'serve', '--json', '--ephemeral', '--port', '0',
            '--tls-certificate', tls['certificate'], '--tls-key', tls['key'],
            *options, debug='pushhub')
        try:
            self.program.wait('"event":"ready"')
        except Mismatch:
            sys.exit(f'the hub did not start: {self.log.read_text()}')
        self.apps = []

    def start(self, *arguments, debug=''):
        with open(self.log, 'ab') as log:
            return Lines([PROGRAM, *arguments],
                         self.environment | {'G_MESSAGES_DEBUG': debug}, log)

    def add_app(self, *options):
        self.apps.append(App(self, f'org.example.App{len(self.apps)}',
                             options))
        return self.apps[-1]

    def mark(self):
        return len(self.program.lines)

    def wait_for_finding(self, rule, start):
        """The judge writes to the timeline, which the log shows: a line for
        each finding."""
        self.program.wait(f'(^|push judged: ){rule}: seen', start)

    def wait_until_quiet(self):
        """Until each push that apps were called with is acknowledged."""
        def is_quiet():
            return (self.program.count('push calling')
                    == self.program.count('push acknowledged'))
        with self.program.changed:
            if not self.program.changed.wait_for(is_quiet, SECONDS):
                raise Mismatch('a push is not acknowledged')

    def check_flawless(self, start):
        """No finding, up to the acknowledgement of a push."""
        end = self.program.wait('push acknowledged', start)
        for line in self.program.lines[start:end]:
            if 'push judged' in line:
                raise Mismatch(line)

    def stop(self):
        for app in self.apps:
            app.stop()
        return self.program.stop()

    def warnings(self):
        return [line for line in
                [*self.program.lines,
                 *self.log.read_text('utf-8', 'replace').split('\n')]
                if re.search(r'(WARNING|CRITICAL) \*\*', line)]


class App:
    """"pushhub listen". endpoint is what it shows of its endpoint, which
    libraries take as a subscription."""

    def __init__(self, hub, name, options):
        self.program = hub.start('listen', name, '--json', *options)
        at = self.program.wait('"event":"endpoint"')
        self.subscription = json.loads(self.program.lines[at])
        self.position = at + 1

    def take(self):
        """The next event."""
        at = self.program.wait('"event"', self.position)
        self.position = at + 1
        return json.loads(self.program.lines[at])

    def take_text(self):
        event = self.take()
        if event['event'] != 'message':
            raise Mismatch(f'the app has seen {event}')
        return base64.b64decode(event['body_base64']).decode('utf-8')

    def pause(self):
        self.program.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.program.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.resume()
        self.program.stop()
