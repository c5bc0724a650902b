/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <json-glib/json-glib.h>

/* Members of the open object of @builder, one line each. */
void ph_json_add_string (JsonBuilder *builder,
                         const char *member,
                         const char *value);
void
ph_json_add_number (JsonBuilder *builder, const char *member, gint64 value);
void
ph_json_add_flag (JsonBuilder *builder, const char *member, gboolean value);
