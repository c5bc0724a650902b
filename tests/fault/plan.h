/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/fault.h"
#include "fault/history.h"

/* What a round is going to do. All that is left to chance is drawn here, from
 * one seed and before anything happens: the same seed plans the same round,
 * whatever the timing. */

struct _Plan
{
  guint32 seed;
  guint n_apps;
  guint n_senders;
  guint n_pushes;          /* of each sender, more or less */
  guint pause;             /* between them, at most, in milliseconds */
  gboolean is_plain;       /* all pushes live long and have no topic */
  gboolean is_name_enough; /* no app registers again when it starts */
  guint patience;      /* seconds in which nothing happens, and all is well */
  GPtrArray *troubles; /* Trouble, by the time of their beginning */
};

/* Draws a round with @faults (of const Fault), or any everyday ones if it is
 * empty. */
Plan *plan_new (guint32 seed, GPtrArray *faults);
void plan_free (Plan *plan);

/* Makes all troubles of this kind the first ones; for its shape (). */
void plan_begin_with (Plan *plan, const Fault *fault);

/* The connector interface that an app speaks. */
guint plan_get_version (const Plan *plan, guint app);

/* Adds to @history all pushes that will be sent. */
void plan_add_pushes (const Plan *plan, History *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)
