/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox.h"

#include "core/error.h"
#include "hub/backlog.h"
#include "hub/backoff.h"

struct _PhOutbox
{
  PhParts *parts;
  PhEntry *entry; /* NULL once closed */
  PhReceiver *receiver;
  PhBacklog *backlog; /* NULL once closed */
  PhBackoff backoff;
  guint n_calling;
  gboolean settled; /* no further calls */
};

static void
outbox_clear (gpointer data)
{
  PhOutbox *outbox = data;

  g_object_unref (outbox->receiver);
}

static void
outbox_unref (PhOutbox *outbox)
{
  g_rc_box_release_full (outbox, outbox_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhOutbox, outbox_unref)

static gboolean
is_closed (PhOutbox *outbox)
{
  return outbox->entry == NULL;
}

/* Whether the receiver takes pushes now. */
static gboolean
is_flowing (PhOutbox *outbox)
{
  return !outbox->settled && !ph_backoff_is_running (&outbox->backoff) &&
         ph_receiver_is_available (outbox->receiver);
}

/* A delivery with its outbox, for as long as a call lasts. */
typedef struct
{
  PhOutbox *outbox;
  PhDelivery *delivery;
} Call;

static Call *
call_new (PhOutbox *outbox, PhDelivery *delivery)
{
  Call *call = g_new (Call, 1);

  call->outbox = g_rc_box_acquire (outbox);
  call->delivery = ph_delivery_ref (delivery);
  return call;
}

static void
call_free (Call *call)
{
  ph_delivery_unref (call->delivery);
  outbox_unref (call->outbox);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Calling the receiver */

static void pump (PhOutbox *outbox);

static gboolean
on_backoff_over (gpointer user_data)
{
  PhOutbox *outbox = user_data;

  ph_backoff_ended (&outbox->backoff);
  ph_outbox_resume (outbox);
  return G_SOURCE_REMOVE;
}

static void
back_off (PhOutbox *outbox)
{
  ph_backoff_start (&outbox->backoff, on_backoff_over, outbox);
}

static void
note_failure (PhOutbox *outbox, PhDelivery *delivery, const char *why)
{
  ph_backlog_note (outbox->backlog, delivery, PH_EVENT_FAILED, why);
  g_free (outbox->entry->last_failure);
  outbox->entry->last_failure = g_strdup (why);
  g_free (outbox->entry->obstacle);
  outbox->entry->obstacle = g_strdup (why);
}

/* The receiver takes nothing more for the present. */
static void
stop_flowing (PhOutbox *outbox, const char *why)
{
  ph_backlog_give_up (outbox->backlog, why);
  ph_backlog_leave (outbox->backlog, why);
}

/* Somebody has come during the call, which can be made again; unless the push
 * was withdrawn meanwhile. */
static void
came_late (PhOutbox *outbox, PhDelivery *delivery)
{
  if (ph_delivery_is_wanted (delivery))
    ph_backlog_note (outbox->backlog, delivery, PH_EVENT_ACTIVATING, NULL);
  else
    ph_backlog_end (outbox->backlog, delivery, delivery->fate, NULL);
}

/* Only what the app itself answers counts against a push. */
static void
failed (PhOutbox *outbox, PhDelivery *delivery, const GError *error)
{
  gboolean absent = g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE);

  if (absent && is_flowing (outbox))
    {
      came_late (outbox, delivery);
      return;
    }

  note_failure (outbox, delivery, error->message);
  if (!absent)
    back_off (outbox);
  if (g_error_matches (error, PH_ERROR, PH_ERROR_FAILED))
    ph_backlog_fail (outbox->backlog, delivery);
  stop_flowing (outbox, error->message);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  PhOutbox *outbox = call->outbox;
  gboolean acknowledged =
      ph_receiver_deliver_finish (PH_RECEIVER (source), result, &error);

  outbox->n_calling--;
  call->delivery->calling = FALSE;
  if (is_closed (outbox))
    return;

  if (acknowledged)
    {
      ph_backoff_reset (&outbox->backoff);
      ph_parts_note_present (outbox->parts, outbox->entry);
      g_clear_pointer (&outbox->entry->obstacle, g_free);
      ph_backlog_end (outbox->backlog, call->delivery, PH_EVENT_ACKNOWLEDGED,
                      NULL);
    }
  else
    {
      failed (outbox, call->delivery, error);
    }
  pump (outbox);
}

static void
deliver (PhOutbox *outbox, PhDelivery *delivery)
{
  delivery->calling = TRUE;
  outbox->n_calling++;
  ph_backlog_note (outbox->backlog, delivery, PH_EVENT_CALLING, NULL);
  ph_receiver_deliver_async (outbox->receiver, outbox->entry->registration,
                             delivery->push, on_delivered,
                             call_new (outbox, delivery));
}

/* RFC 8030 section 5.2: never after the TTL. With TTL 0 the one attempt is
 * still owed while the receiver takes pushes. */
static gboolean
is_expired (PhOutbox *outbox, const PhPush *push)
{
  return push->ttl > 0 &&
         ph_clock_now (outbox->parts->clock) >= ph_push_expires (push);
}

/* Calls with it, unless it must not be delivered any more or now. */
static void
try_delivery (PhOutbox *outbox, PhDelivery *delivery)
{
  if (is_expired (outbox, delivery->push))
    ph_backlog_end (outbox->backlog, delivery, PH_EVENT_EXPIRED, NULL);
  else if (delivery->push->urgency < outbox->parts->urgency)
    ph_backlog_hold (outbox->backlog, delivery);
  else
    deliver (outbox, delivery);
}

static void
deliver_what_fits (PhOutbox *outbox, guint window)
{
  GList *next = NULL;

  for (GList *l = ph_backlog_get_head (outbox->backlog);
       l != NULL && outbox->n_calling < window; l = next)
    {
      PhDelivery *delivery = l->data;

      next = l->next;
      if (delivery->calling)
        continue;
      if (ph_backlog_is_behind (outbox->backlog, delivery))
        return;

      try_delivery (outbox, delivery);
    }
}

/* Does what can be done now, and tells the hub. */
static void
pump (PhOutbox *outbox)
{
  if (is_flowing (outbox))
    {
      guint window = ph_receiver_get_window (outbox->receiver);

      ph_backlog_read_on (outbox->backlog, window);
      deliver_what_fits (outbox, window);
    }
  outbox->parts->changed (outbox->entry, outbox->parts->user_data);
}

static void
on_backlog_moved (const GError *error, gpointer user_data)
{
  PhOutbox *outbox = user_data;

  if (error != NULL)
    {
      /* Not a failure of the app: the pause does not grow. */
      g_message ("Cannot read what waits: %s", error->message);
      ph_backoff_reset (&outbox->backoff);
      back_off (outbox);
    }
  if (!is_flowing (outbox))
    stop_flowing (outbox, NULL);
  pump (outbox);
}

/* Life */

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  ph_outbox_resume (user_data);
}

