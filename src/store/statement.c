/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/statement.h"

#include "core/error.h"

struct _PhStatement
{
  sqlite3 *database;
  sqlite3_stmt *handle; /* NULL when it could not be prepared */
  int result;           /* of SQLite's last call, or the first error */
  int n_bound;
};

static PhStatement *
statement_new (sqlite3 *database, const char *sql)
{
  PhStatement *statement = g_new0 (PhStatement, 1);

  statement->database = database;
  statement->result = sqlite3_prepare_v3 (
      database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL);
  return statement;
}

PhStatement *
ph_statement_prepare (PhDatabase *database, const char *sql)
{
  PhStatement *statement = g_hash_table_lookup (database->statements, sql);

  if (statement == NULL || statement->handle == NULL)
    {
      statement = statement_new (database->handle, sql);
      g_hash_table_replace (database->statements, (char *) sql, statement);
    }

  return statement;
}

void
ph_statement_bind_int (PhStatement *statement, gint64 value)
{
  if (statement->result == SQLITE_OK)
    statement->result =
        sqlite3_bind_int64 (statement->handle, ++statement->n_bound, value);
}

void
ph_statement_bind_text (PhStatement *statement, const char *value)
{
  if (statement->result == SQLITE_OK)
    statement->result = sqlite3_bind_text (
        statement->handle, ++statement->n_bound, value, -1, SQLITE_STATIC);
}

void
ph_statement_bind_bytes (PhStatement *statement, GBytes *value)
{
  gsize size;
  const void *data = g_bytes_get_data (value, &size);

  if (statement->result == SQLITE_OK)
    statement->result = sqlite3_bind_blob64 (
        statement->handle, ++statement->n_bound, data, size, SQLITE_STATIC);
}

gboolean
ph_statement_next (PhStatement *statement)
{
  if (statement->result == SQLITE_OK || statement->result == SQLITE_ROW)
    statement->result = sqlite3_step (statement->handle);

  return statement->result == SQLITE_ROW;
}

gint64
ph_statement_get_int (PhStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

char *
ph_statement_get_text (PhStatement *statement, int column)
{
  return g_strdup (
      (const char *) sqlite3_column_text (statement->handle, column));
}

GBytes *
ph_statement_get_bytes (PhStatement *statement, int column)
{
  const void *data = sqlite3_column_blob (statement->handle, column);

  return g_bytes_new (data,
                      (gsize) sqlite3_column_bytes (statement->handle, column));
}

gboolean
ph_statement_finish (PhStatement *statement, GError **error)
{
  const char *reason;

  while (ph_statement_next (statement))
    continue;
  if (statement->result == SQLITE_DONE)
    return TRUE;

  reason = sqlite3_errmsg (statement->database);
  if (sqlite3_extended_errcode (statement->database) ==
      SQLITE_CONSTRAINT_FOREIGNKEY)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_NOT_FOUND,
                         "There is no such registration any more.");
  else if (statement->result == SQLITE_CONSTRAINT)
    g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
                 "The store does not take this: %s.", reason);
  else
    g_set_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                 "The store cannot be used now: %s.", reason);
  return FALSE;
}

void
ph_statement_reset (PhStatement *statement)
{
  if (statement->handle == NULL)
    return;

  sqlite3_reset (statement->handle);
  statement->result = SQLITE_OK;
  statement->n_bound = 0;
}

void
ph_statement_free (PhStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}
