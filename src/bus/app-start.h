/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Has the bus start an app: one start at a time, whoever asks for it. */
typedef struct _PhAppStart PhAppStart;

PhAppStart *ph_app_start_new (GDBusConnection *connection, const char *service);

/* No start may be under way. */
void ph_app_start_free (PhAppStart *start);

/* Finishes with TRUE when the app runs; joins a start that is under way.
 * Fails with an error of ph_call_error_new_for_start (), and with
 * PH_ERROR_FAILED when the app has just been started and done nothing since:
 * it went away at once, and would be started again and again. */
void ph_app_start_async (PhAppStart *start,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean
ph_app_start_finish (PhAppStart *start, GAsyncResult *result, GError **error);

/* The app has done something: it may be started again when it has gone. */
void ph_app_start_was_of_use (PhAppStart *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAppStart, ph_app_start_free)
