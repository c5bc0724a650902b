/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backlog-private.h"

/* A delivery with its backlog, for as long as a job of the store on it lasts.
 */
typedef struct
{
  PhBacklog *backlog;
  PhDelivery *delivery;
} Commit;

static Commit *
commit_new (PhBacklog *backlog, PhDelivery *delivery)
{
  Commit *commit = g_new (Commit, 1);

  commit->backlog = ph_backlog_ref (backlog);
  commit->delivery = ph_delivery_ref (delivery);
  return commit;
}

static void
commit_free (Commit *commit)
{
  ph_delivery_unref (commit->delivery);
  ph_backlog_unref (commit->backlog);
  g_free (commit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Commit, commit_free)

/* Until a closed one's registration has gone from the store, it may come back
 * with all that is there. */
static gboolean
is_counted (PhBacklog *backlog)
{
  return backlog->entry->registration != NULL;
}

static void
refuse (PhBacklog *backlog, PhDelivery *delivery, const GError *error)
{
  ph_delivery_answer (delivery, error);
  delivery->keep = FALSE;
  if (!ph_backlog_is_closed (backlog) && !delivery->ended && !delivery->calling)
    ph_backlog_end (backlog, delivery, PH_EVENT_DROPPED, error->message);
}

/* The row of @replaced is that of another push now. */
static void
note_replaced (PhBacklog *backlog, const PhPush *replaced)
{
  if (!ph_backlog_withdraw (backlog, replaced->id, PH_EVENT_REPLACED) &&
      !ph_parts_is_ending (backlog->parts, replaced->id))
    {
      ph_quota_release (&backlog->parts->quota, backlog->entry,
                        g_bytes_get_size (replaced->body),
                        replaced->failures >= PH_PUSH_FAILURES_MAX);
      ph_timeline_add (backlog->parts->timeline, PH_EVENT_REPLACED,
                       replaced->registration, replaced->id, NULL);
    }
}

static void
on_committed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Commit) commit = user_data;
  PhBacklog *backlog = commit->backlog;
  PhDelivery *delivery = commit->delivery;
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) replaced = NULL;
  gint64 sequence = 0;

  backlog->n_committing--;
  delivery->committing = FALSE;
  if (g_queue_remove (&backlog->leaving, delivery))
    ph_delivery_unref (delivery);
  delivery->stored = ph_store_add_push_finish (PH_STORE (source), result,
                                               &sequence, &replaced, &error);

  if (!delivery->stored)
    refuse (backlog, delivery, error);
  else if (ph_backlog_is_closed (backlog))
    ph_store_remove_push_async (PH_STORE (source), delivery->push->id, NULL,
                                NULL);
  else if (delivery->ended)
    ph_parts_end_row (backlog->parts, delivery->push->id);

  ph_delivery_answer (delivery, NULL);
  if (replaced != NULL && is_counted (backlog))
    note_replaced (backlog, replaced);
  if (ph_backlog_is_closed (backlog))
    return;

  if (replaced != NULL)
    ph_backlog_read_again (backlog, sequence);
  backlog->moved (NULL, backlog->user_data);
}

void
ph_backlog_commit (PhBacklog *backlog, PhDelivery *delivery)
{
  if (delivery->stored || delivery->committing)
    return;

  g_clear_handle_id (&delivery->grace_source, g_source_remove);
  delivery->committing = TRUE;
  backlog->n_committing++;
  ph_expiry_note (backlog->parts->expiry, ph_push_expires (delivery->push));
  ph_store_add_push_async (backlog->parts->store, delivery->push, on_committed,
                           commit_new (backlog, delivery));
}

gboolean
ph_backlog_is_busy (PhBacklog *backlog)
{
  return backlog->n_committing > 0;
}

/* Failing */

/* Counted when the store has done it: a job before this one may have taken the
 * push out, and this one may fail. */
static void
on_set_aside (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Commit) commit = user_data;
  PhBacklog *backlog = commit->backlog;
  PhDelivery *delivery = commit->delivery;
  g_autoptr (GPtrArray) found =
      ph_store_find_pushes_finish (PH_STORE (source), result, NULL);

  if (found != NULL && found->len > 0 && is_counted (backlog))
    {
      backlog->entry->load.waiting--;
      backlog->entry->load.aside++;
      ph_backlog_note (backlog, delivery, PH_EVENT_SET_ASIDE, NULL);
    }
  if (ph_backlog_is_closed (backlog))
    return;

  if (found == NULL)
    ph_backlog_read_again (backlog, delivery->push->sequence);
  backlog->moved (NULL, backlog->user_data);
}

static void
set_aside (PhBacklog *backlog, PhDelivery *delivery)
{
  ph_store_note_failures_async (backlog->parts->store, delivery->push->id,
                                delivery->failures, on_set_aside,
                                commit_new (backlog, delivery));
  backlog->n_back++; /* a page under way may still have it */
  ph_backlog_take_out (backlog, delivery);
}

void
ph_backlog_fail (PhBacklog *backlog, PhDelivery *delivery)
{
  if (!delivery->keep)
    return;

  delivery->failures++;
  ph_backlog_commit (backlog, delivery);
  if (delivery->stored && delivery->failures >= PH_PUSH_FAILURES_MAX)
    {
      set_aside (backlog, delivery);
      return;
    }

  delivery->failures = MIN (delivery->failures, PH_PUSH_FAILURES_MAX - 1);
  ph_store_note_failures_async (backlog->parts->store, delivery->push->id,
                                delivery->failures, NULL, NULL);
}
