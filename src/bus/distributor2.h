/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

#include <gio/gio.h>

/* Exports org.unifiedpush.Distributor2 for @hub on @connection.
 *
 * Returns: (transfer full): what to unexport at the end, NULL with @error. */
GDBusInterfaceSkeleton *
ph_distributor2_export (PhHub *hub,
                        GDBusConnection *connection,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
