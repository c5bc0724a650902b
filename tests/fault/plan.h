/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/fault.h"
#include "fault/history.h"

/* What a round is going to do. All that is left to chance is drawn here, from
 * one seed and before anything happens: the same seed plans the same round,
 * whatever the timing. */

#define PLAN_APPS_MAX 4

typedef struct
{
  guint32 seed;
  guint n_apps;
  guint versions[PLAN_APPS_MAX]; /* of the connector interface */
  guint n_senders;
  GPtrArray *troubles; /* Trouble, by the time of their beginning */
} Plan;

/* Draws a round with @faults (of const Fault), or any everyday ones if it is
 * empty. */
Plan *plan_new (guint32 seed, GPtrArray *faults);
void plan_free (Plan *plan);

/* Adds to @history all pushes that will be sent. */
void plan_add_pushes (const Plan *plan, History *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)
