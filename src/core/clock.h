/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The hub's one source of time, in microseconds since 1970.
 *
 * It starts from the wall clock and then follows CLOCK_BOOTTIME: it runs on
 * while the machine sleeps, and a wall clock set forward or back while the hub
 * runs does not move it. Tests set it forward with ph_clock_advance (). */
typedef struct _PhClock PhClock;

/* Returns: (transfer full): a clock that starts now. */
PhClock *ph_clock_new (void);
void ph_clock_free (PhClock *clock);

gint64 ph_clock_now (const PhClock *clock);

/* What the hub's time is ahead of the time since boot. With the offset of an
 * earlier hub of the same boot the hub's time goes on as if it had not ended,
 * whatever was done to the wall clock since. */
gint64 ph_clock_get_offset (const PhClock *clock);
void ph_clock_set_offset (PhClock *clock, gint64 offset);

/* Returns: (transfer full) (nullable): a name of the present boot; NULL when
 * the kernel tells none. */
char *ph_clock_name_boot (void);

/* Moves @clock forward by @microseconds, at least 0. */
void ph_clock_advance (PhClock *clock, gint64 microseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhClock, ph_clock_free)
