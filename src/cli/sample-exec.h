/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Runs @argv (no shell between) for one push of @service: the body on its
 * standard input, PUSHHUB_APP and PUSHHUB_MESSAGE_ID (when @id is not NULL) in
 * its environment. @ended is called once the command has ended; a command that
 * cannot be run or that fails is told of on standard error. */
void ph_sample_exec (const char *const *argv,
                     const char *service,
                     const char *id,
                     GBytes *body,
                     GSourceOnceFunc ended,
                     gpointer user_data);
