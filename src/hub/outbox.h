/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/clock.h"
#include "core/push.h"
#include "hub/receiver.h"
#include "hub/registry.h"
#include "hub/timeline.h"
#include "store/store.h"

/* All that is on its way to one registration: first in, first out.
 *
 * While the receiver takes pushes, the newest live in memory only, and each
 * reaches the disk when it has not been acknowledged within its grace time.
 * When the receiver cannot take them, everything that is not committed yet is,
 * and leaves memory; what comes then goes straight to the store. When the
 * receiver is back, the store is read in pages. So a backlog of any length
 * costs a page of memory, and its order is that of the sequence numbers.
 *
 *             accept ──▶ deliveries in memory ──▶ calling ──▶ acknowledged
 *                │            │        ▲
 *                │      leave ▼        │ a page
 *                └────────▶ store ─────┘
 */
typedef struct _PhOutbox PhOutbox;

/* What every outbox works with; outlives them all. */
typedef struct
{
  PhStore *store;
  PhTimeline *timeline;
  PhClock *clock;
  /* Something ended or began; the outbox may be idle now and may be closed
   * from within. */
  void (*changed) (PhEntry *entry, gpointer user_data);
  gpointer user_data;
} PhOutboxParts;

/* An outbox for @entry, which outlives it or closes it. @entry->waiting pushes
 * are in the store. */
PhOutbox *ph_outbox_new (const PhOutboxParts *parts,
                         PhEntry *entry,
                         PhReceiver *receiver);

/* Ends it: nothing more is delivered, senders that wait for an answer are told
 * that the endpoint is gone. Frees it when the last call under way is over. */
void ph_outbox_close (PhOutbox *outbox);

/* Takes @push on. Returns @task, when the push is safe, with a reference on
 * it; or with an error, and then nothing of it is kept. */
void ph_outbox_accept (PhOutbox *outbox, PhPush *push, GTask *task);

/* Something happened that ends a wait. */
void ph_outbox_resume (PhOutbox *outbox);

/* Commits everything that is in memory only, calls under way too, and begins
 * no further call. */
void ph_outbox_settle (PhOutbox *outbox);

/* Whether a call or a commit is under way; whether there is nothing at all. */
gboolean ph_outbox_is_busy (PhOutbox *outbox);
gboolean ph_outbox_is_idle (PhOutbox *outbox);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhOutbox, ph_outbox_close)
