# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""Holds the cases against servers that are wrong in one plain way each: no
case may be content with what it is there to find."""

import sys

sys.dont_write_bytecode = True

import cases  # noqa: E402, F401 (it fills the table)
from harness import wrong  # noqa: E402

if __name__ == '__main__':
    wrong.main()
