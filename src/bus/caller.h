/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* The one place that asks who is calling.
 *
 * Whether the connection @sender may act for the bus name @service: it owns
 * the name, or nobody does (contracts/dbus.md, "Who may register for which
 * service"). Finishes with PH_ERROR_UNAUTHORIZED when somebody else owns it or
 * that cannot be told. */
void ph_caller_check_async (GDBusConnection *connection,
                            const char *sender,
                            const char *service,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ph_caller_check_finish (GDBusConnection *connection,
                                 GAsyncResult *result,
                                 GError **error);
