/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Reads what a push is to carry: from @file when it is not NULL, else the
 * @text itself; standard input to its end when @text is NULL or "-". */
GBytes *ph_body_read (const char *file,
                      const char *text,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
