/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* How every verb says that something went wrong: on standard error,
 * `pushhub: what happened`, then one line that says what to try. All return
 * the exit status to end with. */

/* @advice: (nullable): a whole sentence, or NULL when there is nothing to
 * try. */
int ph_report (int status, const char *advice, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* The status and the advice follow from the error's code. */
int ph_report_error (const GError *error);

/* A wrong option or argument of @verb: PH_EXIT_USAGE. */
int ph_report_usage (const char *verb, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
