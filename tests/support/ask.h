/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/app.h"

#include <json-glib/json-glib.h>

/* What a running hub says of itself to its user. */

/* Runs the program with the arguments up to NULL, which must end well. Returns:
 * (transfer full): the JSON object that it printed. */
JsonNode *ask_program (Bus *bus, ...) G_GNUC_NULL_TERMINATED;

/* A number and a list of sentences of `pushhub status --json`; all sentences
 * in one text. */
gint64 ask_status_number (Bus *bus, const char *member);
char *ask_status_attention (Bus *bus);

/* Waits until the push with this identifier has ended, and how must be
 * @outcome. The app goes on answering meanwhile. */
void ask_outcome (App *app, const char *push, const char *outcome);
