# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Every file says whose it is and under which licence, as REUSE wants it: in
its first lines, or in REUSE.toml; and the text of that licence is here."""

import fnmatch
import re

import tree

COPYRIGHT = 'SPDX-FileCopyrightText: pushhub contributors'
LICENCE = re.compile(r'SPDX-License-Identifier: (\S+)')
HEADER_LINES = 5


def check(root):
    looked_at = 0
    elsewhere = covered(root)
    for path in tree.files(root):
        name = str(path.relative_to(root))
        if name.startswith('LICENSES/'):
            continue
        looked_at += 1
        if any(fnmatch.fnmatch(name, pattern) for pattern in elsewhere):
            continue
        head = '\n'.join(tree.lines(path)[:HEADER_LINES])
        licence = LICENCE.search(head)
        if COPYRIGHT not in head:
            yield f'{name}: no line with the copyright'
        if licence is None:
            yield f'{name}: no line with the licence'
        elif not (root / 'LICENSES' / f'{licence.group(1)}.txt').is_file():
            yield f'{name}: LICENSES/ has no {licence.group(1)}.txt'
    return looked_at


def covered(root):
    """The patterns of REUSE.toml: all that is quoted on its path lines."""
    toml = root / 'REUSE.toml'
    if not toml.is_file():
        return []
    return [pattern for line in tree.lines(toml)
            if line.startswith('path = ')
            for pattern in re.findall('"([^"]+)"', line)]


if __name__ == '__main__':
    tree.main(check)
