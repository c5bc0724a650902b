/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Reads the NAME=VALUE pairs of a header field (RFC 9110 section 5.6.6 and
 * 11.2), divided by one of @separators and optional white space. A value may be
 * a quoted string; one that is not may have any character but white space and
 * separators, since base64 has more of them than a token. Elements with nothing
 * in them are skipped. Takes time in proportion to the length of @text.
 *
 * @name: whose values are wanted; letters are the same in either case
 * @values: (element-type utf8): they are added here, in order
 *
 * Returns: FALSE when @text is nothing of that kind. */
gboolean ph_field_params_find (const char *text,
                               const char *separators,
                               const char *name,
                               GPtrArray *values) G_GNUC_WARN_UNUSED_RESULT;
