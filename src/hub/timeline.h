/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/clock.h"
#include "core/event.h"

#include <glib-object.h>

/* The last steps of the last pushes: a ring in memory that everything which
 * shows or logs the life of a push reads from. Emits
 * "event" (const PhEvent *) for every step. */
#define PH_TYPE_TIMELINE (ph_timeline_get_type ())
G_DECLARE_FINAL_TYPE (PhTimeline, ph_timeline, PH, TIMELINE, GObject)

/* Events kept. */
#define PH_TIMELINE_LENGTH 512

/* @clock must outlive the timeline. */
PhTimeline *ph_timeline_new (PhClock *clock);

/* Notes that @step happened to a push; @detail says why, or NULL. */
void ph_timeline_add (PhTimeline *timeline,
                      PhEventStep step,
                      gint64 registration,
                      const char *push,
                      const char *detail);

/* @event is valid until the function returns. */
typedef void (*PhTimelineFunc) (const PhEvent *event, gpointer user_data);

/* Calls @func with every event kept, oldest first. */
void ph_timeline_foreach (PhTimeline *timeline,
                          PhTimelineFunc func,
                          gpointer user_data);

/* Returns: (nullable) (transfer none): the last event kept of this push, valid
 * until the next event. */
const PhEvent *ph_timeline_find_last (PhTimeline *timeline, const char *push);
