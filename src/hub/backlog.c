/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog.h"

/* Deliveries in memory at most: enough to fill the largest window. */
#define MEMORY_MAX 512

/* How many pushes a page from the store has. */
#define PAGE_SIZE 64

struct _PhBacklog
{
  PhStore *store;
  PhTimeline *timeline;
  gint64 registration;
  guint *waiting;
  PhBacklogFunc moved; /* NULL once closed */
  gpointer user_data;

  GQueue deliveries; /* in memory, oldest first */
  gboolean leaving;  /* those that were behind the remaining ones have left */
  guint n_committing;

  gboolean more_stored; /* there are rows beyond those in memory */
  gboolean reading;     /* a page is under way */
  gint64 read_after;    /* where the next page begins */
  guint64 n_store_only; /* pushes that went past memory, ever */
  guint64 n_left;       /* pushes that left memory, ever */
};

/* Life */

PhBacklog *
ph_backlog_new (PhStore *store,
                PhTimeline *timeline,
                gint64 registration,
                guint *waiting,
                PhBacklogFunc moved,
                gpointer user_data)
{
  PhBacklog *backlog = g_rc_box_new0 (PhBacklog);

  backlog->store = g_object_ref (store);
  backlog->timeline = g_object_ref (timeline);
  backlog->registration = registration;
  backlog->waiting = waiting;
  backlog->moved = moved;
  backlog->user_data = user_data;
  backlog->more_stored = *waiting > 0;
  g_queue_init (&backlog->deliveries);
  return backlog;
}

static void
backlog_clear (gpointer data)
{
  PhBacklog *backlog = data;

  g_assert (backlog->deliveries.length == 0);
  g_object_unref (backlog->timeline);
  g_object_unref (backlog->store);
}

