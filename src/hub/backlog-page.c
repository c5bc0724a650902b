/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

/* How many pushes a page from the store has. */
#define PAGE_SIZE 64

typedef struct
{
  PhBacklog *backlog;
  /* As they were when the page was asked for. */
  guint64 n_stored;
  guint64 n_back;
} Page;

static void
use_push (PhBacklog *backlog, PhPush *push)
{
  g_autoptr (PhDelivery) delivery = NULL;

  backlog->read_after = push->sequence;
  if (ph_backlog_find (backlog, push->id) != NULL ||
      ph_parts_is_ending (backlog->parts, push->id))
    return;

  delivery = ph_delivery_new (push, NULL);
  delivery->stored = TRUE;
  ph_backlog_put (backlog, delivery);
}

static void
use_page (const Page *page, GPtrArray *pushes)
{
  PhBacklog *backlog = page->backlog;

  /* Something before this page is to be read now: read again. */
  if (page->n_back != backlog->n_back)
    return;

  /* Jobs run in order: what was queued before the page is in it. */
  backlog->more_stored =
      pushes->len == PAGE_SIZE || page->n_stored != backlog->n_stored;
  for (guint i = 0; i < pushes->len; i++)
    use_push (backlog, pushes->pdata[i]);
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Page *page = user_data;
  g_autoptr (PhBacklog) backlog = page->backlog;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_store_find_pushes_finish (PH_STORE (source), result, &error);

  backlog->reading = FALSE;
  if (ph_backlog_is_closed (backlog))
    return;

  if (pushes != NULL)
    use_page (page, pushes);
  backlog->moved (error, backlog->user_data);
}

/* Whether the next in memory waits for what is in the store. */
static gboolean
is_held_up (PhBacklog *backlog)
{
  for (GList *l = backlog->deliveries.head; l != NULL; l = l->next)
    if (!((PhDelivery *) l->data)->calling)
      return ph_backlog_is_behind (backlog, l->data);

  return FALSE;
}

void
ph_backlog_read_on (PhBacklog *backlog, guint window)
{
  PhPage rows = {
    .registration = backlog->entry->registration->id,
    .after = backlog->read_after,
    .urgency = backlog->parts->urgency,
    .limit = PAGE_SIZE,
  };
  Page *page = NULL;

  if (!backlog->more_stored || backlog->reading ||
      (backlog->deliveries.length >= MAX (window, PAGE_SIZE) &&
       !is_held_up (backlog)))
    return;

  page = g_new (Page, 1);
  page->backlog = ph_backlog_ref (backlog);
  page->n_stored = backlog->n_stored;
  page->n_back = backlog->n_back;
  backlog->reading = TRUE;
  ph_store_read_pushes_async (backlog->parts->store, &rows, on_page_read, page);
}
