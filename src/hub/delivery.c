/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox-private.h"

PhDelivery *
ph_delivery_new (PhOutbox *outbox, PhPush *push, GTask *accept)
{
  PhDelivery *delivery = g_rc_box_new0 (PhDelivery);

  delivery->outbox = g_rc_box_acquire (outbox);
  delivery->push = ph_push_ref (push);
  delivery->accept = accept;
  delivery->keep = push->ttl > 0;
  return delivery;
}

static void
delivery_clear (gpointer data)
{
  PhDelivery *delivery = data;

  g_assert (delivery->accept == NULL && delivery->grace_source == 0);
  ph_push_unref (delivery->push);
  ph_outbox_unref (delivery->outbox);
}

void
ph_delivery_unref (PhDelivery *delivery)
{
  g_rc_box_release_full (delivery, delivery_clear);
}

void
ph_delivery_note (PhDelivery *delivery, PhEventStep step, const char *detail)
{
  ph_timeline_add (delivery->outbox->parts->timeline, step,
                   delivery->push->registration, delivery->push->id, detail);
}

void
ph_delivery_answer (PhDelivery *delivery, const GError *error)
{
  g_autoptr (GTask) accept = g_steal_pointer (&delivery->accept);

  g_clear_handle_id (&delivery->grace_source, g_source_remove);
  if (accept == NULL)
    return;

  if (error != NULL)
    g_task_return_error (accept, g_error_copy (error));
  else
    g_task_return_pointer (accept, ph_push_ref (delivery->push),
                           (GDestroyNotify) ph_push_unref);
}

void
ph_delivery_take_from_queue (PhDelivery *delivery)
{
  if (g_queue_remove (&delivery->outbox->deliveries, delivery))
    ph_delivery_unref (delivery);
}

void
ph_delivery_forget_row (PhDelivery *delivery)
{
  ph_store_remove_push_async (delivery->outbox->parts->store,
                              delivery->push->sequence, NULL, NULL);
}

void
ph_delivery_end (PhDelivery *delivery, PhEventStep step, const char *detail)
{
  delivery->ended = TRUE;
  delivery->outbox->entry->waiting--;
  ph_delivery_note (delivery, step, detail);
  ph_delivery_answer (delivery, NULL);
  if (delivery->stored)
    ph_delivery_forget_row (delivery);
  ph_delivery_take_from_queue (delivery);
}
