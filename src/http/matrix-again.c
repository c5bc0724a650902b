/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-again.h"

#include "core/error.h"
#include "hub/backoff.h"

struct _PhMatrixAgain
{
  PhHub *hub;     /* NULL once it is closed */
  GQueue waiting; /* of Attempt */
  PhBackoff backoff;
};

typedef struct
{
  PhMatrixAgain *again; /* (owned) while it is under way, else NULL */
  char *endpoint;
  GBytes *body;
  char *topic;
  PhUrgency urgency;
  gint64 expires; /* the hub's time */
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_clear_pointer (&attempt->again, ph_matrix_again_unref);
  g_free (attempt->endpoint);
  g_bytes_unref (attempt->body);
  g_free (attempt->topic);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

PhMatrixAgain *
ph_matrix_again_new (PhHub *hub, guint pause)
{
  PhMatrixAgain *self = g_rc_box_new0 (PhMatrixAgain);

  self->hub = hub;
  self->backoff.first = pause;
  g_queue_init (&self->waiting);
  return self;
}

PhMatrixAgain *
ph_matrix_again_ref (PhMatrixAgain *self)
{
  return g_rc_box_acquire (self);
}

void
ph_matrix_again_unref (PhMatrixAgain *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) ph_matrix_again_close);
}

void
ph_matrix_again_close (PhMatrixAgain *self)
{
  self->hub = NULL;
  ph_backoff_stop (&self->backoff);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) attempt_free);
}

static gboolean on_pause_over (gpointer user_data);

/* Takes @attempt. */
static void
wait_with (PhMatrixAgain *self, Attempt *attempt)
{
  if (self->hub == NULL || self->waiting.length == PH_MATRIX_AGAIN_MAX)
    {
      g_message ("A Matrix notification for one of several devices is lost: "
                 "the hub could not take it.");
      attempt_free (attempt);
      return;
    }

  g_queue_push_tail (&self->waiting, attempt);
  ph_backoff_start (&self->backoff, on_pause_over, self);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (PhMatrixAgain) self = g_steal_pointer (&attempt->again);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) push =
      ph_hub_accept_finish (PH_HUB (source), result, &error);

  if (push == NULL && !ph_error_is_gone (error))
    wait_with (self, g_steal_pointer (&attempt));
  else if (self->waiting.length == 0)
    ph_backoff_reset (&self->backoff);
}

/* Takes @attempt. */
static void
try_again (PhMatrixAgain *self, Attempt *attempt)
{
  gint64 left =
      (attempt->expires - ph_hub_get_time (self->hub)) / G_USEC_PER_SEC;
  PhPushContent content = {
    .body = attempt->body,
    .ttl = (guint32) MAX (left, 0),
    .urgency = attempt->urgency,
    .topic = attempt->topic,
    .origin = PH_MATRIX_ORIGIN,
  };

  if (left <= 0)
    {
      attempt_free (attempt);
      return;
    }

  attempt->again = ph_matrix_again_ref (self);
  ph_hub_accept_async (self->hub, attempt->endpoint, &content, on_accepted,
                       attempt);
}

static gboolean
on_pause_over (gpointer user_data)
{
  PhMatrixAgain *self = user_data;

  ph_backoff_ended (&self->backoff);
  for (guint n = self->waiting.length; n > 0; n--)
    try_again (self, g_queue_pop_head (&self->waiting));
  return G_SOURCE_REMOVE;
}

void
ph_matrix_again_add (PhMatrixAgain *self,
                     const char *endpoint,
                     const PhPushContent *content)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->endpoint = g_strdup (endpoint);
  attempt->body = g_bytes_ref (content->body);
  attempt->topic = g_strdup (content->topic);
  attempt->urgency = content->urgency;
  attempt->expires =
      self->hub == NULL ?
          0 :
          ph_hub_get_time (self->hub) + (gint64) content->ttl * G_USEC_PER_SEC;
  wait_with (self, attempt);
}
