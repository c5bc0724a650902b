/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <json-glib/json-glib.h>

/* So many octets at most: an object of json-glib gets slow when somebody has
 * chosen the names in it for that. */
#define PH_JSON_READ_MAX (16 * 1024)

/* Reads one value of JSON (RFC 8259), strictly, from @size octets, which need
 * no NUL behind them. What it returns says what the text says: integers
 * of 64 bits are exact, other numbers the nearest finite double, and strings
 * are whole, but for U+FFFD in place of U+0000 and of half a surrogate pair.
 *
 * Fails with PH_ERROR_INVALID and a sentence on what is no JSON, nested deeper
 * than PH_JSON_DEPTH_MAX or longer than PH_JSON_READ_MAX; and on a name that is
 * twice in the outermost object (RFC 7519 section 4 leaves the choice). In the
 * objects within it the last one counts. The sentence quotes nothing of the
 * text; it has the name that is twice if that is one every token may have. */
JsonNode *ph_json_read (const char *text,
                        gsize size,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
