/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Catches what goes to standard error by g_printerr () from now on, and
 * forgets what came before. */
void said_begin (void);

/* Returns: (transfer none): what has come since. */
const char *said_get (void);

/* Lets it through again. */
void said_end (void);
