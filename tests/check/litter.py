# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What no file of the tree may contain: paths of somebody's machine, notes to
oneself, tabs in C, white space at the end of a line. The seeds of fuzz targets
may be any octets."""

import re

import tree

ANYWHERE = {
    r'(?<![\w.*$}~-])/(work|home|root|Users)/\w': 'a path of one machine',
    r'(?<![\w.*$}~-])/tmp/\w': 'a fixed path in the temporary directory',
    r'\b(TO' r'DO|FIX' r'ME|X' r'XX)\b': 'unfinished work',
    r'[ \t]$': 'white space at the end',
}
IN_C = {
    '\t': 'a tab',
}


def check(root):
    looked_at = 0
    for path in tree.files(root):
        where = path.relative_to(root)
        if where.parts[0] == 'LICENSES':
            continue
        if where.is_relative_to('tests/fuzz/corpus'):
            continue
        looked_at += 1
        patterns = dict(ANYWHERE)
        if path.suffix in {'.c', '.h'}:
            patterns.update(IN_C)
        for number, line in enumerate(tree.lines(path), 1):
            for pattern, name in patterns.items():
                if re.search(pattern, line):
                    yield f'{where}:{number}: {name}'
    return looked_at


if __name__ == '__main__':
    tree.main(check)
