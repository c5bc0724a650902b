/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/delivery.h"
#include "hub/timeline.h"
#include "store/store.h"

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
 * is that of the sequence numbers. */
typedef struct _PhBacklog PhBacklog;

/* A commit or a page is done, so there may be more to do. @error when a page
 * could not be read. The backlog may be closed from within. */
typedef void (*PhBacklogFunc) (const GError *error, gpointer user_data);

/* The backlog of @registration. @waiting counts the pushes accepted and not
 * ended; it is kept up to date until the backlog is closed, and says now how
 * many are in the store. */
PhBacklog *ph_backlog_new (PhStore *store,
                           PhTimeline *timeline,
                           gint64 registration,
                           guint *waiting,
                           PhBacklogFunc moved,
                           gpointer user_data);

/* Lets go of it all: senders that wait for an answer get @error. Frees it when
 * what is under way is over. */
void ph_backlog_close (PhBacklog *backlog, const GError *error);

/* Coming in */

/* Whether the next push may be delivered from memory at all. */
gboolean ph_backlog_has_room (PhBacklog *backlog);

/* Takes on a new delivery, in memory; there must be room. */
void ph_backlog_add (PhBacklog *backlog, PhDelivery *delivery);

/* Takes on a new delivery that goes past memory: it is committed, and dropped
 * if it is not worth it. @why it waits, or NULL. */
void ph_backlog_add_to_store (PhBacklog *backlog,
                              PhDelivery *delivery,
                              const char *why);

/* Returns: (nullable): the first of the deliveries in memory. */
GList *ph_backlog_get_head (PhBacklog *backlog);

/* Reads a page from the store if there is one and memory has less than a page
 * or than @window, the deliveries that may be called at once. */
void ph_backlog_read_on (PhBacklog *backlog, guint window);

/* Going out */

/* Stores it, unless that is done or under way, then answers the sender. */
void ph_backlog_commit (PhBacklog *backlog, PhDelivery *delivery);

/* Sends everything in memory that is not being called back to the store, and
 * drops what is not worth it. @why it waits, or NULL. */
void ph_backlog_leave (PhBacklog *backlog, const char *why);

/* Whether something that is being called stands where others have left; it
 * must go back to the store too when it fails. */
gboolean ph_backlog_is_leaving (PhBacklog *backlog);

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

/* Whether something is being stored; whether there is nothing at all. */
gboolean ph_backlog_is_busy (PhBacklog *backlog);
gboolean ph_backlog_is_empty (PhBacklog *backlog);
