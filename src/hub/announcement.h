/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "hub/receiver.h"

/* One endpoint that an app must be told of: NewEndpoint is called at once and,
 * when the app is not there, again when it is. */
typedef struct _PhAnnouncement PhAnnouncement;

/* The app took @endpoint; frees nothing. */
typedef void (*PhAnnouncedFunc) (gint64 registration,
                                 const char *endpoint,
                                 gpointer user_data);

/* Begins to tell. @registration may change or go later. @func is called at
 * most once; a failure of the app itself is logged and ends the matter until
 * the app registers again or the hub starts. */
PhAnnouncement *ph_announcement_new (PhReceiver *receiver,
                                     const PhRegistration *registration,
                                     const char *endpoint,
                                     PhAnnouncedFunc func,
                                     gpointer user_data);

/* Tries no more and calls nobody from now on. */
void ph_announcement_free (PhAnnouncement *announcement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAnnouncement, ph_announcement_free)
