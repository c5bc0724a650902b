/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

/* An open SQLite database with the hub's schema. One thread at a time may use
 * it; store/writer.c sees to that. */
typedef struct
{
  sqlite3 *handle;
  GHashTable *statements; /* SQL text → PhStatement, prepared once */
} PhDatabase;

/* Opens or makes the file at @path and its directory, or a database in memory
 * when @path is NULL; see ph_store_open () for what it promises.
 *
 * Fails with PH_ERROR_FAILED and a sentence that begins with the file's
 * name. */
PhDatabase *ph_database_open (const char *path,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ph_database_free (PhDatabase *database);

/* Runs one statement without parameters and forgets its rows. Fails like
 * ph_statement_finish (). */
gboolean
ph_database_execute (PhDatabase *database, const char *sql, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhDatabase, ph_database_free)
