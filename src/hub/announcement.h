/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "hub/receiver.h"

/* One endpoint that an app must be told of: NewEndpoint is called at once and,
 * when the app is not there, again when it is. */
typedef struct _PhAnnouncement PhAnnouncement;

/* A call is over: the app took @endpoint, or it did not. */
typedef void (*PhAnnouncedFunc) (gint64 registration,
                                 const char *endpoint,
                                 gboolean taken,
                                 gpointer user_data);

/* Begins to tell. @registration may change or go later. @func is called after
 * every call, and may free the announcement. A failure of the app itself is
 * logged; it is told again when it registers or the hub starts. */
PhAnnouncement *ph_announcement_new (PhReceiver *receiver,
                                     const PhRegistration *registration,
                                     const char *endpoint,
                                     PhAnnouncedFunc func,
                                     gpointer user_data);

/* Whether a call is under way. */
gboolean ph_announcement_is_busy (PhAnnouncement *announcement);

/* Tries no more and calls nobody from now on. */
void ph_announcement_free (PhAnnouncement *announcement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAnnouncement, ph_announcement_free)
