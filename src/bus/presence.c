/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/presence.h"

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

struct _PhPresence
{
  PhHub *hub;
  GDBusConnection *connection;
  GCancellable *cancellable; /* of the question under way */
  guint subscription;
  guint timer;
};

static void ask (PhPresence *presence);

static gboolean
on_timer (gpointer user_data)
{
  PhPresence *presence = user_data;

  presence->timer = 0;
  ask (presence);
  return G_SOURCE_REMOVE;
}

static void
tell_hub (PhPresence *presence, GHashTable *names)
{
  gint64 pause = ph_hub_note_names (presence->hub, names);

  g_clear_handle_id (&presence->timer, g_source_remove);
  if (pause > 0)
    presence->timer = g_timeout_add_seconds (
        (guint) MIN (pause / G_TIME_SPAN_SECOND + 1, G_MAXINT32), on_timer,
        presence);
}

/* The names the bus knows, as far as it has told. */
typedef struct
{
  PhPresence *presence;
  GCancellable *cancellable; /* once it is, @presence may be gone */
  GHashTable *names;
} Question;

static void
question_free (Question *question)
{
  g_hash_table_unref (question->names);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
call (Question *question, const char *method, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (question->presence->connection, BUS_NAME, BUS_PATH,
                          BUS_NAME, method, NULL, G_VARIANT_TYPE ("(as)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, question->cancellable,
                          callback, question);
}

/* Returns: whether the question goes on; without an answer nothing is
 * decided. */
static gboolean
take_names (Question *question, GObject *source, GAsyncResult *result)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree const char **list = NULL;

  if (reply == NULL || g_cancellable_is_cancelled (question->cancellable))
    return FALSE;

  g_variant_get (reply, "(^a&s)", &list);
  for (gsize i = 0; list[i] != NULL; i++)
    g_hash_table_add (question->names, g_strdup (list[i]));
  return TRUE;
}

static void
on_activatable_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (take_names (question, source, result))
    tell_hub (question->presence, question->names);
}

static void
on_owned_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (take_names (question, source, result))
    call (g_steal_pointer (&question), "ListActivatableNames",
          on_activatable_names);
}

/* Only the last question counts. */
static void
forget_question (PhPresence *presence)
{
  g_cancellable_cancel (presence->cancellable);
  g_clear_object (&presence->cancellable);
}

static void
ask (PhPresence *presence)
{
  Question *question = g_new (Question, 1);

  forget_question (presence);
  presence->cancellable = g_cancellable_new ();
  question->presence = presence;
  question->cancellable = g_object_ref (presence->cancellable);
  question->names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  call (question, "ListNames", on_owned_names);
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
  ask (user_data);
}

PhPresence *
ph_presence_new (PhHub *hub, GDBusConnection *connection)
{
  PhPresence *presence = g_new0 (PhPresence, 1);

  presence->hub = g_object_ref (hub);
  presence->connection = g_object_ref (connection);
  presence->subscription = g_dbus_connection_signal_subscribe (
      connection, BUS_NAME, BUS_NAME, "ActivatableServicesChanged", BUS_PATH,
      NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_activatable_changed, presence, NULL);
  ask (presence);
  return presence;
}

void
ph_presence_free (PhPresence *presence)
{
  forget_question (presence);
  g_clear_handle_id (&presence->timer, g_source_remove);
  g_dbus_connection_signal_unsubscribe (presence->connection,
                                        presence->subscription);
  g_object_unref (presence->connection);
  g_object_unref (presence->hub);
  g_free (presence);
}
