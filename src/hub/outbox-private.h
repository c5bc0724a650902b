/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/backoff.h"
#include "hub/outbox.h"

/* What the files of PhOutbox share: outbox.c accepts and calls, outbox-store.c
 * moves between memory and the store, delivery.c is one push on its way. */
struct _PhOutbox
{
  const PhOutboxParts *parts;
  PhEntry *entry; /* NULL once closed */
  PhReceiver *receiver;

  GQueue deliveries; /* in memory, oldest first */
  guint n_calling;
  guint n_committing;
  gboolean settled; /* no further calls */

  gboolean more_stored; /* there are rows beyond those in memory */
  gboolean leaving;     /* calls under way may still go back to the store */
  gboolean reading;     /* a page is under way */
  gint64 read_after;    /* where the next page begins */
  guint64 n_store_only; /* pushes that went past memory, ever */
  guint64 n_left;       /* pushes that left memory for the store, ever */

  PhBackoff backoff;
};

/* One push on its way. Counted: held by the queue, its call, its commit. */
typedef struct
{
  PhOutbox *outbox; /* a reference */
  PhPush *push;
  GTask *accept; /* the sender's, until it is answered */
  guint grace_source;
  gboolean calling;
  gboolean committing;
  gboolean stored;
  gboolean keep; /* worth committing: not with TTL 0, not after a refusal */
  gboolean ended;
} PhDelivery;

/* delivery.c */

/* Takes @accept, which may be NULL. */
PhDelivery *ph_delivery_new (PhOutbox *outbox, PhPush *push, GTask *accept);
void ph_delivery_unref (PhDelivery *delivery);

/* Adds a step to the timeline. */
void
ph_delivery_note (PhDelivery *delivery, PhEventStep step, const char *detail);

/* Answers the sender, if it has not been; @error is NULL when all is well. */
void ph_delivery_answer (PhDelivery *delivery, const GError *error);

/* Nothing more happens to this push. */
void
ph_delivery_end (PhDelivery *delivery, PhEventStep step, const char *detail);

void ph_delivery_take_from_queue (PhDelivery *delivery);
void ph_delivery_forget_row (PhDelivery *delivery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhDelivery, ph_delivery_unref)

/* outbox-store.c */

/* Stores it, unless that is done or under way, then answers the sender. */
void ph_delivery_commit (PhDelivery *delivery);

/* Lets go of everything that is not with the receiver now; @why it waits, or
 * NULL. */
void ph_outbox_leave_all (PhOutbox *outbox, const char *why);

/* Reads on in the store when there is more and memory has room. */
void ph_outbox_read_on (PhOutbox *outbox);

/* outbox.c */

void ph_outbox_unref (PhOutbox *outbox);

/* Whether the receiver takes pushes now. */
gboolean ph_outbox_is_flowing (PhOutbox *outbox);

/* Does what can be done now. */
void ph_outbox_pump (PhOutbox *outbox);

/* Tells the hub. The outbox may be closed on return. */
void ph_outbox_changed (PhOutbox *outbox);

/* No calls for a while; see hub/backoff.h. */
void ph_outbox_back_off (PhOutbox *outbox);
