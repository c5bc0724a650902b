# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What the checks share: the files of a source tree, and how to report."""

import pathlib
import re
import sys

COMMENTS_AND_STRINGS = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def files(root, below='.', suffixes=None):
    """Yields the tree's own files: nothing hidden by git, nothing built."""
    for path in sorted((root / below).rglob('*')):
        parts = path.relative_to(root).parts
        if parts[0] == '.git' or re.match('build', parts[0]):
            continue
        if '__pycache__' in parts or not path.is_file():
            continue
        if suffixes is None or path.suffix in suffixes:
            yield path


def lines(path):
    return path.read_text('utf-8', 'replace').split('\n')


def code(path):
    """The lines of a C file with comments and strings taken out of them."""
    def blank(match):
        return '\n' * match.group().count('\n')
    return COMMENTS_AND_STRINGS.sub(blank, '\n'.join(lines(path))).split('\n')


def complaints(check, root):
    """What check(root) yields; it returns how many files it has looked at. A
    check that has looked at none has not passed."""
    looked_at = yield from check(root)
    if looked_at == 0:
        yield f'{root}: nothing to look at'


def main(check):
    found = list(complaints(check, pathlib.Path(sys.argv[1])))
    for complaint in found:
        print(complaint)
    sys.exit(1 if found else 0)
