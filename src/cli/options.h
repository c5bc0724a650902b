/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Reads the options of a verb: its own @entries, --json, --color and --help.
 * @argv is what the verb was run with. Arguments that are not options go to
 * the G_OPTION_REMAINING entry; without one there may be none.
 *
 * Returns: FALSE when they are wrong. That has been reported then, and the
 * verb ends with PH_EXIT_USAGE. --help does not return. */
gboolean ph_options_parse (const GOptionEntry *entries,
                           int argc,
                           char **argv) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the two values that follow @option ("--encrypt KEY AUTH", or
 * "--encrypt=KEY AUTH") out of @argv, before ph_options_parse () sees the rest:
 * GOption knows options with one value only. A lone value is left for it.
 *
 * @values: (out) (transfer none): both, of @argv; left as they are when there
 * are not two */
void ph_options_take_pair (int *argc,
                           char **argv,
                           const char *option,
                           const char *values[2]);

/* Checks that G_OPTION_REMAINING took @least to @most @arguments (NULL when
 * there were none), and reports it like ph_options_parse () when not. */
gboolean ph_options_check_count (const char *verb,
                                 char **arguments,
                                 guint least,
                                 guint most) G_GNUC_WARN_UNUSED_RESULT;
