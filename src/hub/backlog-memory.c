/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

/* Life */

PhBacklog *
ph_backlog_new (PhParts *parts,
                PhEntry *entry,
                PhBacklogFunc moved,
                gpointer user_data)
{
  PhBacklog *backlog = g_rc_box_new0 (PhBacklog);

  backlog->parts = parts;
  backlog->entry = ph_entry_ref (entry);
  backlog->moved = moved;
  backlog->user_data = user_data;
  backlog->more_stored = entry->load.waiting > 0;
  g_queue_init (&backlog->deliveries);
  g_queue_init (&backlog->leaving);
  return backlog;
}

static void
backlog_clear (gpointer data)
{
  PhBacklog *backlog = data;

  g_assert (backlog->deliveries.length == 0 && backlog->leaving.length == 0);
  ph_entry_unref (backlog->entry);
}

PhBacklog *
ph_backlog_ref (PhBacklog *backlog)
{
  return g_rc_box_acquire (backlog);
}

void
ph_backlog_unref (PhBacklog *backlog)
{
  g_rc_box_release_full (backlog, backlog_clear);
}

gboolean
ph_backlog_is_closed (PhBacklog *backlog)
{
  return backlog->closed;
}

/* What is not in the store yet is not to stay there: it does not count when
 * the store's part is put back. */
static void
let_go (PhBacklog *backlog, PhDelivery *delivery, const GError *error)
{
  ph_backlog_note (backlog, delivery, PH_EVENT_REMOVED, NULL);
  ph_delivery_answer (delivery, error);
  if (!delivery->stored)
    ph_quota_release (&backlog->parts->quota, backlog->entry,
                      g_bytes_get_size (delivery->push->body), FALSE);
}

void
ph_backlog_close (PhBacklog *backlog, const GError *error)
{
  while (backlog->deliveries.length > 0)
    {
      PhDelivery *delivery = g_queue_peek_head (&backlog->deliveries);

      let_go (backlog, delivery, error);
      ph_backlog_take_out (backlog, delivery);
    }
  for (GList *l = backlog->leaving.head; l != NULL; l = l->next)
    let_go (backlog, l->data, error);
  g_queue_clear_full (&backlog->leaving, (GDestroyNotify) ph_delivery_unref);
  if (backlog->more_stored)
    ph_timeline_add (backlog->parts->timeline, PH_EVENT_REMOVED,
                     backlog->entry->registration->id, PH_EVENT_ALL, NULL);
  backlog->closed = TRUE;
  ph_backlog_unref (backlog);
}

/* In memory */

void
ph_backlog_put (PhBacklog *backlog, PhDelivery *delivery)
{
  GList *l = backlog->deliveries.tail;

  while (l != NULL &&
         ((PhDelivery *) l->data)->push->sequence > delivery->push->sequence)
    l = l->prev;

  g_queue_insert_after (&backlog->deliveries, l, ph_delivery_ref (delivery));
  g_hash_table_insert (backlog->parts->in_memory, delivery->push->id, backlog);
}

void
ph_backlog_take_out (PhBacklog *backlog, PhDelivery *delivery)
{
  if (!g_queue_remove (&backlog->deliveries, delivery))
    return;

  g_hash_table_remove (backlog->parts->in_memory, delivery->push->id);
  ph_delivery_unref (delivery);
}

PhDelivery *
ph_backlog_find (PhBacklog *backlog, const char *id)
{
  if (g_hash_table_lookup (backlog->parts->in_memory, id) != backlog)
    return NULL;

  for (GList *l = backlog->deliveries.head; l != NULL; l = l->next)
    if (g_str_equal (((PhDelivery *) l->data)->push->id, id))
      return l->data;

  return NULL;
}

GList *
ph_backlog_get_head (PhBacklog *backlog)
{
  return backlog->deliveries.head;
}

/* What is to be read from the store */

void
ph_backlog_read_again (PhBacklog *backlog, gint64 sequence)
{
  backlog->more_stored = TRUE;
  if (sequence > backlog->read_after)
    return;

  backlog->read_after = sequence - 1;
  backlog->n_back++;
}

gboolean
ph_backlog_is_behind (PhBacklog *backlog, const PhDelivery *delivery)
{
  return backlog->more_stored && delivery->push->sequence > backlog->read_after;
}

/* Ending */

void
ph_backlog_note (PhBacklog *backlog,
                 PhDelivery *delivery,
                 PhEventStep step,
                 const char *detail)
{
  ph_timeline_add (backlog->parts->timeline, step, delivery->push->registration,
                   delivery->push->id, detail);
}

void
ph_backlog_end (PhBacklog *backlog,
                PhDelivery *delivery,
                PhEventStep step,
                const char *detail)
{
  delivery->ended = TRUE;
  ph_quota_release (&backlog->parts->quota, backlog->entry,
                    g_bytes_get_size (delivery->push->body), FALSE);
  ph_backlog_note (backlog, delivery, step, detail);
  ph_delivery_answer (delivery, NULL);
  if (delivery->stored)
    ph_parts_end_row (backlog->parts, delivery->push->id);
  ph_backlog_take_out (backlog, delivery);
}

static void
withdraw (PhBacklog *backlog, PhDelivery *delivery, PhEventStep step)
{
  delivery->stored = FALSE;
  delivery->keep = FALSE;
  delivery->fate = step;
  if (!delivery->calling)
    ph_backlog_end (backlog, delivery, step, NULL);
}

gboolean
ph_backlog_withdraw (PhBacklog *backlog, const char *id, PhEventStep step)
{
  PhDelivery *delivery = ph_backlog_find (backlog, id);

  if (delivery != NULL)
    withdraw (backlog, delivery, step);
  return delivery != NULL;
}

guint
ph_backlog_withdraw_topic (PhBacklog *backlog, const char *topic)
{
  GList *next = NULL;
  guint n = 0;

  for (GList *l = backlog->deliveries.head; l != NULL; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (g_strcmp0 (delivery->push->topic, topic) != 0)
        continue;

      withdraw (backlog, delivery, PH_EVENT_REPLACED);
      n++;
    }

  return n;
}
