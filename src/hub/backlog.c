/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

/* Deliveries in memory at most: enough to fill the largest window. */
#define MEMORY_MAX 512

/* Life */

PhBacklog *
ph_backlog_new (PhParts *parts,
                PhEntry *entry,
                PhBacklogFunc moved,
                gpointer user_data)
{
  PhBacklog *backlog = g_rc_box_new0 (PhBacklog);

  backlog->parts = parts;
  backlog->entry = entry;
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
  return backlog->entry == NULL;
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
  backlog->entry = NULL;
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

static PhDelivery *
find_topic (PhBacklog *backlog, const char *topic)
{
  for (GList *l = backlog->deliveries.tail; l != NULL; l = l->prev)
    if (g_strcmp0 (((PhDelivery *) l->data)->push->topic, topic) == 0)
      return l->data;

  return NULL;
}

GList *
ph_backlog_get_head (PhBacklog *backlog)
{
  return backlog->deliveries.head;
}

/* One that has held something back knows that nothing else is in the store. */
gboolean
ph_backlog_is_empty (PhBacklog *backlog)
{
  return backlog->entry->load.waiting == 0 && backlog->n_committing == 0 &&
         !backlog->reading;
}

void
ph_backlog_note (PhBacklog *backlog,
                 PhDelivery *delivery,
                 PhEventStep step,
                 const char *detail)
{
  ph_timeline_add (backlog->parts->timeline, step, delivery->push->registration,
                   delivery->push->id, detail);
}

/* Coming in */

/* Something of the same topic may be in the store when there is more than
 * memory has. */
static gboolean
may_replace (PhBacklog *backlog, const char *topic)
{
  return topic != NULL &&
         (backlog->entry->load.waiting + backlog->entry->load.aside >
              backlog->deliveries.length ||
          find_topic (backlog, topic) != NULL);
}

/* With TTL 0 it is memory or nothing. */
gboolean
ph_backlog_has_room (PhBacklog *backlog, const PhPush *push)
{
  return backlog->deliveries.length < MEMORY_MAX &&
         (push->ttl == 0 ||
          (!backlog->more_stored && !may_replace (backlog, push->topic)));
}

static void
receive (PhBacklog *backlog, PhDelivery *delivery)
{
  ph_quota_accept (&backlog->parts->quota, backlog->entry,
                   g_bytes_get_size (delivery->push->body),
                   delivery->push->received);
  ph_backlog_note (backlog, delivery, PH_EVENT_RECEIVED, NULL);
}

void
ph_backlog_add (PhBacklog *backlog, PhDelivery *delivery)
{
  receive (backlog, delivery);
  if (!backlog->more_stored)
    backlog->read_after = delivery->push->sequence;
  ph_backlog_put (backlog, delivery);
}

/* Commits it, out of memory; or ends it when it is not worth that. */
static void
store_only (PhBacklog *backlog, PhDelivery *delivery, const char *why)
{
  if (!delivery->keep)
    {
      ph_backlog_end (backlog, delivery, delivery->fate, why);
      return;
    }

  ph_backlog_note (backlog, delivery, PH_EVENT_WAITING, why);
  backlog->n_stored++;
  ph_backlog_commit (backlog, delivery);
  if (delivery->committing)
    g_queue_push_tail (&backlog->leaving, ph_delivery_ref (delivery));
  ph_backlog_take_out (backlog, delivery);
}

static void
leave (PhBacklog *backlog, PhDelivery *delivery, const char *why)
{
  if (delivery->keep)
    ph_backlog_read_again (backlog, delivery->push->sequence);
  store_only (backlog, delivery, why);
}

/* The store replaces what it has: what is in memory goes there first. A call
 * that is under way cannot be taken back. */
static void
make_way (PhBacklog *backlog, const char *topic)
{
  PhDelivery *older = find_topic (backlog, topic);

  if (older == NULL)
    return;

  older->fate = PH_EVENT_REPLACED;
  if (!older->calling)
    leave (backlog, older, "a later push of its topic replaces it");
  else if (older->keep)
    ph_backlog_commit (backlog, older);
}

void
ph_backlog_add_to_store (PhBacklog *backlog,
                         PhDelivery *delivery,
                         const char *why)
{
  receive (backlog, delivery);
  if (delivery->push->topic != NULL)
    make_way (backlog, delivery->push->topic);
  if (delivery->keep && delivery->push->urgency >= backlog->parts->urgency)
    backlog->more_stored = TRUE;
  store_only (backlog, delivery, why);
}

/* Going out */

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

/* Calls @func for each in memory that is not being called and is worth
 * keeping, or is not. */
static void
for_each_idle (PhBacklog *backlog,
               gboolean keep,
               void (*func) (PhBacklog *, PhDelivery *, const char *),
               const char *why)
{
  GList *next = NULL;

  for (GList *l = backlog->deliveries.head; l != NULL; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (!delivery->calling && delivery->keep == keep)
        func (backlog, delivery, why);
    }
}

void
ph_backlog_leave (PhBacklog *backlog, const char *why)
{
  for_each_idle (backlog, TRUE, leave, why);
}

void
ph_backlog_give_up (PhBacklog *backlog, const char *why)
{
  for_each_idle (backlog, FALSE, store_only, why);
}

void
ph_backlog_hold (PhBacklog *backlog, PhDelivery *delivery)
{
  store_only (backlog, delivery, "it is less urgent than the device wants now");
}

gboolean
ph_backlog_withdraw (PhBacklog *backlog, const char *id, PhEventStep step)
{
  PhDelivery *delivery = ph_backlog_find (backlog, id);

  if (delivery == NULL)
    return FALSE;

  delivery->stored = FALSE;
  delivery->keep = FALSE;
  delivery->fate = step;
  if (!delivery->calling)
    ph_backlog_end (backlog, delivery, step, NULL);
  return TRUE;
}
