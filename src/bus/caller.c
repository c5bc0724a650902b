/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/caller.h"

#include "core/error.h"

static void
on_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *sender = g_task_get_task_data (task);
  const char *owner = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (
      G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_variant_get (reply, "(&s)", &owner);

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_strcmp0 (owner, sender) == 0)
    g_task_return_boolean (task, TRUE);
  else if (owner != NULL)
    g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNAUTHORIZED,
                             "service: the name belongs to another program.");
  else
    g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNAUTHORIZED,
                             "service: the bus does not tell who owns it (%s).",
                             error->message);
}

void
ph_caller_check_async (GDBusConnection *connection,
                       const char *sender,
                       const char *service,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (connection, NULL, callback, user_data);

  g_task_set_task_data (task, g_strdup (sender), g_free);
  g_dbus_connection_call (connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetNameOwner", g_variant_new ("(s)", service), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_owner, task);
}

gboolean
ph_caller_check_finish (GDBusConnection *connection,
                        GAsyncResult *result,
                        GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
