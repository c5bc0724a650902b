/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Returns: (transfer full): the names of the rules in @text, as
 * ph_findings_to_text () writes it, in order and with spaces between; "" when
 * it is NULL. */
char *rule_names_read (const char *text);
