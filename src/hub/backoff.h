/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The first pause, in milliseconds. */
#define PH_BACKOFF_FIRST 15000

/* The growing pause before a receiver that is there and fails is tried again:
 * @first × 1.5ⁿ with a random part, at most 30 minutes. Zeroed but for that, it
 * has had no failure. */
typedef struct
{
  guint first; /* milliseconds */
  guint failures;
  guint source;
} PhBackoff;

/* Counts a failure and starts the next pause, unless one runs. @func is called
 * at its end; it calls ph_backoff_ended () first. */
void
ph_backoff_start (PhBackoff *backoff, GSourceFunc func, gpointer user_data);
void ph_backoff_ended (PhBackoff *backoff);

/* Ends the pause early; the next failure goes on counting. */
void ph_backoff_stop (PhBackoff *backoff);

/* A success: ends the pause and begins to count anew. */
void ph_backoff_reset (PhBackoff *backoff);

gboolean ph_backoff_is_running (const PhBackoff *backoff);

/* The pause now, in milliseconds; @random from 0 to 1. */
guint ph_backoff_pause (const PhBackoff *backoff, double random);
