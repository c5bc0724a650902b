/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/delivery.h"

PhDelivery *
ph_delivery_new (PhPush *push, GTask *accept)
{
  PhDelivery *delivery = g_rc_box_new0 (PhDelivery);

  delivery->push = ph_push_ref (push);
  delivery->accept = accept;
  delivery->keep = push->ttl > 0;
  delivery->fate = PH_EVENT_DROPPED;
  delivery->failures = push->failures;
  return delivery;
}

PhDelivery *
ph_delivery_ref (PhDelivery *delivery)
{
  return g_rc_box_acquire (delivery);
}

static void
delivery_clear (gpointer data)
{
  PhDelivery *delivery = data;

  g_assert (delivery->accept == NULL && delivery->grace_source == 0);
  ph_push_unref (delivery->push);
}

void
ph_delivery_unref (PhDelivery *delivery)
{
  g_rc_box_release_full (delivery, delivery_clear);
}

gboolean
ph_delivery_is_wanted (const PhDelivery *delivery)
{
  return delivery->keep ||
         (delivery->push->ttl == 0 && delivery->fate == PH_EVENT_DROPPED);
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
