/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* What the sample app prints: lines for people, or one JSON object each. */

void ph_sample_print_registered (const char *service, const char *distributor);

/* The endpoint, and a ready command that pushes to it. */
void ph_sample_print_endpoint (const char *endpoint);

/* The @number-th push; @id is NULL when it came without one. */
void ph_sample_print_message (guint number, const char *id, GBytes *body);

void ph_sample_print_unregistered (void);

/* Returns: (transfer full) (nullable): @body as text, NULL when it is not UTF-8
 * or holds what a terminal would obey (line ends and tabs may be in it). */
char *ph_sample_read_text (GBytes *body);
