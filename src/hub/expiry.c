/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/expiry.h"

/* How many pushes one transaction removes. */
#define AT_ONCE 256

/* A timer lasts so long at most: it may not count the time that the machine
 * sleeps. After a failure of the disk it is tried again when it ends. */
#define TIMER_MAX G_TIME_SPAN_DAY
#define TRY_AGAIN G_TIME_SPAN_MINUTE

struct _PhExpiry
{
  PhStore *store;
  PhClock *clock;
  PhExpiredFunc func; /* NULL once freed */
  gpointer user_data;

  gint64 next; /* G_MAXINT64 for never */
  guint timer;
  gboolean looking;
};

PhExpiry *
ph_expiry_new (PhStore *store,
               PhClock *clock,
               PhExpiredFunc func,
               gpointer user_data)
{
  PhExpiry *expiry = g_rc_box_new0 (PhExpiry);

  expiry->store = g_object_ref (store);
  expiry->clock = clock;
  expiry->func = func;
  expiry->user_data = user_data;
  expiry->next = G_MAXINT64;
  return expiry;
}

static void
clear (gpointer data)
{
  PhExpiry *expiry = data;

  g_object_unref (expiry->store);
}

static void
release (PhExpiry *expiry)
{
  g_rc_box_release_full (expiry, clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhExpiry, release)

void
ph_expiry_free (PhExpiry *expiry)
{
  g_clear_handle_id (&expiry->timer, g_source_remove);
  expiry->func = NULL;
  release (expiry);
}

static void set_timer (PhExpiry *expiry);

static void
on_expired (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhExpiry) expiry = user_data;
  g_autoptr (GError) error = NULL;
  gint64 next = 0;
  g_autoptr (GPtrArray) pushes =
      ph_store_expire_pushes_finish (PH_STORE (source), result, &next, &error);

  expiry->looking = FALSE;
  if (expiry->func == NULL)
    return;

  if (pushes == NULL)
    next = ph_clock_now (expiry->clock) + TRY_AGAIN;
  else if (pushes->len > 0)
    expiry->func (pushes, expiry->user_data);

  expiry->next = MIN (expiry->next, next);
  set_timer (expiry);
}

void
ph_expiry_start (PhExpiry *expiry)
{
  g_clear_handle_id (&expiry->timer, g_source_remove);
  expiry->next = G_MAXINT64;
  expiry->looking = TRUE;
  ph_store_expire_pushes_async (expiry->store, ph_clock_now (expiry->clock),
                                AT_ONCE, on_expired, g_rc_box_acquire (expiry));
}

static gboolean
on_timer (gpointer user_data)
{
  PhExpiry *expiry = user_data;

  expiry->timer = 0;
  if (ph_clock_now (expiry->clock) >= expiry->next)
    ph_expiry_start (expiry);
  else
    set_timer (expiry);
  return G_SOURCE_REMOVE;
}

static void
set_timer (PhExpiry *expiry)
{
  gint64 pause = expiry->next - ph_clock_now (expiry->clock);

  g_clear_handle_id (&expiry->timer, g_source_remove);
  if (expiry->next == G_MAXINT64)
    return;

  pause = CLAMP (pause, 0, TIMER_MAX);
  expiry->timer = g_timeout_add ((guint) (pause / G_TIME_SPAN_MILLISECOND) + 1,
                                 on_timer, expiry);
}

void
ph_expiry_note (PhExpiry *expiry, gint64 when)
{
  if (when >= expiry->next)
    return;

  expiry->next = when;
  if (!expiry->looking)
    set_timer (expiry);
}
