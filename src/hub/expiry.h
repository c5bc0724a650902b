/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/clock.h"
#include "store/store.h"

/* Takes pushes out of the store when their time has come (RFC 8030 section
 * 5.2), with one timer for the next of them all and none when nothing is
 * stored. That nothing is delivered too late does not hang on the timer: each
 * delivery looks at the clock. */
typedef struct _PhExpiry PhExpiry;

/* @pushes (element-type PhPush) have been removed. */
typedef void (*PhExpiredFunc) (GPtrArray *pushes, gpointer user_data);

/* @clock must outlive it. */
PhExpiry *ph_expiry_new (PhStore *store,
                         PhClock *clock,
                         PhExpiredFunc func,
                         gpointer user_data);

/* Calls nobody from now on. */
void ph_expiry_free (PhExpiry *expiry);

/* Looks at what is stored already. */
void ph_expiry_start (PhExpiry *expiry);

/* Something that expires at @when is about to be stored. */
void ph_expiry_note (PhExpiry *expiry, gint64 when);
