/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"
#include "store/store.h"

/* The table of endpoints that are gone. All functions fail like
 * ph_statement_finish (). */

/* Remembers that @endpoint is gone since @now, and forgets the oldest beyond
 * PH_STORE_REMOVED_MAX. */
gboolean ph_removed_add (PhDatabase *database,
                         const char *endpoint,
                         gint64 now,
                         GError **error);

/* Hands over all of them, oldest first. */
gboolean ph_removed_load (PhDatabase *database,
                          PhStoreRemovedFunc func,
                          gpointer user_data,
                          GError **error);
