# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Holds po/POTFILES against the files that have text for translators."""

import re

import tree

MARKED = re.compile(r'(?<!\w)(N?C?Q?_|ngettext|g_dngettext)\s*\(')
LIST = 'po/POTFILES'


def check(root):
    sources = list(tree.files(root, 'src', {'.c', '.h'}))
    if not sources:
        return 0
    listed = [line for line in tree.lines(root / LIST)
              if line and not line.startswith('#')]
    marked = {str(path.relative_to(root)) for path in sources
              if any(MARKED.search(line) for line in tree.code(path))}

    if listed != sorted(set(listed)):
        yield f'{LIST}: not in alphabetical order, or a file twice'
    for name in sorted(marked - set(listed)):
        yield f'{LIST}: {name} is missing'
    for name in sorted(set(listed) - marked):
        yield f'{LIST}: {name} has nothing to translate'
    return len(sources)


if __name__ == '__main__':
    tree.main(check)
