/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox.h"

#include "core/error.h"
#include "hub/backlog.h"
#include "hub/line.h"

struct _PhOutbox
{
  PhParts *parts;
  PhEntry *entry;
  PhLine *line;
  PhBacklog *backlog;
};

/* What comes of a call */

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

  if (absent && ph_line_is_open (outbox->line))
    {
      came_late (outbox, delivery);
      return;
    }

  note_failure (outbox, delivery, error->message);
  if (g_error_matches (error, PH_ERROR, PH_ERROR_FAILED))
    ph_backlog_fail (outbox->backlog, delivery);
  stop_flowing (outbox, error->message);
}

static void
acknowledged (PhOutbox *outbox, PhDelivery *delivery)
{
  ph_parts_note_present (outbox->parts, outbox->entry);
  g_clear_pointer (&outbox->entry->obstacle, g_free);
  ph_backlog_end (outbox->backlog, delivery, PH_EVENT_ACKNOWLEDGED, NULL);
}

/* Calling */

static void
deliver (PhOutbox *outbox, PhDelivery *delivery)
{
  ph_backlog_note (outbox->backlog, delivery, PH_EVENT_CALLING, NULL);
  ph_line_call (outbox->line, outbox->entry->registration, delivery);
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
       l != NULL && ph_line_count_calls (outbox->line) < window; l = next)
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

/* Does what can be done now, and tells the hub, which may close it: nothing is
 * to be done after this. */
static void
pump (PhOutbox *outbox)
{
  if (ph_line_is_open (outbox->line))
    {
      guint window = ph_line_get_window (outbox->line);

      ph_backlog_read_on (outbox->backlog, window);
      deliver_what_fits (outbox, window);
    }
  outbox->parts->changed (outbox->entry, outbox->parts->user_data);
}

/* What happens */

static void
on_answered (PhDelivery *delivery, const GError *error, gpointer user_data)
{
  PhOutbox *outbox = user_data;

  if (error == NULL)
    acknowledged (outbox, delivery);
  else
    failed (outbox, delivery, error);
  pump (outbox);
}

static void
on_opened (gpointer user_data)
{
  ph_outbox_resume (user_data);
}

static const PhLineFuncs line_funcs = {
  .opened = on_opened,
  .answered = on_answered,
};

static void
on_backlog_moved (const GError *error, gpointer user_data)
{
  PhOutbox *outbox = user_data;

  if (error != NULL)
    {
      /* Not a failure of the app: the pause does not grow. */
      g_message ("Cannot read what waits: %s", error->message);
      ph_line_pause (outbox->line);
    }
  if (!ph_line_is_open (outbox->line))
    stop_flowing (outbox, NULL);
  pump (outbox);
}

/* Life */

PhOutbox *
ph_outbox_new (PhParts *parts, PhEntry *entry, PhReceiver *receiver)
{
  PhOutbox *outbox = g_new0 (PhOutbox, 1);

  outbox->parts = parts;
  outbox->entry = entry;
  outbox->line = ph_line_new (receiver, parts->backoff, &line_funcs, outbox);
  outbox->backlog = ph_backlog_new (parts, entry, on_backlog_moved, outbox);
  return outbox;
}

void
ph_outbox_close (PhOutbox *outbox)
{
  g_autoptr (GError) gone = g_error_new_literal (
      PH_ERROR, PH_ERROR_REMOVED, "This endpoint has just been removed.");

  ph_line_close (outbox->line);
  ph_backlog_close (outbox->backlog, gone);
  g_free (outbox);
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

  if (ph_line_is_open (outbox->line) &&
      push->urgency >= outbox->parts->urgency &&
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
  ph_line_end_pause (outbox->line);
  pump (outbox);
}

void
ph_outbox_read_again (PhOutbox *outbox, gint64 sequence)
{
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
  ph_line_shut (outbox->line);
  ph_backlog_leave (outbox->backlog, "the hub is stopping");
  ph_backlog_commit_all (outbox->backlog);
}

gboolean
ph_outbox_is_busy (PhOutbox *outbox)
{
  return ph_line_count_calls (outbox->line) > 0 ||
         ph_backlog_is_busy (outbox->backlog);
}

gboolean
ph_outbox_is_idle (PhOutbox *outbox)
{
  return ph_line_count_calls (outbox->line) == 0 &&
         ph_backlog_is_empty (outbox->backlog);
}
