/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Strings as they are written in JSON, with their quotes (RFC 8259 section 7).
 */

/* @text begins with the quote; all up to @end is UTF-8.
 *
 * Returns: (nullable): what follows the closing quote; NULL when there is none
 * or when an escape or a control character is wrong. */
const char *ph_json_string_find_end (const char *text, const char *end);

/* @text is such a string of @length octets.
 *
 * Returns: (transfer full) (nullable): what it stands for, in UTF-8; NULL when
 * that has a NUL or half of a surrogate pair, which no C string can hold. */
char *ph_json_string_decode (const char *text, gsize length);

/* The same with U+FFFD in place of each NUL and each half of a pair.
 *
 * Returns: (transfer full): never NULL */
char *ph_json_string_decode_lossy (const char *text, gsize length);
