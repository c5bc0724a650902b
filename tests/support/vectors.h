/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The published examples in tests/vectors/webpush.json: each has an id, and
 * members whose names end in how they are written there, "_b64u" or "_utf8". */

/* Returns: (transfer full): the octets of @member, named without that ending,
 * of the example @id. */
GBytes *vectors_get (const char *id, const char *member);

/* Returns: (transfer none): @member, which is written as it is. */
const char *vectors_get_text (const char *id, const char *member);

gint64 vectors_get_number (const char *id, const char *member);

/* Whether the @size octets of @data are those of @member. */
void vectors_expect (const char *id,
                     const char *member,
                     gconstpointer data,
                     gsize size);

/* Returns: (transfer full): the ids of all examples of @group, in order. */
GStrv vectors_list (const char *group);
