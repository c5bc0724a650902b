/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "store/database.h"

/* The table of pushes that wait. All functions fail like
 * ph_statement_finish (). */

gboolean
ph_pushes_add (PhDatabase *database, const PhPush *push, GError **error);

/* Deletes the push, if there is one. */
gboolean
ph_pushes_remove (PhDatabase *database, gint64 sequence, GError **error);

/* Deletes all pushes of a registration. */
gboolean ph_pushes_remove_all (PhDatabase *database,
                               gint64 registration,
                               GError **error);

/* Returns: (transfer full) (element-type PhPush): at most @limit pushes of a
 * registration with sequence numbers above @after, in order; NULL on error. */
GPtrArray *ph_pushes_read (PhDatabase *database,
                           gint64 registration,
                           gint64 after,
                           guint limit,
                           GError **error);

/* The highest sequence number in use, 0 for none. */
gboolean
ph_pushes_get_last (PhDatabase *database, gint64 *sequence, GError **error);
