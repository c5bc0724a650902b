/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"
#include "store/store.h"

/* The table of registrations. All functions fail like ph_statement_finish ().
 */

/* Inserts @registration or updates the row with its id. */
gboolean ph_registrations_save (PhDatabase *database,
                                const PhRegistration *registration,
                                GError **error);

/* Deletes the row, if there is one, and its pushes with it. */
gboolean
ph_registrations_remove (PhDatabase *database, gint64 id, GError **error);

/* Hands over all rows, in order of id, with their number of pushes. */
gboolean ph_registrations_load (PhDatabase *database,
                                PhStoreRegistrationFunc func,
                                gpointer user_data,
                                GError **error);

/* The highest id ever given out, 0 for none. */
gboolean
ph_registrations_get_last (PhDatabase *database, gint64 *id, GError **error);
