/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-probe.h"

#include "bus/call-error.h"

/* While the app is being started, in milliseconds. */
#define ASK_AGAIN_MS 1000

struct _PhAppProbe
{
  GDBusConnection *connection;
  char *service;
  guint patience;
  PhAppProbeFunc func;
  gpointer user_data;

  GCancellable *cancellable; /* of what has been asked */
  char *owner;               /* NULL until there is one */
  guint source;
};

static void
on_pinged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhAppProbe *probe = user_data;
  g_autoptr (GDBusMessage) reply =
      g_dbus_connection_send_message_with_reply_finish (
          G_DBUS_CONNECTION (source), result, NULL);

  /* Freed, or no answer came. When the app has gone, the bus says so in answer
   * to the call as well. */
  if (reply == NULL || ph_call_error_is_of_bus (reply))
    return;

  probe->func (probe->user_data);
}

static void
ping (PhAppProbe *probe)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (
      probe->owner, "/", "org.freedesktop.DBus.Peer", "Ping");

  g_dbus_connection_send_message_with_reply (
      probe->connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, -1, NULL,
      probe->cancellable, on_pinged, probe);
}

static void ask_for_owner (PhAppProbe *probe);

static gboolean
on_pause_over (gpointer user_data)
{
  PhAppProbe *probe = user_data;

  probe->source = 0;
  if (probe->owner != NULL)
    ping (probe);
  else
    ask_for_owner (probe);
  return G_SOURCE_REMOVE;
}

static void
on_owner_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhAppProbe *probe = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (
      G_DBUS_CONNECTION (source), result, &error);
  guint pause = ASK_AGAIN_MS;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* freed */

  if (reply != NULL)
    {
      g_variant_get (reply, "(s)", &probe->owner);
      pause = probe->patience;
    }
  if (pause > 0)
    probe->source = g_timeout_add (pause, on_pause_over, probe);
  else
    ping (probe);
}

static void
ask_for_owner (PhAppProbe *probe)
{
  g_dbus_connection_call (probe->connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetNameOwner", g_variant_new ("(s)", probe->service),
                          G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          probe->cancellable, on_owner_told, probe);
}

PhAppProbe *
ph_app_probe_new (GDBusConnection *connection,
                  const char *service,
                  guint patience,
                  PhAppProbeFunc func,
                  gpointer user_data)
{
  PhAppProbe *probe = g_new0 (PhAppProbe, 1);

  probe->connection = g_object_ref (connection);
  probe->service = g_strdup (service);
  probe->patience = patience;
  probe->func = func;
  probe->user_data = user_data;
  probe->cancellable = g_cancellable_new ();
  ask_for_owner (probe);
  return probe;
}

gboolean
ph_app_probe_has_owner (PhAppProbe *probe)
{
  return probe->owner != NULL;
}

void
ph_app_probe_free (PhAppProbe *probe)
{
  g_cancellable_cancel (probe->cancellable);
  g_clear_handle_id (&probe->source, g_source_remove);
  g_object_unref (probe->cancellable);
  g_object_unref (probe->connection);
  g_free (probe->service);
  g_free (probe->owner);
  g_free (probe);
}
