/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

typedef struct
{
  PhBacklog *backlog;
  PhDelivery *delivery;
} Grace;

static void
grace_free (gpointer data)
{
  Grace *grace = data;

  ph_delivery_unref (grace->delivery);
  ph_backlog_unref (grace->backlog);
  g_free (grace);
}

/* What is not worth storing is as safe as it will ever be. */
static void
secure (PhBacklog *backlog, PhDelivery *delivery)
{
  if (delivery->keep)
    ph_backlog_commit (backlog, delivery);
  else
    ph_delivery_answer (delivery, NULL);
}

void
ph_backlog_commit_all (PhBacklog *backlog)
{
  for (GList *l = backlog->deliveries.head; l != NULL; l = l->next)
    secure (backlog, l->data);
}

static gboolean
on_grace_over (gpointer user_data)
{
  Grace *grace = user_data;

  grace->delivery->grace_source = 0;
  if (grace->delivery->keep && !grace->delivery->calling)
    ph_backlog_leave (grace->backlog, "the receiver is busy");
  else
    secure (grace->backlog, grace->delivery);

  return G_SOURCE_REMOVE;
}

void
ph_backlog_begin_grace (PhBacklog *backlog, PhDelivery *delivery)
{
  Grace *grace = g_new (Grace, 1);

  grace->backlog = ph_backlog_ref (backlog);
  grace->delivery = ph_delivery_ref (delivery);
  delivery->grace_source = g_timeout_add_full (
      G_PRIORITY_DEFAULT, PH_GRACE_MS, on_grace_over, grace, grace_free);
}
