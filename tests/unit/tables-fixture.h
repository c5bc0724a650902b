/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "store/database.h"

/* What the tests of the tables share: a database in memory, and what is in
 * it as text. The registrations and pushes are those of store-fixture.h. */
typedef struct
{
  PhDatabase *database;
} Tables;

void tables_set_up (Tables *tables, gconstpointer unused);
void tables_tear_down (Tables *tables, gconstpointer unused);

/* Each fails the test when the table does not take it. */
void tables_add_client (Tables *tables, gint64 id);
void tables_add (Tables *tables, const PhPush *push);
void tables_add_push (Tables *tables, gint64 sequence, gint64 registration);

/* Returns: (transfer full): the registrations in the order in which they are
 * handed over, as "id:waiting", with spaces between. */
char *tables_list_registrations (Tables *tables);

/* Returns: (transfer full): the sequence numbers of at most @limit pushes of
 * @registration above @after, with spaces between. */
char *tables_list_pushes (Tables *tables,
                          gint64 registration,
                          gint64 after,
                          guint limit);

/* Returns: (transfer full): the sequence numbers of @pushes, likewise. */
char *tables_show_pushes (GPtrArray *pushes);

/* Returns: (transfer full): the endpoints that are gone, as "endpoint@since",
 * with spaces between. */
char *tables_list_removed (Tables *tables);
