# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Plants one mistake at a time in a small good tree: the check it is for must
name its file, and only that; on the good tree every check is content."""

import pathlib
import tempfile

import arrows
import licences
import litter
import manual
import potfiles
import tree

HEADER = ('/* SPDX-FileCopyrightText: pushhub contributors\n'
          ' * SPDX-License-Identifier: MIT\n */\n')

GOOD = {
    'LICENSES/MIT.txt': 'text\n',
    'data/man/page.7': '.\\" SPDX-FileCopyrightText: pushhub contributors\n'
                       '.\\" SPDX-License-Identifier: MIT\n'
                       '.TH PAGE 7 2000-01-01 pushhub\n'
                       '.SH NAME\npage \\- a page\n',
    'po/POTFILES': '# SPDX-FileCopyrightText: pushhub contributors\n'
                   '# SPDX-License-Identifier: MIT\nsrc/main.c\n',
    'src/serve.h': HEADER + '#pragma once\n',
    'src/main.c': HEADER + '#include "serve.h"\n#include "bus/session.h"\n'
                           'puts (_("Hello"));\n',
    'src/core/push.c': HEADER + '/* soup_ and g_dbus_ are words here. */\n'
                                '#include "core/push.h"\n#include <errno.h>\n',
    'src/hub/hub.c': HEADER + '#include "store/store.h"\n',
    'src/http/server.c': HEADER + '#include "hub/hub.h"\n'
                                  '#include <libsoup/soup.h>\n',
    'src/bus/session.c': HEADER + '#include "dbus/manager.h"\n'
                                  'g_dbus_connection_call ();\n',
    'src/cli/status.c': HEADER + '#include "dbus/manager.h"\n',
    'src/store/store.c': HEADER + '#include <sqlite3.h>\nsqlite3_step ();\n',
}

CHECKS = [arrows, licences, litter, potfiles]
if manual.command():
    CHECKS.append(manual)

# The check, the file, what is added to it, and a part of the complaint.
PLANTED = [
    (arrows, 'src/core/push.c', '#include "hub/hub.h"', 'core to hub'),
    (arrows, 'src/http/server.c', '#include "bus/session.h"', 'http to bus'),
    (arrows, 'src/bus/session.c', '#include "http/server.h"', 'bus to http'),
    (arrows, 'src/http/server.c', '#include "dbus/manager.h"', 'http to dbus'),
    (arrows, 'src/hub/hub.c', '  # include "bus/session.h"', 'hub to bus'),
    (arrows, 'src/cli/status.c', '#include "hub/hub.h"', 'cli to hub'),
    (arrows, 'src/store/store.c', '#include "hub/hub.h"', 'store to hub'),
    (arrows, 'src/hub/hub.c', '#include "timeline.h"', 'name its room'),
    (arrows, 'src/hub/hub.c', '#include "serve.h"', 'name its room'),
    (arrows, 'src/main.c', '#include "session.h"', 'name its room'),
    (arrows, 'src/hub/hub.c', '#include <libsoup/soup.h>', 'libsoup'),
    (arrows, 'src/hub/hub.c', '#include <sqlite3.h>', 'sqlite3.h'),
    (arrows, 'src/bus/session.c', '#include <openssl/evp.h>', 'openssl'),
    (arrows, 'src/hub/hub.c', 'soup_server_new ();', 'soup_server_new'),
    (arrows, 'src/hub/hub.c', 'g_dbus_proxy_new ();', 'g_dbus_proxy_new'),
    (arrows, 'src/hub/hub.c', 'GDBusConnection *bus;', 'GDBusConnection'),
    (arrows, 'src/http/server.c', 'sqlite3_step ();', 'sqlite3_step'),
    (arrows, 'src/bus/session.c', 'g_object_set_data (a, b, c);', 'set_data'),
    (arrows, 'src/main.c', 'g_object_set_data (a, b, c);', 'set_data'),
    (potfiles, 'po/POTFILES', 'src/hub/hub.c', 'nothing to translate'),
    (potfiles, 'po/POTFILES', 'src/main.c', 'twice'),
    (potfiles, 'src/core/push.c', 'N_("text")', 'is missing'),
    (potfiles, 'src/core/push.c', 'ngettext ("a", "b", n)', 'is missing'),
    (licences, 'src/new.c', 'int i;', 'no line with the copyright'),
    (licences, 'src/new.c', 'int i;', 'no line with the licence'),
    (licences, 'new.md', HEADER.replace('MIT', 'Other'), 'no Other.txt'),
    (manual, 'data/man/page.7', '.NOTHING', 'NOTHING'),
    (litter, 'README.md', 'cd /' 'home/me/pushhub', 'one machine'),
    (litter, 'src/main.c', '/* TO' 'DO: more */', 'unfinished'),
    (litter, 'src/main.c', '\tint i;', 'a tab'),
    (litter, 'src/main.c', 'int i; ', 'at the end'),
]


def complaints_of(check, contents):
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for name, text in contents.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return list(tree.complaints(check.check, root))


def results():
    for check in CHECKS:
        yield f'{check.__name__}: good tree', not complaints_of(check, GOOD)
        yield f'{check.__name__}: empty tree', complaints_of(check, {})

    for check, path, text, expected in PLANTED:
        if check not in CHECKS:
            continue
        bad = GOOD | {path: GOOD.get(path, '') + text + '\n'}
        complaints = complaints_of(check, bad)
        named = any(expected in complaint for complaint in complaints)
        alone = all(path in complaint for complaint in complaints)
        yield f'{check.__name__}: {path}: {text.split()}', named and alone


def main():
    total = 0
    for total, (name, passed) in enumerate(results(), 1):
        print('ok' if passed else 'not ok', total, name.replace('#', ''))
    print(f'1..{total}')


if __name__ == '__main__':
    main()
