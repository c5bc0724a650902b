/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/session.h"

#include "core/error.h"

GDBusConnection *
ph_session_connect (GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *address = NULL;
  GDBusConnection *connection = NULL;

  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &cause);
  if (address != NULL)
    connection = g_dbus_connection_new_for_address_sync (
        address,
        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
        NULL, NULL, &cause);
  if (connection == NULL)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                   "There is no session bus to talk to (%s).", cause->message);
      return NULL;
    }

  return connection;
}

void
ph_session_disconnect (GDBusConnection *connection)
{
  g_dbus_connection_close (connection, NULL, NULL, NULL);
  while (!g_dbus_connection_is_closed (connection))
    g_main_context_iteration (NULL, TRUE);
}
