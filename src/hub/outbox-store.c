/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox-private.h"

/* How many pushes a page from the store has, and when the next is read. */
#define PAGE_SIZE 64

/* Committing */

static void
refuse (PhDelivery *delivery, const GError *error)
{
  ph_delivery_answer (delivery, error);
  delivery->keep = FALSE;
  if (delivery->outbox->entry != NULL && !delivery->ended && !delivery->calling)
    ph_delivery_end (delivery, PH_EVENT_DROPPED, error->message);
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhDelivery) delivery = user_data;
  g_autoptr (GError) error = NULL;
  PhOutbox *outbox = delivery->outbox;

  outbox->n_committing--;
  delivery->committing = FALSE;
  delivery->stored = ph_store_finish (PH_STORE (source), result, &error);

  if (!delivery->stored)
    refuse (delivery, error);
  else if (delivery->ended || outbox->entry == NULL)
    ph_delivery_forget_row (delivery);

  ph_delivery_answer (delivery, NULL);
  ph_outbox_pump (outbox);
  ph_outbox_changed (outbox);
}

void
ph_delivery_commit (PhDelivery *delivery)
{
  if (delivery->stored || delivery->committing)
    return;

  g_clear_handle_id (&delivery->grace_source, g_source_remove);
  delivery->committing = TRUE;
  delivery->outbox->n_committing++;
  ph_store_add_push_async (delivery->outbox->parts->store, delivery->push,
                           on_committed, g_rc_box_acquire (delivery));
}

/* Leaving memory for the store */

static void
leave (PhDelivery *delivery, const char *why)
{
  PhOutbox *outbox = delivery->outbox;

  if (!delivery->keep)
    {
      ph_delivery_end (delivery, PH_EVENT_DROPPED, why);
      return;
    }

  ph_delivery_note (delivery, PH_EVENT_WAITING, why);
  outbox->n_left++;
  outbox->more_stored = TRUE;
  outbox->read_after = MIN (outbox->read_after, delivery->push->sequence - 1);
  ph_delivery_commit (delivery);
  ph_delivery_take_from_queue (delivery);
}

void
ph_outbox_leave_all (PhOutbox *outbox, const char *why)
{
  GList *next = NULL;

  for (GList *l = outbox->deliveries.head; l != NULL; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (!delivery->calling)
        leave (delivery, why);
    }
  outbox->leaving = outbox->n_calling > 0;
}

/* Reading pages */

typedef struct
{
  PhOutbox *outbox;
  /* As they were when the page was asked for. */
  guint64 n_store_only;
  guint64 n_left;
} Page;

static void
add_page (PhOutbox *outbox, GPtrArray *pushes)
{
  for (guint i = 0; i < pushes->len; i++)
    {
      PhDelivery *delivery = ph_delivery_new (outbox, pushes->pdata[i], NULL);

      delivery->stored = TRUE;
      outbox->read_after = delivery->push->sequence;
      g_queue_push_tail (&outbox->deliveries, delivery);
    }
}

static void
use_page (PhOutbox *outbox, const Page *page, GPtrArray *pushes)
{
  /* What has left memory since belongs before this page: read again. */
  if (page->n_left != outbox->n_left)
    return;

  /* Jobs run in order: what was queued before the page is in it. */
  outbox->more_stored =
      pushes->len == PAGE_SIZE || page->n_store_only != outbox->n_store_only;
  add_page (outbox, pushes);
  if (!ph_outbox_is_flowing (outbox))
    ph_outbox_leave_all (outbox, NULL);
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Page *page = user_data;
  PhOutbox *outbox = page->outbox;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_store_read_pushes_finish (PH_STORE (source), result, &error);

  outbox->reading = FALSE;
  if (outbox->entry != NULL && pushes != NULL)
    use_page (outbox, page, pushes);
  else if (outbox->entry != NULL)
    {
      g_warning ("Cannot read what waits: %s", error->message);
      ph_outbox_back_off (outbox);
    }

  ph_outbox_pump (outbox);
  ph_outbox_changed (outbox);
  ph_outbox_unref (outbox);
}

void
ph_outbox_read_on (PhOutbox *outbox)
{
  Page *page = NULL;

  if (!outbox->more_stored || outbox->reading || outbox->leaving ||
      outbox->deliveries.length >= PAGE_SIZE)
    return;

  page = g_new (Page, 1);
  page->outbox = g_rc_box_acquire (outbox);
  page->n_store_only = outbox->n_store_only;
  page->n_left = outbox->n_left;
  outbox->reading = TRUE;
  ph_store_read_pushes_async (
      outbox->parts->store, outbox->entry->registration->id, outbox->read_after,
      PAGE_SIZE, on_page_read, page);
}
