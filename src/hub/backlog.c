/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

/* Deliveries in memory at most: enough to fill the largest window. */
#define MEMORY_MAX 512

/* Coming in */

static gboolean
has_topic (const PhDelivery *delivery, const char *topic)
{
  return g_strcmp0 (delivery->push->topic, topic) == 0;
}

static gboolean
has_topic_in_memory (PhBacklog *backlog, const char *topic)
{
  for (GList *l = backlog->deliveries.head; l != NULL; l = l->next)
    if (has_topic (l->data, topic))
      return TRUE;

  return FALSE;
}

/* Something of the same topic may be in the store when there is more than
 * memory has. */
static gboolean
may_replace (PhBacklog *backlog, const char *topic)
{
  return topic != NULL &&
         (backlog->entry->load.waiting + backlog->entry->load.aside >
              backlog->deliveries.length ||
          has_topic_in_memory (backlog, topic));
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
make_way (PhBacklog *backlog, PhDelivery *older)
{
  older->fate = PH_EVENT_REPLACED;
  if (!older->calling)
    leave (backlog, older, "a later push of its topic replaces it");
  else if (older->keep)
    ph_backlog_commit (backlog, older);
}

/* Those with TTL 0 may be several: they replace nothing themselves. */
static void
make_way_for_topic (PhBacklog *backlog, const char *topic)
{
  GList *next = NULL;

  for (GList *l = backlog->deliveries.head; l != NULL; l = next)
    {
      next = l->next;
      if (has_topic (l->data, topic))
        make_way (backlog, l->data);
    }
}

void
ph_backlog_add_to_store (PhBacklog *backlog,
                         PhDelivery *delivery,
                         const char *why)
{
  receive (backlog, delivery);
  if (delivery->push->topic != NULL)
    make_way_for_topic (backlog, delivery->push->topic);
  if (delivery->keep && delivery->push->urgency >= backlog->parts->urgency)
    backlog->more_stored = TRUE;
  store_only (backlog, delivery, why);
}

/* Going out */

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

/* One that has held something back knows that nothing else is in the store. */
gboolean
ph_backlog_is_empty (PhBacklog *backlog)
{
  return backlog->entry->load.waiting == 0 && backlog->n_committing == 0 &&
         !backlog->reading;
}
