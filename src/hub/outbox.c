/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox-private.h"

#include "core/error.h"
#include "hub/hub.h"

/* Deliveries in memory at most: enough to fill the largest window. */
#define MEMORY_MAX 512

static void
outbox_clear (gpointer data)
{
  PhOutbox *outbox = data;

  g_assert (outbox->deliveries.length == 0);
  g_object_unref (outbox->receiver);
}

void
ph_outbox_unref (PhOutbox *outbox)
{
  g_rc_box_release_full (outbox, outbox_clear);
}

void
ph_outbox_changed (PhOutbox *outbox)
{
  if (outbox->entry != NULL)
    outbox->parts->changed (outbox->entry, outbox->parts->user_data);
}

gboolean
ph_outbox_is_flowing (PhOutbox *outbox)
{
  return outbox->entry != NULL && !outbox->settled &&
         !ph_backoff_is_running (&outbox->backoff) &&
         ph_receiver_is_available (outbox->receiver);
}

/* Calling the receiver */

static gboolean
on_backoff_over (gpointer user_data)
{
  PhOutbox *outbox = user_data;

  ph_backoff_ended (&outbox->backoff);
  ph_outbox_resume (outbox);
  return G_SOURCE_REMOVE;
}

void
ph_outbox_back_off (PhOutbox *outbox)
{
  ph_backoff_start (&outbox->backoff, on_backoff_over, outbox);
}

static void
failed (PhDelivery *delivery, const GError *error)
{
  PhOutbox *outbox = delivery->outbox;

  ph_delivery_note (delivery, PH_EVENT_FAILED, error->message);
  g_free (outbox->entry->last_failure);
  outbox->entry->last_failure = g_strdup (error->message);

  if (!g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE))
    ph_outbox_back_off (outbox);

  if (!ph_outbox_is_flowing (outbox) || outbox->leaving)
    ph_outbox_leave_all (outbox, error->message);
  else if (!delivery->keep)
    ph_delivery_end (delivery, PH_EVENT_DROPPED, error->message);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhDelivery) delivery = user_data;
  g_autoptr (GError) error = NULL;
  PhOutbox *outbox = delivery->outbox;
  gboolean acknowledged =
      ph_receiver_deliver_finish (PH_RECEIVER (source), result, &error);

  outbox->n_calling--;
  delivery->calling = FALSE;
  if (outbox->n_calling == 0)
    outbox->leaving = FALSE;
  if (outbox->entry == NULL)
    return;

  if (acknowledged)
    {
      ph_backoff_reset (&outbox->backoff);
      ph_delivery_end (delivery, PH_EVENT_ACKNOWLEDGED, NULL);
    }
  else
    failed (delivery, error);

  ph_outbox_pump (outbox);
  ph_outbox_changed (outbox);
}

static void
call (PhDelivery *delivery)
{
  PhOutbox *outbox = delivery->outbox;

  delivery->calling = TRUE;
  outbox->n_calling++;
  ph_delivery_note (delivery, PH_EVENT_CALLING, NULL);
  ph_receiver_deliver_async (outbox->receiver, outbox->entry->registration,
                             delivery->push, on_delivered,
                             g_rc_box_acquire (delivery));
}

/* RFC 8030 section 5.2: never after the TTL. With TTL 0 the one attempt is
 * still owed while the receiver takes pushes. */
static gboolean
is_expired (PhDelivery *delivery)
{
  return delivery->push->ttl > 0 &&
         ph_clock_now (delivery->outbox->parts->clock) >=
             ph_push_expires (delivery->push);
}

static void
call_what_fits (PhOutbox *outbox)
{
  guint window = ph_receiver_get_window (outbox->receiver);
  GList *next = NULL;

  for (GList *l = outbox->deliveries.head;
       l != NULL && outbox->n_calling < window; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (delivery->calling)
        continue;
      if (is_expired (delivery))
        ph_delivery_end (delivery, PH_EVENT_EXPIRED, NULL);
      else
        call (delivery);
    }
}

void
ph_outbox_pump (PhOutbox *outbox)
{
  if (!ph_outbox_is_flowing (outbox))
    return;

  ph_outbox_read_on (outbox);
  call_what_fits (outbox);
}

