# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What man or mandoc has to say about the manual pages. A machine may have
neither."""

import os
import shutil
import subprocess
import sys

import tree

SKIPPED = 77  # for meson

# man-db's man says what groff does not understand; other programs are called
# man, too.
COMMANDS = {
    'lexgrog': ['man', '--warnings', '--encoding=UTF-8', '--local-file'],
    'mandoc': ['mandoc', '-T', 'lint', '-W', 'error'],
}


def command():
    for name, words in COMMANDS.items():
        if shutil.which(name):
            return words
    return None


def check(root):
    looked_at = 0
    for path in tree.files(root, 'data/man', {f'.{n}' for n in range(1, 10)}):
        looked_at += 1
        run = subprocess.run(
            [*command(), path], capture_output=True, text=True, check=False,
            env=os.environ | {'LC_ALL': 'C.UTF-8', 'MANWIDTH': '80'})
        words = run.stderr if 'man' in command() else run.stdout
        for line in words.splitlines():
            yield f'{path.relative_to(root)}: {line}'
    return looked_at


if __name__ == '__main__':
    if command() is None:
        print('neither man nor mandoc is here')
        sys.exit(SKIPPED)
    tree.main(check)
