/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/event.h"
#include "core/push.h"

#include <gio/gio.h>

/* One push on its way. Counted: held by the backlog, its call, its commit. */
typedef struct
{
  PhPush *push;
  GTask *accept; /* the sender's, until it is answered */
  guint grace_source;
  gboolean calling;
  gboolean committing;
  gboolean stored;
  gboolean keep;    /* worth storing: not with TTL 0, not after a refusal */
  PhEventStep fate; /* what becomes of it when it is not worth that */
  guint failures;   /* of the app itself */
  gboolean ended;   /* nothing more happens to it */
} PhDelivery;

/* Takes @accept, which may be NULL. */
PhDelivery *ph_delivery_new (PhPush *push, GTask *accept);
PhDelivery *ph_delivery_ref (PhDelivery *delivery);

/* The sender must have been answered when the last reference goes. */
void ph_delivery_unref (PhDelivery *delivery);

/* Whether it is still to be delivered: it was neither refused nor replaced, nor
 * has it been withdrawn. */
gboolean ph_delivery_is_wanted (const PhDelivery *delivery);

/* Answers the sender, if it has not been; @error is NULL when all is well. */
void ph_delivery_answer (PhDelivery *delivery, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhDelivery, ph_delivery_unref)
