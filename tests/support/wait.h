/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Waiting for what another process does, without sleeping: the main context
 * turns until something happened that made the condition true. */

/* Seconds until a wait fails; twenty times as many when the program runs
 * under PUSHHUB_TEST_WRAPPER, four times when it is built with a sanitizer. */
#define WAIT_SECONDS 10

/* Runs the default main context until @condition holds and ends the test
 * program with a message that shows @condition when it does not in time. */
#define wait_until(condition)                                                  \
  G_STMT_START                                                                 \
  {                                                                            \
    GSource *wait_source = wait_begin (#condition, G_STRLOC);                  \
    while (!(condition))                                                       \
      g_main_context_iteration (NULL, TRUE);                                   \
    wait_end (wait_source);                                                    \
  }                                                                            \
  G_STMT_END

/* For wait_until () only. */
GSource *wait_begin (const char *condition, const char *where);
void wait_end (GSource *source);

/* A callback that keeps the result: @user_data is a GAsyncResult **, NULL
 * before. */
void
wait_take_result (GObject *source, GAsyncResult *result, gpointer user_data);

/* Whether the program under test is slowed down and its memory not its own:
 * behind a wrapper, or built with a sanitizer. Measurements mean nothing
 * then. */
gboolean wait_is_slow (void);

/* How long a wait may take now, in seconds. */
guint wait_get_seconds (void);

/* Runs what is due in the default main context. Returns: how long it would
 * sleep then, in milliseconds, if nothing came; -1 is for ever. */
int wait_get_sleep (void);
