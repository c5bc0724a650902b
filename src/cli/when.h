/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <json-glib/json-glib.h>

/* Moments as the manager gives them: microseconds since 1970, 0 for never. */

/* Returns: (transfer full): local date and time, or "never". */
char *ph_when_to_text (gint64 moment);

/* Returns: (transfer full): what fits into a narrow column: the time of today,
 * the day of this year, the month of another. */
char *ph_when_to_short_text (gint64 moment, gint64 now);

/* Returns: (transfer full): @span, 0 or more microseconds, in the unit that
 * fits: "1.2 ms", "12 s". */
char *ph_when_span_to_text (gint64 span);

/* Adds @moment to the open object of @builder: RFC 3339 in UTC, or null. */
void ph_when_add (JsonBuilder *builder, const char *member, gint64 moment);
