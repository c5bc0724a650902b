/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Which events were pushed to which endpoint a short while ago. A homeserver
 * that has missed an answer sends the notification again, and the Matrix Push
 * Gateway API asks gateways to keep the second one from the user. */
typedef struct _PhMatrixRecent PhMatrixRecent;

/* Remembered for so long, in the hub's time, and so many at most. */
#define PH_MATRIX_RECENT_TIME (10 * G_TIME_SPAN_MINUTE)
#define PH_MATRIX_RECENT_MAX 1024

/* Counted: a push that is under way outlives its server. */
PhMatrixRecent *ph_matrix_recent_new (void);
PhMatrixRecent *ph_matrix_recent_ref (PhMatrixRecent *recent);
void ph_matrix_recent_unref (PhMatrixRecent *recent);

/* Both of any length: only a digest is kept. */
void ph_matrix_recent_add (PhMatrixRecent *recent,
                           const char *endpoint,
                           const char *event_id,
                           gint64 now);
gboolean ph_matrix_recent_has (PhMatrixRecent *recent,
                               const char *endpoint,
                               const char *event_id,
                               gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhMatrixRecent, ph_matrix_recent_unref)
