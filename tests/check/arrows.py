# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Holds every include, and a few words, against the table of rooms.

{http, bus} -> hub -> {store, webpush} -> core, cli -> {webpush, core}; the
generated D-Bus code (dbus/) is for bus and cli. The files of src/ itself put
the parts together and may see every room.
"""

import re

import tree

ROOMS = {
    'core': set(),
    'webpush': {'core'},
    'store': {'core'},
    'hub': {'core', 'store', 'webpush'},
    'http': {'core', 'store', 'webpush', 'hub'},
    'bus': {'core', 'store', 'webpush', 'hub', 'dbus'},
    'cli': {'core', 'webpush', 'dbus'},
    'dbus': set(),
}

# Who may use a library. One that is not here is everybody's: GLib, GIO, libc.
LIBRARIES = {
    'libsoup/': {'http', 'cli'},
    'json-glib/': {'http', 'webpush', 'cli'},
    'openssl/': {'webpush', 'http'},
    'sqlite3.h': {'store'},
}

# The same for what comes with a header that all may include. The grammar of
# bus names (g_dbus_is_name) is no D-Bus.
WORDS = {
    r'\b(soup_\w+|Soup[A-Z]\w*)': {'http', 'cli'},
    r'\b(g_dbus_(?!is_)\w+|g_bus_\w+|GDBus\w*)': {'bus', 'cli'},
    r'\b(sqlite3_\w+)': {'store'},
    r'\b(g_object_[sg]et_q?data\w*)': set(),
}

INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')


def check(root):
    looked_at = 0
    for path in tree.files(root, 'src', {'.c', '.h'}):
        looked_at += 1
        room = path.relative_to(root / 'src').parts[0]
        room = room if room in ROOMS else None
        where = path.relative_to(root)
        for number, line in enumerate(tree.lines(path), 1):
            include = INCLUDE.match(line)
            if include is None:
                continue
            wrong = judge_include(root, room, *include.groups())
            if wrong:
                yield f'{where}:{number}: {wrong}'
        for number, line in enumerate(tree.code(path), 1):
            for word in forbidden_words(room, line):
                yield f'{where}:{number}: {word} does not belong here'
    return looked_at


def judge_include(root, room, quote, name):
    if quote == '<':
        for library, users in LIBRARIES.items():
            if name.startswith(library) and room and room not in users:
                return f'{room} does not use <{name}>'
        return None
    target = name.split('/')[0]
    if target not in ROOMS:
        at_the_top = (root / 'src' / name).is_file() and '/' not in name
        if room is None and at_the_top:
            return None
        return f'"{name}" does not name its room'
    if room and target != room and target not in ROOMS[room]:
        return f'no arrow from {room} to {target}'
    return None


def forbidden_words(room, line):
    for pattern, users in WORDS.items():
        if users and (room is None or room in users):
            continue
        for match in re.finditer(pattern, line):
            yield match.group(1)


if __name__ == '__main__':
    tree.main(check)
