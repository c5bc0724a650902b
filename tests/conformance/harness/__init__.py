# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""What the conformance cases stand on: connections, requests, expectations,
and the program that runs the cases and reports."""
