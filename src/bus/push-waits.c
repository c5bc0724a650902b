/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/push-waits.h"

#include "core/error.h"
#include "core/names.h"

typedef struct
{
  PhPushWaits *waits;
  char *push;
  gint64 registration;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  guint caller_watch;
} Wait;

struct _PhPushWaits
{
  PhTimeline *timeline;
  GPtrArray *waits; /* of Wait */
};

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_assert (wait->invocation == NULL);
  g_bus_unwatch_name (wait->caller_watch);
  g_free (wait->push);
  g_free (wait);
}

static void
answer (GDBusMethodInvocation *invocation, PhEventStep step)
{
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(s)", ph_event_step_to_string (step)));
}

static gboolean
is_about (const PhEvent *event, const Wait *wait)
{
  return g_str_equal (event->push, wait->push) ||
         (g_str_equal (event->push, PH_EVENT_ALL) &&
          event->registration == wait->registration);
}

static void
on_event (PhTimeline *timeline, const PhEvent *event, gpointer user_data)
{
  PhPushWaits *waits = user_data;

  if (!ph_event_step_is_last (event->step))
    return;

  for (guint i = waits->waits->len; i > 0; i--)
    {
      Wait *wait = waits->waits->pdata[i - 1];

      if (!is_about (event, wait))
        continue;

      answer (g_steal_pointer (&wait->invocation), event->step);
      g_ptr_array_remove_index_fast (waits->waits, i - 1);
    }
}

static void
on_caller_gone (GDBusConnection *connection,
                const char *name,
                gpointer user_data)
{
  Wait *wait = user_data;

  g_clear_object (&wait->invocation);
  g_ptr_array_remove_fast (wait->waits->waits, wait);
}

PhPushWaits *
ph_push_waits_new (PhTimeline *timeline)
{
  PhPushWaits *waits = g_new (PhPushWaits, 1);

  waits->timeline = g_object_ref (timeline);
  waits->waits = g_ptr_array_new_with_free_func (wait_free);
  g_signal_connect (timeline, "event", G_CALLBACK (on_event), waits);
  return waits;
}

void
ph_push_waits_free (PhPushWaits *waits)
{
  g_signal_handlers_disconnect_by_data (waits->timeline, waits);
  g_ptr_array_unref (waits->waits);
  g_object_unref (waits->timeline);
  g_free (waits);
}

gboolean
ph_push_waits_add (PhPushWaits *waits,
                   const char *push,
                   GDBusMethodInvocation *invocation,
                   GError **error)
{
  const PhEvent *last = ph_timeline_find_last (waits->timeline, push);
  Wait *wait = NULL;

  if (last == NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_NOT_FOUND,
                           "No such push, or it is too long ago.");
      return FALSE;
    }

  if (ph_event_step_is_last (last->step))
    {
      answer (invocation, last->step);
      return TRUE;
    }

  if (waits->waits->len == PH_PUSH_WAITS_MAX)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                   "%d callers wait for pushes already; try again later.",
                   PH_PUSH_WAITS_MAX);
      return FALSE;
    }

  wait = g_new (Wait, 1);
  wait->waits = waits;
  wait->push = g_strdup (push);
  wait->registration = last->registration;
  wait->invocation = invocation;
  wait->caller_watch = g_bus_watch_name_on_connection (
      g_dbus_method_invocation_get_connection (invocation),
      g_dbus_method_invocation_get_sender (invocation),
      G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_caller_gone, wait, NULL);
  g_ptr_array_add (waits->waits, wait);
  return TRUE;
}

void
ph_push_waits_end (PhPushWaits *waits)
{
  for (guint i = 0; i < waits->waits->len; i++)
    {
      Wait *wait = waits->waits->pdata[i];

      g_dbus_method_invocation_return_dbus_error (
          g_steal_pointer (&wait->invocation),
          PH_MANAGER_ERROR_PREFIX "Unavailable", "The hub is stopping.");
    }
  g_ptr_array_set_size (waits->waits, 0);
}
