/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store-fixture.h"
#include "store/database.h"

/* What the tests of the tables share: a database in memory, and what is in
 * it. */
typedef struct
{
  PhDatabase *database;
} Tables;

void tables_set_up (Tables *tables, gconstpointer unused);
void tables_tear_down (Tables *tables, gconstpointer unused);

/* Each fails the test when the table does not take it. */
void tables_save (Tables *tables, const PhRegistration *registration);
void tables_add_push (Tables *tables, gint64 sequence, gint64 registration);

/* Returns: (transfer full): all that is in the three tables. */
Found *tables_load (Tables *tables);

/* Returns: (transfer full): the sequence numbers of a registration's pushes
 * above @after, at most @limit, as "1 2 3". */
char *tables_list_pushes (Tables *tables,
                          gint64 registration,
                          gint64 after,
                          guint limit);
