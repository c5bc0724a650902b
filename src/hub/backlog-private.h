/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/backlog.h"

/* What the files of PhBacklog share: backlog-memory.c has what is in memory and
 * how it ends, backlog-commit.c the way into the store, backlog-page.c the way
 * back, backlog.c decides which way a delivery takes, and backlog-grace.c for
 * how long it need not. */
struct _PhBacklog
{
  PhParts *parts;
  PhEntry *entry;  /* (owned) */
  gboolean closed; /* only what the store does is counted on */
  PhBacklogFunc moved;
  gpointer user_data;

  GQueue deliveries; /* in memory, by sequence */
  GQueue leaving;    /* out of memory, until their commits are over */
  guint n_committing;

  gboolean more_stored; /* there may be rows to read beyond read_after */
  gboolean reading;     /* a page is under way */
  gint64 read_after;    /* those before it are in memory or not to be read */
  guint64 n_stored;     /* pushes that went past memory, ever */
  guint64 n_back;       /* how often read_after went back */
};

/* backlog-memory.c */

PhBacklog *ph_backlog_ref (PhBacklog *backlog);
void ph_backlog_unref (PhBacklog *backlog);
gboolean ph_backlog_is_closed (PhBacklog *backlog);

/* Returns: (nullable): the delivery of this push, if it is in memory. */
PhDelivery *ph_backlog_find (PhBacklog *backlog, const char *id);

/* Puts it in its place among those in memory, and takes it out. */
void ph_backlog_put (PhBacklog *backlog, PhDelivery *delivery);
void ph_backlog_take_out (PhBacklog *backlog, PhDelivery *delivery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhBacklog, ph_backlog_unref)
