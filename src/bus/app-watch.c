/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-watch.h"

struct _PhAppWatch
{
  GDBusConnection *connection;
  char *failed; /* unique name, PH_APP_WATCH_PRESENT or NULL */
  PhAppWatchFunc func;
  gpointer user_data;

  /* 0 when the connection was closed */
  guint name_watch;
  guint activatable_subscription;
};

static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  PhAppWatch *watch = user_data;

  if (g_strcmp0 (watch->failed, PH_APP_WATCH_PRESENT) == 0)
    {
      g_free (watch->failed);
      watch->failed = g_strdup (owner);
    }

  if (g_strcmp0 (watch->failed, owner) != 0)
    watch->func (watch->user_data);
}

static void
on_activatable_changed (GDBusConnection *connection,
                        const char *sender,
                        const char *path,
                        const char *interface,
                        const char *signal,
                        GVariant *parameters,
                        gpointer user_data)
{
  PhAppWatch *watch = user_data;

  watch->func (watch->user_data);
}

PhAppWatch *
ph_app_watch_new (GDBusConnection *connection,
                  const char *service,
                  const char *failed,
                  PhAppWatchFunc func,
                  gpointer user_data)
{
  PhAppWatch *watch = g_new0 (PhAppWatch, 1);

  watch->connection = g_object_ref (connection);
  watch->failed = g_strdup (failed);
  watch->func = func;
  watch->user_data = user_data;
  if (g_dbus_connection_is_closed (connection))
    return watch;

  watch->activatable_subscription = g_dbus_connection_signal_subscribe (
      connection, "org.freedesktop.DBus", "org.freedesktop.DBus",
      "ActivatableServicesChanged", "/org/freedesktop/DBus", NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_activatable_changed, watch, NULL);
  /* Asks for the owner once it listens: an app that came in between is seen. */
  watch->name_watch = g_bus_watch_name_on_connection (
      connection, service, G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
      NULL, watch, NULL);
  return watch;
}

void
ph_app_watch_free (PhAppWatch *watch)
{
  if (watch->name_watch != 0)
    g_bus_unwatch_name (watch->name_watch);
  if (watch->activatable_subscription != 0)
    g_dbus_connection_signal_unsubscribe (watch->connection,
                                          watch->activatable_subscription);
  g_object_unref (watch->connection);
  g_free (watch->failed);
  g_free (watch);
}