static void
backlog_unref (PhBacklog *backlog)
{
  g_rc_box_release_full (backlog, backlog_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhBacklog, backlog_unref)

static gboolean
is_closed (PhBacklog *backlog)
{
  return backlog->moved == NULL;
}

static void
take_out (PhBacklog *backlog, PhDelivery *delivery)
{
  if (g_queue_remove (&backlog->deliveries, delivery))
    ph_delivery_unref (delivery);
  if (backlog->deliveries.length == 0)
    backlog->leaving = FALSE;
}

void
ph_backlog_close (PhBacklog *backlog, const GError *error)
{
  while (backlog->deliveries.length > 0)
    {
      PhDelivery *delivery = g_queue_peek_head (&backlog->deliveries);

      ph_backlog_note (backlog, delivery, PH_EVENT_REMOVED, NULL);
      ph_delivery_answer (delivery, error);
      if (!delivery->stored)
        (*backlog->waiting)--;
      take_out (backlog, delivery);
    }
  if (backlog->more_stored)
    ph_timeline_add (backlog->timeline, PH_EVENT_REMOVED, backlog->registration,
                     PH_EVENT_ALL, NULL);
  backlog->moved = NULL;
  backlog_unref (backlog);
}

/* Ending */

void
ph_backlog_note (PhBacklog *backlog,
                 PhDelivery *delivery,
                 PhEventStep step,
                 const char *detail)
{
  ph_timeline_add (backlog->timeline, step, backlog->registration,
                   delivery->push->id, detail);
}

static void
forget_row (PhBacklog *backlog, PhDelivery *delivery)
{
  ph_store_remove_push_async (backlog->store, delivery->push->sequence, NULL,
                              NULL);
}

void
ph_backlog_end (PhBacklog *backlog,
                PhDelivery *delivery,
                PhEventStep step,
                const char *detail)
{
  delivery->ended = TRUE;
  (*backlog->waiting)--;
  ph_backlog_note (backlog, delivery, step, detail);
  ph_delivery_answer (delivery, NULL);
  if (delivery->stored)
    forget_row (backlog, delivery);
  take_out (backlog, delivery);
}

/* Storing */

typedef struct
{
  PhBacklog *backlog;
  PhDelivery *delivery;
} Commit;

static void
refuse (PhBacklog *backlog, PhDelivery *delivery, const GError *error)
{
  ph_delivery_answer (delivery, error);
  delivery->keep = FALSE;
  if (!is_closed (backlog) && !delivery->ended && !delivery->calling)
    ph_backlog_end (backlog, delivery, PH_EVENT_DROPPED, error->message);
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Commit *commit = user_data;
  g_autoptr (PhBacklog) backlog = commit->backlog;
  g_autoptr (PhDelivery) delivery = commit->delivery;
  g_autoptr (GError) error = NULL;

  backlog->n_committing--;
  delivery->committing = FALSE;
  delivery->stored = ph_store_finish (PH_STORE (source), result, &error);

  if (!delivery->stored)
    refuse (backlog, delivery, error);
  else if (delivery->ended || is_closed (backlog))
    forget_row (backlog, delivery);

  ph_delivery_answer (delivery, NULL);
  if (!is_closed (backlog))
    backlog->moved (NULL, backlog->user_data);
}

void
ph_backlog_commit (PhBacklog *backlog, PhDelivery *delivery)
{
  Commit *commit = NULL;

  if (delivery->stored || delivery->committing)
    return;

  commit = g_new (Commit, 1);
  commit->backlog = g_rc_box_acquire (backlog);
  commit->delivery = ph_delivery_ref (delivery);
  g_clear_handle_id (&delivery->grace_source, g_source_remove);
  delivery->committing = TRUE;
  backlog->n_committing++;
  ph_store_add_push_async (backlog->store, delivery->push, on_committed,
                           commit);
}

/* Coming in */

gboolean
ph_backlog_has_room (PhBacklog *backlog)
{
  return !backlog->more_stored && backlog->deliveries.length < MEMORY_MAX;
}

void
ph_backlog_add (PhBacklog *backlog, PhDelivery *delivery)
{
  (*backlog->waiting)++;
  backlog->read_after = delivery->push->sequence;
  g_queue_push_tail (&backlog->deliveries, ph_delivery_ref (delivery));
  ph_backlog_note (backlog, delivery, PH_EVENT_RECEIVED, NULL);
}

void
ph_backlog_add_to_store (PhBacklog *backlog,
                         PhDelivery *delivery,
                         const char *why)
{
  (*backlog->waiting)++;
  ph_backlog_note (backlog, delivery, PH_EVENT_RECEIVED, NULL);
  if (!delivery->keep)
    {
      ph_backlog_end (backlog, delivery, PH_EVENT_DROPPED, why);
      return;
    }

  ph_backlog_note (backlog, delivery, PH_EVENT_WAITING, why);
  backlog->more_stored = TRUE;
  backlog->n_store_only++;
  ph_backlog_commit (backlog, delivery);
}

GList *
ph_backlog_get_head (PhBacklog *backlog)
{
  return backlog->deliveries.head;
}

/* Leaving memory */

static void
leave (PhBacklog *backlog, PhDelivery *delivery, const char *why)
{
  if (!delivery->keep)
    {
      ph_backlog_end (backlog, delivery, PH_EVENT_DROPPED, why);
      return;
    }

  ph_backlog_note (backlog, delivery, PH_EVENT_WAITING, why);
  backlog->n_left++;
  backlog->more_stored = TRUE;
  backlog->read_after = MIN (backlog->read_after, delivery->push->sequence - 1);
  ph_backlog_commit (backlog, delivery);
  take_out (backlog, delivery);
}

void
ph_backlog_leave (PhBacklog *backlog, const char *why)
{
  GList *next = NULL;

  for (GList *l = backlog->deliveries.head; l != NULL; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (!delivery->calling)
        leave (backlog, delivery, why);
    }
  backlog->leaving = backlog->deliveries.length > 0;
}

gboolean
ph_backlog_is_leaving (PhBacklog *backlog)
{
  return backlog->leaving;
}

/* Reading pages */

typedef struct
{
  PhBacklog *backlog;
  /* As they were when the page was asked for. */
  guint64 n_store_only;
  guint64 n_left;
} Page;

static void
use_page (const Page *page, GPtrArray *pushes)
{
  PhBacklog *backlog = page->backlog;

  /* What has left memory since belongs before this page: read again. */
  if (page->n_left != backlog->n_left)
    return;

  /* Jobs run in order: what was queued before the page is in it. */
  backlog->more_stored =
      pushes->len == PAGE_SIZE || page->n_store_only != backlog->n_store_only;
  for (guint i = 0; i < pushes->len; i++)
    {
      PhDelivery *delivery = ph_delivery_new (pushes->pdata[i], NULL);

      delivery->stored = TRUE;
      backlog->read_after = delivery->push->sequence;
      g_queue_push_tail (&backlog->deliveries, delivery);
    }
}

static void
on_page_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Page *page = user_data;
  g_autoptr (PhBacklog) backlog = page->backlog;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_store_read_pushes_finish (PH_STORE (source), result, &error);

  backlog->reading = FALSE;
  if (is_closed (backlog))
    return;

  if (pushes != NULL)
    use_page (page, pushes);
  backlog->moved (error, backlog->user_data);
}

void
ph_backlog_read_on (PhBacklog *backlog, guint window)
{
  Page *page = NULL;

  if (!backlog->more_stored || backlog->reading || backlog->leaving ||
      backlog->deliveries.length >= MAX (window, PAGE_SIZE))
    return;

  page = g_new (Page, 1);
  page->backlog = g_rc_box_acquire (backlog);
  page->n_store_only = backlog->n_store_only;
  page->n_left = backlog->n_left;
  backlog->reading = TRUE;
  ph_store_read_pushes_async (backlog->store, backlog->registration,
                              backlog->read_after, PAGE_SIZE, on_page_read,
                              page);
}

gboolean
ph_backlog_is_busy (PhBacklog *backlog)
{
  return backlog->n_committing > 0;
}

gboolean
ph_backlog_is_empty (PhBacklog *backlog)
{
  return backlog->deliveries.length == 0 && backlog->n_committing == 0 &&
         !backlog->more_stored && !backlog->reading;
}
