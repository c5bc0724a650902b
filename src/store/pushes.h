/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"
#include "store/store.h"

/* The table of pushes that wait. All functions fail like
 * ph_statement_finish (); lists are (transfer full) (element-type PhPush), NULL
 * on error. */

/* Inserts @push. When one with the same topic waits for the same registration
 * the row of that one becomes this push, in its place: *@replaced is that one
 * then, else NULL, and *@sequence the place. */
gboolean ph_pushes_add (PhDatabase *database,
                        const PhPush *push,
                        gint64 *sequence,
                        PhPush **replaced,
                        GError **error);

/* Deletes the push, if there is one. */
gboolean
ph_pushes_remove (PhDatabase *database, const char *id, GError **error);

/* Deletes all pushes of a registration. */
gboolean ph_pushes_remove_all (PhDatabase *database,
                               gint64 registration,
                               GError **error);

GPtrArray *
ph_pushes_read (PhDatabase *database, const PhPage *page, GError **error);

/* The push with this identifier, as a list of one or none. */
GPtrArray *
ph_pushes_find (PhDatabase *database, const char *id, GError **error);

/* The push of this topic, as a list of one or none. */
GPtrArray *ph_pushes_find_topic (PhDatabase *database,
                                 gint64 registration,
                                 const char *topic,
                                 GError **error);

/* At most @limit of those that are set aside, oldest first. */
GPtrArray *
ph_pushes_find_aside (PhDatabase *database, guint limit, GError **error);

/* At most @limit of those whose time has come at @now, oldest first. */
GPtrArray *ph_pushes_find_expired (PhDatabase *database,
                                   gint64 now,
                                   guint limit,
                                   GError **error);

/* When the next one expires; G_MAXINT64 for never. */
gboolean
ph_pushes_next_expiry (PhDatabase *database, gint64 *when, GError **error);

/* Sets how often the app has failed the push, if there is one. */
gboolean ph_pushes_set_failures (PhDatabase *database,
                                 const char *id,
                                 guint failures,
                                 GError **error);

/* The highest sequence number in use, 0 for none. */
gboolean
ph_pushes_get_last (PhDatabase *database, gint64 *sequence, GError **error);
