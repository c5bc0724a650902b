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

/* @error is what @call ended with, and @reply what carried it; NULL when
 * nothing came.
 *
 * Returns: (transfer full): PH_ERROR_UNREACHABLE when the app is not there, or
 * the hub is on no bus any more; PH_ERROR_FAILED when the app did not take the
 * call or nobody knows whether it did. */
GError *ph_call_error_new (GDBusMessage *call,
                           GDBusMessage *reply,
                           const GError *error);

/* @error is what the bus answered when it was to start @service.
 *
 * Returns: (transfer full): PH_ERROR_FAILED when the bus did not even try,
 * else PH_ERROR_UNREACHABLE. */
GError *ph_call_error_new_for_start (const char *service, const GError *error);