/* Public */

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  ph_outbox_resume (user_data);
}

PhOutbox *
ph_outbox_new (const PhOutboxParts *parts, PhEntry *entry, PhReceiver *receiver)
{
  PhOutbox *outbox = g_rc_box_new0 (PhOutbox);

  outbox->parts = parts;
  outbox->entry = entry;
  outbox->receiver = g_object_ref (receiver);
  outbox->more_stored = entry->waiting > 0;
  g_queue_init (&outbox->deliveries);
  g_signal_connect (receiver, "available", G_CALLBACK (on_available), outbox);
  return outbox;
}

void
ph_outbox_close (PhOutbox *outbox)
{
  g_autoptr (GError) gone = g_error_new_literal (
      PH_ERROR, PH_ERROR_REMOVED, "This endpoint has just been removed.");

  g_signal_handlers_disconnect_by_data (outbox->receiver, outbox);
  ph_backoff_reset (&outbox->backoff);
  while (outbox->deliveries.length > 0)
    {
      PhDelivery *delivery = g_queue_peek_head (&outbox->deliveries);

      ph_delivery_note (delivery, PH_EVENT_REMOVED, NULL);
      ph_delivery_answer (delivery, gone);
      ph_delivery_take_from_queue (delivery);
    }
  outbox->entry = NULL;
  ph_outbox_unref (outbox);
}

static gboolean
on_grace_over (gpointer user_data)
{
  PhDelivery *delivery = user_data;

  delivery->grace_source = 0;
  if (delivery->keep)
    ph_delivery_commit (delivery);
  else
    ph_delivery_answer (delivery, NULL);

  return G_SOURCE_REMOVE;
}

/* A push that memory has no place for. */
static void
accept_to_store (PhDelivery *delivery)
{
  PhOutbox *outbox = delivery->outbox;

  if (!delivery->keep)
    {
      ph_delivery_end (delivery, PH_EVENT_DROPPED,
                       "TTL 0 and nobody to take it now");
      return;
    }

  ph_delivery_note (delivery, PH_EVENT_WAITING, outbox->entry->last_failure);
  outbox->more_stored = TRUE;
  outbox->n_store_only++;
  ph_delivery_commit (delivery);
}

void
ph_outbox_accept (PhOutbox *outbox, PhPush *push, GTask *task)
{
  g_autoptr (PhDelivery) delivery = ph_delivery_new (outbox, push, task);

  outbox->entry->waiting++;
  ph_delivery_note (delivery, PH_EVENT_RECEIVED, NULL);
  if (ph_outbox_is_flowing (outbox) && !outbox->more_stored &&
      outbox->deliveries.length < MEMORY_MAX)
    {
      outbox->read_after = push->sequence;
      g_queue_push_tail (&outbox->deliveries, g_rc_box_acquire (delivery));
      delivery->grace_source =
          g_timeout_add (PH_GRACE_MS, on_grace_over, delivery);
    }
  else
    {
      accept_to_store (delivery);
    }

  ph_outbox_pump (outbox);
  ph_outbox_changed (outbox);
}

void
ph_outbox_resume (PhOutbox *outbox)
{
  g_rc_box_acquire (outbox);
  ph_backoff_stop (&outbox->backoff);
  ph_outbox_pump (outbox);
  ph_outbox_changed (outbox);
  ph_outbox_unref (outbox);
}

void
ph_outbox_settle (PhOutbox *outbox)
{
  outbox->settled = TRUE;
  ph_outbox_leave_all (outbox, "the hub is stopping");
  for (GList *l = outbox->deliveries.head; l != NULL; l = l->next)
    {
      PhDelivery *delivery = l->data;

      if (delivery->keep)
        ph_delivery_commit (delivery);
      else
        ph_delivery_answer (delivery, NULL);
    }
}

gboolean
ph_outbox_is_busy (PhOutbox *outbox)
{
  return outbox->n_calling > 0 || outbox->n_committing > 0;
}

gboolean
ph_outbox_is_idle (PhOutbox *outbox)
{
  return !ph_outbox_is_busy (outbox) && outbox->deliveries.length == 0 &&
         !outbox->more_stored && !outbox->reading;
}
