/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Opens a connection of our own to the session bus. It does not end the
 * process when the bus goes; watch its "closed" signal. Blocks; meant for
 * start-up.
 *
 * Fails with PH_ERROR_UNAVAILABLE and a sentence that says what to do.
 *
 * Returns: (transfer full) */
GDBusConnection *ph_session_connect (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Closes @connection, which gives its names back, and returns when GLib knows
 * that it is closed: until then it would try to release names on it. Turns the
 * main context; meant for the end. */
void ph_session_disconnect (GDBusConnection *connection);
