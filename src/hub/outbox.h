/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "hub/parts.h"
#include "hub/receiver.h"

#include <gio/gio.h>

/* Delivers to one registration: first in, first out, as many at once as the
 * receiver's window allows.
 *
 * While the receiver takes pushes they are in memory only, and each reaches the
 * disk when it has not been acknowledged within its grace time. When the
 * receiver cannot take them, everything goes to the store, and is read back
 * when something ends the wait. */
typedef struct _PhOutbox PhOutbox;

/* An outbox for @entry, which outlives it or closes it. @entry's load is in
 * the store. */
PhOutbox *ph_outbox_new (PhParts *parts, PhEntry *entry, PhReceiver *receiver);

/* Ends it: nothing more is delivered, senders that wait for an answer are told
 * that the endpoint is gone. Calls that are under way end unheard. */
void ph_outbox_close (PhOutbox *outbox);

/* Takes @push on. Returns @task, when the push is safe, with a reference on
 * it; or with an error, and then nothing of it is kept. */
void ph_outbox_accept (PhOutbox *outbox, PhPush *push, GTask *task);

/* Something happened that ends a wait. */
void ph_outbox_resume (PhOutbox *outbox);

/* The store has something to deliver that was not to be delivered before, with
 * this sequence number or a higher one. */
void ph_outbox_read_again (PhOutbox *outbox, gint64 sequence);

/* See ph_backlog_withdraw (). */
gboolean
ph_outbox_withdraw (PhOutbox *outbox, const char *id, PhEventStep step);

/* Withdraws those of @topic that are in memory: they are replaced. Returns: how
 * many. */
guint ph_outbox_withdraw_topic (PhOutbox *outbox, const char *topic);

/* Commits everything that is in memory only, calls under way too, and begins
 * no further call. */
void ph_outbox_settle (PhOutbox *outbox);

/* Whether a call or a commit is under way; whether there is nothing at all. */
gboolean ph_outbox_is_busy (PhOutbox *outbox);
gboolean ph_outbox_is_idle (PhOutbox *outbox);
