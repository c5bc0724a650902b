/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* What the errors of calls to apps mean (contracts/dbus.md, "Calls to apps").
 *
 * Apps pass on errors of calls of their own: that nobody is there, or that a
 * call is forbidden, is believed only when the bus itself says it. */

/* Whether the bus itself has sent @message. */
gboolean ph_call_error_is_of_bus (GDBusMessage *message);

/* Whether @message, which the bus has sent, says that the app has left it
 * before it answered. */
gboolean ph_call_error_says_left (GDBusMessage *message);

/* @error is what @call ended with, and @reply what carried it; NULL when
 * nothing came.
 *
 * Returns: (transfer full): an error as a PhReceiver's deliveries have it. */
GError *ph_call_error_new (GDBusMessage *call,
                           GDBusMessage *reply,
                           const GError *error);

/* @error is what the bus answered when it was to start @service.
 *
 * Returns: (transfer full): PH_ERROR_UNAUTHORIZED or PH_ERROR_UNAVAILABLE when
 * the bus did not even try, else PH_ERROR_UNREACHABLE. */
GError *ph_call_error_new_for_start (const char *service, const GError *error);
