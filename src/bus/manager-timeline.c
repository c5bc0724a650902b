/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager-timeline.h"

#include "bus/manager-reply.h"
#include "core/error.h"

static gboolean
is_for_all (const PhEvent *event)
{
  return g_str_equal (event->push, PH_EVENT_ALL);
}

/* One push */

typedef struct
{
  const char *push;
  const PhEvent *last; /* of this push, so far */
  GVariantBuilder *events;
} Life;

static gboolean
is_about (const PhEvent *event, const Life *life)
{
  if (is_for_all (event))
    return life->last != NULL && !ph_event_step_is_last (life->last->step) &&
           event->registration == life->last->registration;

  return g_str_equal (event->push, life->push);
}

static void
add_event (const PhEvent *event, gpointer user_data)
{
  Life *life = user_data;
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (!is_about (event, life))
    return;

  life->last = event;
  ph_members_add (&members, "time", g_variant_new_int64 (event->time));
  ph_members_add_string (&members, "step",
                         ph_event_step_to_string (event->step));
  ph_members_add_string (&members, "detail", event->detail);
  g_variant_builder_add_value (life->events, g_variant_builder_end (&members));
}

static gboolean
on_get (PhDBusManager1 *skeleton,
        GDBusMethodInvocation *invocation,
        const char *push,
        gpointer hub)
{
  g_auto (GVariantBuilder) events =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  Life life = { .push = push, .events = &events };
  g_autoptr (GError) error = NULL;

  ph_timeline_foreach (ph_hub_get_timeline (hub), add_event, &life);
  if (life.last != NULL)
    {
      ph_dbus_manager1_complete_get_timeline (skeleton, invocation,
                                              g_variant_builder_end (&events));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  error = g_error_new_literal (PH_ERROR, PH_ERROR_NOT_FOUND,
                               "No such push, or it is too long ago.");
  ph_manager_return_error (invocation, error);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* All pushes */

typedef struct
{
  const PhEvent *first;
  const PhEvent *last;
  guint32 findings;
} Summary;

typedef struct
{
  GPtrArray *list;     /* of Summary, in the order of their first events */
  GHashTable *by_push; /* the same, by identifier */
} Summaries;

static Summary *
ensure_summary (Summaries *all, const PhEvent *event)
{
  Summary *summary = g_hash_table_lookup (all->by_push, event->push);

  if (summary == NULL)
    {
      summary = g_new0 (Summary, 1);
      summary->first = event;
      g_ptr_array_add (all->list, summary);
      g_hash_table_insert (all->by_push, event->push, summary);
    }

  return summary;
}

static guint32
count_lines (const char *text)
{
  guint32 n = 1;

  for (; *text != '\0'; text++)
    n += *text == '\n' ? 1 : 0;

  return n;
}

static void
end_all (Summaries *all, const PhEvent *event)
{
  for (guint i = 0; i < all->list->len; i++)
    {
      Summary *summary = all->list->pdata[i];

      if (summary->last->registration == event->registration &&
          !ph_event_step_is_last (summary->last->step))
        summary->last = event;
    }
}

static void
sum_up (const PhEvent *event, gpointer user_data)
{
  Summaries *all = user_data;
  Summary *summary = NULL;

  if (is_for_all (event))
    {
      end_all (all, event);
      return;
    }

  summary = ensure_summary (all, event);
  summary->last = event;
  if (event->step == PH_EVENT_JUDGED)
    summary->findings = count_lines (event->detail);
}

static GVariant *
describe (PhHub *hub, const Summary *summary)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  gint64 id = summary->first->registration;
  const PhRegistration *registration = ph_hub_find_id (hub, id);

  ph_members_add_string (&members, "push", summary->first->push);
  ph_members_add (&members, "registration", g_variant_new_int64 (id));
  ph_members_add_string (&members, "service",
                         registration != NULL ? registration->service : NULL);
  ph_members_add (&members, "received",
                  g_variant_new_int64 (summary->first->time));
  ph_members_add_string (&members, "step",
                         ph_event_step_to_string (summary->last->step));
  ph_members_add (&members, "findings",
                  g_variant_new_uint32 (summary->findings));
  return g_variant_builder_end (&members);
}

static gboolean
on_list (PhDBusManager1 *skeleton,
         GDBusMethodInvocation *invocation,
         gpointer hub)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) by_push = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GVariantBuilder) pushes =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  Summaries all = { list, by_push };

  ph_timeline_foreach (ph_hub_get_timeline (hub), sum_up, &all);
  for (guint i = list->len; i > 0; i--)
    g_variant_builder_add_value (&pushes, describe (hub, list->pdata[i - 1]));

  ph_dbus_manager1_complete_list_pushes (skeleton, invocation,
                                         g_variant_builder_end (&pushes));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

void
ph_manager_timeline_serve (PhDBusManager1 *skeleton, PhHub *hub)
{
  g_signal_connect (skeleton, "handle-get-timeline", G_CALLBACK (on_get), hub);
  g_signal_connect (skeleton, "handle-list-pushes", G_CALLBACK (on_list), hub);
}
