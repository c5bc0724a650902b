/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/line.h"

#include "core/error.h"
#include "hub/backoff.h"

/* Counted: held by who made it and by each call. */
struct _PhLine
{
  PhReceiver *receiver;
  const PhLineFuncs *funcs; /* NULL once closed */
  gpointer user_data;
  PhBackoff backoff;
  guint n_calling;
  gboolean shut;
};

static void
line_clear (gpointer data)
{
  PhLine *line = data;

  g_object_unref (line->receiver);
}

static void
line_unref (PhLine *line)
{
  g_rc_box_release_full (line, line_clear);
}

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  PhLine *line = user_data;

  ph_backoff_stop (&line->backoff);
  line->funcs->opened (line->user_data);
}

PhLine *
ph_line_new (PhReceiver *receiver,
             guint pause,
             const PhLineFuncs *funcs,
             gpointer user_data)
{
  PhLine *line = g_rc_box_new0 (PhLine);

  line->receiver = g_object_ref (receiver);
  line->funcs = funcs;
  line->user_data = user_data;
  line->backoff.first = pause;
  g_signal_connect (receiver, "available", G_CALLBACK (on_available), line);
  return line;
}

void
ph_line_close (PhLine *line)
{
  g_signal_handlers_disconnect_by_data (line->receiver, line);
  ph_backoff_reset (&line->backoff);
  line->funcs = NULL;
  line_unref (line);
}

gboolean
ph_line_is_open (const PhLine *line)
{
  return !line->shut && !ph_backoff_is_running (&line->backoff) &&
         ph_receiver_is_available (line->receiver);
}

guint
ph_line_get_window (const PhLine *line)
{
  return ph_receiver_get_window (line->receiver);
}

guint
ph_line_count_calls (const PhLine *line)
{
  return line->n_calling;
}

void
ph_line_shut (PhLine *line)
{
  line->shut = TRUE;
}

/* Pauses */

static gboolean
on_pause_over (gpointer user_data)
{
  PhLine *line = user_data;

  ph_backoff_ended (&line->backoff);
  line->funcs->opened (line->user_data);
  return G_SOURCE_REMOVE;
}

static void
back_off (PhLine *line)
{
  ph_backoff_start (&line->backoff, on_pause_over, line);
}

void
ph_line_pause (PhLine *line)
{
  ph_backoff_reset (&line->backoff);
  back_off (line);
}

void
ph_line_end_pause (PhLine *line)
{
  ph_backoff_stop (&line->backoff);
}

/* Calls */

typedef struct
{
  PhLine *line;
  PhDelivery *delivery;
} Call;

static Call *
call_new (PhLine *line, PhDelivery *delivery)
{
  Call *call = g_new (Call, 1);

  call->line = g_rc_box_acquire (line);
  call->delivery = ph_delivery_ref (delivery);
  return call;
}

static void
call_free (Call *call)
{
  ph_delivery_unref (call->delivery);
  line_unref (call->line);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  PhLine *line = call->line;
  gboolean acknowledged =
      ph_receiver_deliver_finish (PH_RECEIVER (source), result, &error);

  line->n_calling--;
  call->delivery->calling = FALSE;
  if (line->funcs == NULL)
    return;

  if (acknowledged)
    ph_backoff_reset (&line->backoff);
  else if (!g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE))
    back_off (line);
  line->funcs->answered (call->delivery, error, line->user_data);
}

void
ph_line_call (PhLine *line,
              const PhRegistration *registration,
              PhDelivery *delivery)
{
  delivery->calling = TRUE;
  line->n_calling++;
  ph_receiver_deliver_async (line->receiver, registration, delivery->push,
                             on_delivered, call_new (line, delivery));
}
