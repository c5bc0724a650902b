/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "backlog-fixture.h"

#include "core/error.h"
#include "support/wait.h"

static void
on_moved (const GError *error, gpointer user_data)
{
  BacklogFixture *fixture = user_data;

  fixture->moves++;
  if (error != NULL)
    fixture->n_trouble++;
}

static void
on_expired (GPtrArray *pushes, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
begin (BacklogFixture *fixture)
{
  fixture->backlog =
      ph_backlog_new (&fixture->parts, fixture->entry, on_moved, fixture);
}

void
backlog_set_up (BacklogFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) registration = make_client (1);

  fixture_set_up (&fixture->store, unused);
  fixture_save (&fixture->store, registration);
  fixture->clock = ph_clock_new ();
  fixture->timeline = ph_timeline_new (fixture->clock);
  fixture->registry = ph_registry_new ();
  fixture->entry =
      ph_registry_add (fixture->registry, g_steal_pointer (&registration));
  fixture->parts = (PhParts){
    .store = fixture->store.store,
    .timeline = fixture->timeline,
    .clock = fixture->clock,
    .expiry = ph_expiry_new (fixture->store.store, fixture->clock, on_expired,
                             fixture),
    .quota.settings = &fixture->settings,
    .in_memory = g_hash_table_new (g_str_hash, g_str_equal),
    .ending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  begin (fixture);
}

void
backlog_close (BacklogFixture *fixture)
{
  g_autoptr (GError) removed =
      g_error_new_literal (PH_ERROR, PH_ERROR_REMOVED, "Removed.");

  ph_backlog_close (g_steal_pointer (&fixture->backlog), removed);
}

void
backlog_begin_again (BacklogFixture *fixture)
{
  backlog_close (fixture);
  begin (fixture);
}

void
backlog_tear_down (BacklogFixture *fixture, gconstpointer unused)
{
  if (fixture->backlog != NULL)
    backlog_close (fixture);
  ph_expiry_free (fixture->parts.expiry);
  ph_store_close (fixture->store.store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  fixture_tear_down (&fixture->store, unused);
  g_assert_cmpuint (g_hash_table_size (fixture->parts.in_memory), ==, 0);
  g_hash_table_unref (fixture->parts.in_memory);
  g_hash_table_unref (fixture->parts.ending);
  ph_registry_free (fixture->registry);
  g_assert_finalize_object (fixture->timeline);
  ph_clock_free (fixture->clock);
}

static PhDelivery *
delivery_new (gint64 sequence, GAsyncResult **accepted)
{
  g_autoptr (PhPush) push = make_push (sequence, 1);
  GTask *accept = NULL;

  if (accepted != NULL)
    accept = g_task_new (NULL, NULL, wait_take_result, accepted);
  return ph_delivery_new (push, accept);
}

PhDelivery *
backlog_add (BacklogFixture *fixture, gint64 sequence, GAsyncResult **accepted)
{
  g_autoptr (PhDelivery) delivery = delivery_new (sequence, accepted);

  ph_backlog_add (fixture->backlog, delivery);
  return delivery;
}

gboolean
backlog_has_room (BacklogFixture *fixture)
{
  g_autoptr (PhPush) next = make_push (G_MAXINT64, 1);

  return ph_backlog_has_room (fixture->backlog, next);
}

void
backlog_add_to_store (BacklogFixture *fixture, gint64 sequence)
{
  g_autoptr (PhDelivery) delivery = delivery_new (sequence, NULL);

  ph_backlog_add_to_store (fixture->backlog, delivery, "why");
}

void
backlog_read (BacklogFixture *fixture)
{
  guint before = fixture->moves;

  ph_backlog_read_on (fixture->backlog, 1);
  wait_until (fixture->moves > before);
}

const char *
backlog_show (BacklogFixture *fixture)
{
  static char text[1024];
  char *end = text;

  *end = '\0';
  for (GList *l = ph_backlog_get_head (fixture->backlog); l != NULL;
       l = l->next)
    {
      const PhDelivery *delivery = l->data;

      end += g_snprintf (end, (gulong) (text + sizeof text - end),
                         "%s%" G_GINT64_FORMAT, end > text ? " " : "",
                         delivery->push->sequence);
      g_assert_true (end < text + sizeof text);
    }
  return text;
}

guint
backlog_end_all (BacklogFixture *fixture)
{
  guint n = 0;
  GList *head = NULL;

  while ((head = ph_backlog_get_head (fixture->backlog)) != NULL)
    {
      ph_backlog_end (fixture->backlog, head->data, PH_EVENT_ACKNOWLEDGED,
                      NULL);
      n++;
    }
  return n;
}

guint
backlog_count_stored (BacklogFixture *fixture)
{
  g_autoptr (GPtrArray) pushes = fixture_read (&fixture->store, 1, 0, G_MAXINT);

  return pushes->len;
}

gboolean
backlog_was_accepted (GAsyncResult **accepted)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhPush) push = NULL;

  wait_until (*accepted != NULL);
  result = g_steal_pointer (accepted);
  push = g_task_propagate_pointer (G_TASK (result), NULL);
  return push != NULL;
}
