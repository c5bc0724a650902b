/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/backlog.h"
#include "store-fixture.h"

/* The backlog of a registration with id 1, on a store of its own. */
typedef struct
{
  Fixture store;
  PhSettings settings;
  PhClock *clock;
  PhTimeline *timeline;
  PhRegistry *registry;
  PhEntry *entry;
  PhParts parts;
  PhBacklog *backlog; /* NULL once closed */
  guint moves;        /* calls of its PhBacklogFunc */
  guint n_trouble;    /* those with an error */
} BacklogFixture;

/* For g_test_add (). */
void backlog_set_up (BacklogFixture *fixture, gconstpointer unused);
void backlog_tear_down (BacklogFixture *fixture, gconstpointer unused);

/* Closes the backlog with PH_ERROR_REMOVED. */
void backlog_close (BacklogFixture *fixture);

/* Closes it and makes another, as if the hub had been started again. */
void backlog_begin_again (BacklogFixture *fixture);

/* Adds the push with this sequence number in memory; its sender's answer comes
 * to *@accepted, which may be NULL. */
PhDelivery *
backlog_add (BacklogFixture *fixture, gint64 sequence, GAsyncResult **accepted);

/* Whether the next push may be delivered from memory. */
gboolean backlog_has_room (BacklogFixture *fixture);

/* Adds it past memory. */
void backlog_add_to_store (BacklogFixture *fixture, gint64 sequence);

/* Reads one page, if there is any, and waits for it. */
void backlog_read (BacklogFixture *fixture);

/* Returns: (transfer none): what is in memory, as "1 2 3". */
const char *backlog_show (BacklogFixture *fixture);

/* Acknowledges all that is in memory. Returns: how many that was. */
guint backlog_end_all (BacklogFixture *fixture);

/* How many pushes are in the store once all is written. */
guint backlog_count_stored (BacklogFixture *fixture);

/* Whether the sender was answered with the push, and not with an error. */
gboolean backlog_was_accepted (GAsyncResult **accepted);