PhOutbox *
ph_outbox_new (PhParts *parts, PhEntry *entry, PhReceiver *receiver)
{
  PhOutbox *outbox = g_rc_box_new0 (PhOutbox);

  outbox->parts = parts;
  outbox->entry = entry;
  outbox->receiver = g_object_ref (receiver);
  outbox->backoff.first = parts->backoff;
  outbox->backlog = ph_backlog_new (parts, entry, on_backlog_moved, outbox);
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
  ph_backlog_close (g_steal_pointer (&outbox->backlog), gone);
  outbox->entry = NULL;
  outbox_unref (outbox);
}

/* Accepting */

/* Why a push that is not delivered at once waits, or NULL. */
static const char *
why_waiting (PhOutbox *outbox, const PhPush *push)
{
  return push->urgency < outbox->parts->urgency ?
             "it is less urgent than the device wants now" :
             outbox->entry->obstacle;
}

void
ph_outbox_accept (PhOutbox *outbox, PhPush *push, GTask *task)
{
  g_autoptr (PhDelivery) delivery = ph_delivery_new (push, task);

  if (is_flowing (outbox) && push->urgency >= outbox->parts->urgency &&
      ph_backlog_has_room (outbox->backlog, push))
    {
      ph_backlog_add (outbox->backlog, delivery);
      ph_backlog_begin_grace (outbox->backlog, delivery);
    }
  else
    {
      ph_backlog_add_to_store (outbox->backlog, delivery,
                               why_waiting (outbox, push));
    }
  pump (outbox);
}

void
ph_outbox_resume (PhOutbox *outbox)
{
  g_autoptr (PhOutbox) alive = g_rc_box_acquire (outbox);

  ph_backoff_stop (&outbox->backoff);
  pump (outbox);
}

void
ph_outbox_read_again (PhOutbox *outbox, gint64 sequence)
{
  g_autoptr (PhOutbox) alive = g_rc_box_acquire (outbox);

  ph_backlog_read_again (outbox->backlog, sequence);
  pump (outbox);
}

gboolean
ph_outbox_withdraw (PhOutbox *outbox, const char *id, PhEventStep step)
{
  return ph_backlog_withdraw (outbox->backlog, id, step);
}

guint
ph_outbox_withdraw_topic (PhOutbox *outbox, const char *topic)
{
  return ph_backlog_withdraw_topic (outbox->backlog, topic);
}

void
ph_outbox_settle (PhOutbox *outbox)
{
  outbox->settled = TRUE;
  ph_backlog_leave (outbox->backlog, "the hub is stopping");
  ph_backlog_commit_all (outbox->backlog);
}

gboolean
ph_outbox_is_busy (PhOutbox *outbox)
{
  return outbox->n_calling > 0 || ph_backlog_is_busy (outbox->backlog);
}

gboolean
ph_outbox_is_idle (PhOutbox *outbox)
{
  return outbox->n_calling == 0 && ph_backlog_is_empty (outbox->backlog);
}
