/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <json-glib/json-glib.h>

/* So many octets at most: an object of json-glib gets slow when somebody has
 * chosen the names in it for that. */
#define PH_JSON_READ_MAX (16 * 1024)

/* Reads one value of JSON (RFC 8259), strictly, from @size octets, which need
 * no NUL behind them. What it returns says what the text says: strings are
 * whole, integers exact, other numbers rounded to the nearest double.
 *
 * Fails with PH_ERROR_INVALID and a sentence on what is no JSON, nested deeper
 * than PH_JSON_DEPTH_MAX or longer than PH_JSON_READ_MAX; on a name that is
 * twice in an object (RFC 7519 section 4 leaves the choice); and on what a
 * JsonNode cannot hold: U+0000, half of a surrogate pair, a number too large.
 * The sentence quotes the name that is twice, and else nothing of the text. */
JsonNode *ph_json_read (const char *text,
                        gsize size,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
