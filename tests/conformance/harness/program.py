# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The real hub, started for one run: a private bus, a free port, throw-away
state, and an app that is bound to a key."""

import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading

from . import certificate, report, runner, table, vapid
from .target import Target

# Few, so that an endpoint is soon full.
WAITING_PUSHES = '60'

# What a hub may take at its peak, with all bad input behind it. It is some
# 16 MiB before.
PEAK_MAX_KIB = 48 * 1024

STRICT = {'strict': '--strict', 'strict-body': '--strict=body'}
IS_SANITIZED = 'PUSHHUB_TEST_SANITIZED' in os.environ
IS_SLOW = IS_SANITIZED or 'PUSHHUB_TEST_WRAPPER' in os.environ
PROGRAM = os.environ.get('PUSHHUB_TEST_PROGRAM', '')


def drive(kind):
    if os.environ.get('PUSHHUB_CONFORMANCE_BUS') is None:
        os.environ['PUSHHUB_CONFORMANCE_BUS'] = 'private'
        os.execvp('dbus-run-session', ['dbus-run-session', '--',
                                       sys.executable, *sys.argv])
    with tempfile.TemporaryDirectory() as directory:
        return run(kind, pathlib.Path(directory))


def run(kind, directory):
    hub = Hub(kind, directory)
    mode = kind if kind in table.MODES else 'lenient'
    try:
        key = vapid.key_with_marks()
        target = Target(hub.base, restricted=hub.register(key), key=key,
                        endpoint=hub.listen() if kind == 'endpoint' else None,
                        cacert=hub.cacert, seconds=60 if IS_SLOW else 5)
        selected = table.select(mode, [])
        tap = report.Ran(mode) if kind == 'endpoint' else report.Tap(mode)
        report.tell(tap, selected, runner.run(target, mode, selected))
        tap.say_line(hub.is_modest(), f'{kind} bounded memory')
    finally:
        status = hub.stop()
    tap.say_line(status == 0, f'{kind} the hub ends well')
    tap.say_line(not hub.warnings(), f'{kind} the hub has warned of nothing')
    for warning in hub.warnings():
        print('#', warning)
    tap.end()
    return 0


class Hub:
    def __init__(self, kind, directory):
        self.log = directory / 'log'
        self.cacert = None
        self.app = None
        options = ['--json', '--ephemeral', '--port', '0']
        if kind in STRICT:
            options.append(STRICT[kind])
        if kind == 'https':
            self.cacert, private = certificate.write(directory)
            options += ['--tls-certificate', self.cacert, '--tls-key', private]

        self.environment = os.environ | {
            'HOME': str(directory), 'XDG_CONFIG_HOME': str(directory),
            'XDG_STATE_HOME': str(directory), 'XDG_CONFIG_DIRS': str(directory),
            'XDG_RUNTIME_DIR': str(directory),
            'PUSHHUB_WAITING_PUSHES': WAITING_PUSHES,
            'PUSHHUB_AESGCM_GATEWAY': 'true', 'LC_ALL': 'C.UTF-8'}
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(
                [*shlex.split(os.environ.get('PUSHHUB_TEST_WRAPPER', '')),
                 PROGRAM, 'serve', *options],
                env=self.environment, stdout=subprocess.PIPE, stderr=log)
        ready = self.process.stdout.readline()
        if not ready:
            sys.exit(f'the hub did not start: {self.log.read_text()}')
        self.base = json.loads(ready)['base_url']

    def ask(self, *command):
        return subprocess.run(command, env=self.environment, check=True,
                              capture_output=True, text=True).stdout

    def register(self, key):
        """An app that is never there. Returns: its endpoint."""
        self.ask('gdbus', 'call', '--session',
                 '--dest', 'org.unifiedpush.Distributor.pushhub',
                 '--object-path', '/org/unifiedpush/Distributor',
                 '--method', 'org.unifiedpush.Distributor2.Register',
                 "{'service': <'org.example.Conformance'>, "
                 "'token': <'5f1b3c0e-6a55-4c8b-9d3f-0e1a2b3c4d5e'>, "
                 f"'vapid': <'{key.text}'>}}")
        apps = json.loads(self.ask(PROGRAM, 'apps', '--json', '--reveal'))
        endpoint, = [app['endpoint'] for app in apps['registrations']]
        return endpoint

    def listen(self):
        """An app that is always there. Returns: its endpoint."""
        self.app = subprocess.Popen([PROGRAM, 'listen', '--json'],
                                    env=self.environment,
                                    stdout=subprocess.PIPE)
        for line in self.app.stdout:
            event = json.loads(line)
            if event['event'] == 'endpoint':
                threading.Thread(target=self.app.stdout.read).start()
                return event['endpoint']
        sys.exit('the app did not get an endpoint')

    def is_modest(self):
        """The memory of a hub under a tool is not its own."""
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        peak = int(re.search(r'VmHWM:\s*(\d+) kB', status).group(1))
        print(f'# {peak} KiB of memory at the peak')
        return IS_SLOW or peak < PEAK_MAX_KIB

    def stop(self):
        if self.app is not None:
            self.app.terminate()
            self.app.wait()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()

    def warnings(self):
        return [line for line in self.log.read_text('utf-8', 'replace')
                .split('\n') if re.search(r'(WARNING|CRITICAL) \*\*', line)]
