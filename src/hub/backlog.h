/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/delivery.h"
#include "hub/parts.h"

/* All pushes on their way to one registration, in order of acceptance: the
 * first ones in memory, what does not fit there in the store.
 *
 *     add ──▶ in memory ──▶ ended
 *                │   ▲
 *          leave │   │ a page
 *                ▼   │
 *     add ──▶  store ┘
 *
 * A backlog of any length costs no more memory than a few pages, and its order
 * is that of the sequence numbers. In the store are also pushes that nothing
 * reads for the present: those that are less urgent than the device wants, and
 * those that were set aside. */
typedef struct _PhBacklog PhBacklog;

/* How long a push may be with its receiver before it is committed, in
 * milliseconds (promise 3: delivered within it, it never touches the disk). */
#define PH_GRACE_MS 50

/* A commit or a page is done, so there may be more to do. @error when a page
 * could not be read. The backlog may be closed from within. */
typedef void (*PhBacklogFunc) (const GError *error, gpointer user_data);

/* The backlog of @entry, which outlives it or closes it; its load is kept up to
 * date until then, and says now what is in the store. */
PhBacklog *ph_backlog_new (PhParts *parts,
                           PhEntry *entry,
                           PhBacklogFunc moved,
                           gpointer user_data);

/* Lets go of it all: senders that wait for an answer get @error. Frees it when
 * what is under way is over. */
void ph_backlog_close (PhBacklog *backlog, const GError *error);

/* Coming in */

/* Whether @push, which is new, may be delivered from memory at all: not when
 * others wait in the store before it, nor when one that it replaces is there or
 * must go there; with TTL 0 always, as far as memory goes. */
gboolean ph_backlog_has_room (PhBacklog *backlog, const PhPush *push);

/* Takes on a new delivery, in memory; there must be room. */
void ph_backlog_add (PhBacklog *backlog, PhDelivery *delivery);

/* Takes on a new delivery that goes past memory: it is committed, in place of
 * one with the same topic if there is one, and dropped if it is not worth it.
 * @why it waits, or NULL. */
void ph_backlog_add_to_store (PhBacklog *backlog,
                              PhDelivery *delivery,
                              const char *why);

/* Returns: (nullable): the first of the deliveries in memory. */
GList *ph_backlog_get_head (PhBacklog *backlog);

/* Whether @delivery must wait for others in the store that come before it. */
gboolean ph_backlog_is_behind (PhBacklog *backlog, const PhDelivery *delivery);

/* Reads a page from the store if there is one and memory has less than a page
 * or than @window, the deliveries that may be called at once. */
void ph_backlog_read_on (PhBacklog *backlog, guint window);

/* Something in the store may be read now that was not to be read before: with
 * this sequence number or a higher one. */
void ph_backlog_read_again (PhBacklog *backlog, gint64 sequence);

/* Going out */

/* Stores it, unless that is done or under way, then answers the sender. */
void ph_backlog_commit (PhBacklog *backlog, PhDelivery *delivery);

/* Does so with one that was just added, when its grace time is over. If it is
 * not even being called by then, its receiver is busy: it leaves, like all that
 * waits for a call. */
void ph_backlog_begin_grace (PhBacklog *backlog, PhDelivery *delivery);

/* Stores all that is in memory, as ph_backlog_commit () does; of what is not
 * worth it, answers the senders. */
void ph_backlog_commit_all (PhBacklog *backlog);

/* Of what is in memory and not being called, sends to the store what is worth
 * it. @why it waits, or NULL. */
void ph_backlog_leave (PhBacklog *backlog, const char *why);

/* The same, ends what is not. */
void ph_backlog_give_up (PhBacklog *backlog, const char *why);

/* Sends one that is not urgent enough to the store, to be read again when
 * ph_backlog_read_again () says so. */
void ph_backlog_hold (PhBacklog *backlog, PhDelivery *delivery);

/* Notes a failure of the app; sets aside what has failed too often. */
void ph_backlog_fail (PhBacklog *backlog, PhDelivery *delivery);

/* Its row has been removed: if the push is in memory, it ends with @step, at
 * once or when a call that is under way fails. Returns: whether it was. */
gboolean
ph_backlog_withdraw (PhBacklog *backlog, const char *id, PhEventStep step);

/* Does so with all of @topic that are in memory, since they are replaced; not
 * one has a row any more. Returns: how many. */
guint ph_backlog_withdraw_topic (PhBacklog *backlog, const char *topic);

/* Nothing more happens to this delivery. */
void ph_backlog_end (PhBacklog *backlog,
                     PhDelivery *delivery,
                     PhEventStep step,
                     const char *detail);

/* Adds a step of @delivery to the timeline. */
void ph_backlog_note (PhBacklog *backlog,
                      PhDelivery *delivery,
                      PhEventStep step,
                      const char *detail);

/* Whether something is being stored; whether nothing waits at all. */
gboolean ph_backlog_is_busy (PhBacklog *backlog);
gboolean ph_backlog_is_empty (PhBacklog *backlog);
