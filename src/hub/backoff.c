/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backoff.h"

#define LONGEST_MS (30 * 60 * 1000.0)
#define GROWTH 1.5
#define RANDOM_PART 0.2

guint
ph_backoff_pause (const PhBackoff *backoff, double random)
{
  double pause = backoff->first;

  for (guint i = 1; i < backoff->failures && pause < LONGEST_MS; i++)
    pause *= GROWTH;

  return (guint) MIN (pause * (1 + RANDOM_PART * random), LONGEST_MS);
}

void
ph_backoff_start (PhBackoff *backoff, GSourceFunc func, gpointer user_data)
{
  if (backoff->source != 0)
    return;

  backoff->failures++;
  backoff->source = g_timeout_add (
      ph_backoff_pause (backoff, g_random_double ()), func, user_data);
}

void
ph_backoff_ended (PhBackoff *backoff)
{
  backoff->source = 0;
}

void
ph_backoff_stop (PhBackoff *backoff)
{
  g_clear_handle_id (&backoff->source, g_source_remove);
}

void
ph_backoff_reset (PhBackoff *backoff)
{
  ph_backoff_stop (backoff);
  backoff->failures = 0;
}

gboolean
ph_backoff_is_running (const PhBackoff *backoff)
{
  return backoff->source != 0;
}
