/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/clock.h"
#include "core/urgency.h"
#include "hub/expiry.h"
#include "hub/quota.h"
#include "hub/registry.h"
#include "hub/timeline.h"
#include "store/store.h"

/* What all that is on its way shares; outlives every outbox. */
typedef struct
{
  PhStore *store;
  PhTimeline *timeline;
  PhClock *clock;
  PhExpiry *expiry;
  PhQuota quota;
  guint backoff;         /* the first pause of one, in milliseconds */
  PhUrgency urgency;     /* less urgent pushes wait */
  GHashTable *in_memory; /* identifier of a push → its PhBacklog */
  GHashTable
      *ending; /* identifiers of pushes whose rows are on their way out */

  /* Something of @entry ended or began; its outbox may be idle now and may be
   * closed from within. */
  void (*changed) (PhEntry *entry, gpointer user_data);
  gpointer user_data;
} PhParts;

/* The app of @entry has answered: it is there. */
void ph_parts_note_present (PhParts *parts, PhEntry *entry);

/* A push whose row is in the store has ended: removes the row. Until that is
 * done, what the store says about this push is old news. */
void ph_parts_end_row (PhParts *parts, const char *push);
gboolean ph_parts_is_ending (const PhParts *parts, const char *push);
