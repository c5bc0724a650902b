/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-start.h"

#include "bus/call-error.h"
#include "core/error.h"

/* An app that runs for a shorter time and does nothing does not work. */
#define SHORTEST_RUN G_TIME_SPAN_SECOND

struct _PhAppStart
{
  GDBusConnection *connection;
  char *service;
  GPtrArray *tasks; /* GTask, while a start is under way */
  gint64 started;   /* when a start succeeded that was of no use yet, or 0 */
};

PhAppStart *
ph_app_start_new (GDBusConnection *connection, const char *service)
{
  PhAppStart *start = g_new0 (PhAppStart, 1);

  start->connection = g_object_ref (connection);
  start->service = g_strdup (service);
  return start;
}

void
ph_app_start_free (PhAppStart *start)
{
  g_assert (start->tasks == NULL);
  g_object_unref (start->connection);
  g_free (start->service);
  g_free (start);
}

/* The tasks may be all that keeps @user_data: they go last. */
static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhAppStart *start = user_data;
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&start->tasks);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (
      G_DBUS_CONNECTION (source), result, &failure);

  if (reply != NULL)
    start->started = g_get_monotonic_time ();
  else
    error = ph_call_error_new_for_start (start->service, failure);

  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = tasks->pdata[i];

      if (error == NULL)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

static gboolean
went_away_at_once (PhAppStart *start)
{
  return start->started != 0 &&
         g_get_monotonic_time () - start->started < SHORTEST_RUN;
}

static void
ask_bus (PhAppStart *start)
{
  g_dbus_connection_call (start->connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "StartServiceByName",
                          g_variant_new ("(su)", start->service, 0), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_started, start);
}

void
ph_app_start_async (PhAppStart *start,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task =
      g_task_new (start->connection, NULL, callback, user_data);

  if (start->tasks != NULL)
    {
      g_ptr_array_add (start->tasks, g_steal_pointer (&task));
    }
  else if (went_away_at_once (start))
    {
      g_task_return_new_error (task, PH_ERROR, PH_ERROR_FAILED,
                               "%s was started and went away at once.",
                               start->service);
    }
  else
    {
      start->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (start->tasks, g_steal_pointer (&task));
      ask_bus (start);
    }
}

gboolean
ph_app_start_finish (PhAppStart *start, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ph_app_start_was_of_use (PhAppStart *start)
{
  start->started = 0;
}
