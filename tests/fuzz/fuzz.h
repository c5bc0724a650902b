/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* What the fuzz targets share. A target is one program: libFuzzer calls its
 * function with octets that may be anything, and a parser must take them. The
 * function holds the result against what is promised, with g_assert () and its
 * like; a warning or a critical message of any library is a failure, too. */

/* The target. Returns: 0, always. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Returns: (transfer full): the octets up to the first NUL as a string, in a
 * block of memory that has no octet more. */
char *fuzz_text (const guint8 *data, gsize size);

/* Returns: (transfer full): the lines of that text, each a string of its own;
 * none if there are no octets. */
char **fuzz_lines (const guint8 *data, gsize size);

/* What a GLib function promises that has an error: @error is set if and only
 * if it is not @done. It is a PH_ERROR, and its message can be shown. */
void fuzz_expect_outcome (gboolean done, const GError *error);

/* @text is one line that a terminal, a log and JSON can show: not empty, UTF-8
 * without control characters. */
void fuzz_expect_sentence (const char *text);
