/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/schema.h"

#include "core/error.h"
#include "store/statement.h"

/* "push" in ASCII: tells the hub's databases from those of other programs. */
#define APPLICATION_ID 0x70757368

/* A larger file is not read through at every start: that would take seconds.
 * It needs a backlog of ten thousand pushes to be so large, and SQLite still
 * reports damage in whatever it reads. */
#define ALWAYS_CHECKED (64 * 1024 * 1024)

/* Migration n brings a database from user_version n to n + 1. Never change
 * one that was released; add the next.
 *
 * Every index ends with the row's number, so push_queue is in order of
 * sequence too. */
static const char *const migrations[] = {
  "CREATE TABLE registration ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  kind INTEGER NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  service TEXT,"
  "  token TEXT UNIQUE,"
  "  description TEXT,"
  "  vapid TEXT,"
  "  endpoint TEXT NOT NULL UNIQUE,"
  "  announced TEXT,"
  "  created INTEGER NOT NULL,"
  "  last_used INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE push ("
  "  sequence INTEGER PRIMARY KEY,"
  "  registration INTEGER NOT NULL"
  "    REFERENCES registration ON DELETE CASCADE,"
  "  id TEXT NOT NULL UNIQUE,"
  "  body BLOB NOT NULL,"
  "  ttl INTEGER NOT NULL,"
  "  received INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX push_queue ON push (registration);"
  "CREATE TABLE removed_endpoint ("
  "  number INTEGER PRIMARY KEY,"
  "  endpoint TEXT NOT NULL UNIQUE,"
  "  removed INTEGER NOT NULL"
  ") STRICT;",

  "ALTER TABLE registration ADD COLUMN absent INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE push ADD COLUMN urgency INTEGER NOT NULL DEFAULT 2;"
  "ALTER TABLE push ADD COLUMN topic TEXT;"
  "ALTER TABLE push ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;"
  "CREATE UNIQUE INDEX push_topic ON push (registration, topic)"
  "  WHERE topic IS NOT NULL;"
  "CREATE INDEX push_expiry ON push (received + ttl * 1000000);"
  "CREATE INDEX push_aside ON push (sequence) WHERE failures >= 8;"
  "CREATE TABLE meta ("
  "  name TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT;",

  "ALTER TABLE registration ADD COLUMN strictness INTEGER NOT NULL DEFAULT 0;",
};

/* synchronous = FULL is promise 1: what is committed outlives a power cut. */
static const char settings[] = "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA foreign_keys = ON";

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED, sentence);
  return FALSE;
}

static gboolean
refuse_damaged (GError **error, const char *what)
{
  g_auto (GStrv) lines = g_strsplit (what, "\n", -1);
  g_autofree char *line = g_strjoinv (" ", lines);

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
               "is damaged (%s); put a copy in its place, or move it away to "
               "start without any registration.",
               line);
  return FALSE;
}

static gboolean
refuse_read_only (GError **error)
{
  return refuse (error, "cannot be written; make it and its directory writable "
                        "or choose another state directory.");
}

/* Says what SQLite's last error means for the one who starts the hub. */
static gboolean
refuse_failure (PhDatabase *database, GError **error)
{
  const char *reason = sqlite3_errmsg (database->handle);

  switch (sqlite3_errcode (database->handle))
    {
    case SQLITE_BUSY:
      return refuse (error, "is in use by another hub; stop that one or choose "
                            "another state directory.");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return refuse_damaged (error, reason);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return refuse_read_only (error);
    default:
      g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
                   "cannot be opened: %s; mend this or choose another state "
                   "directory.",
                   reason);
      return FALSE;
    }
}

static gboolean
execute (PhDatabase *database, const char *sql, GError **error)
{
  return sqlite3_exec (database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
         refuse_failure (database, error);
}

static gboolean
read_number (PhDatabase *database,
             const char *sql,
             gint64 *number,
             GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (database, sql);

  if (ph_statement_next (statement))
    *number = ph_statement_get_int (statement, 0);

  return ph_statement_finish (statement, NULL) ||
         refuse_failure (database, error);
}

/* Nothing is written before the file is known to be the hub's: until then,
 * closing it must not even move the log beside it into it. */
static void
keep_log (PhDatabase *database, gboolean keep)
{
  sqlite3_db_config (database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep,
                     NULL);
}

/* The exclusive lock is taken with the first read, and kept. */
static gboolean
check_identity (PhDatabase *database, gint64 *version, GError **error)
{
  gint64 owner = 0;
  gint64 n_tables = 0;

  if (!execute (database,
                "PRAGMA trusted_schema = OFF;"
                "PRAGMA locking_mode = EXCLUSIVE",
                error) ||
      !read_number (database, "PRAGMA application_id", &owner, error) ||
      !read_number (database, "PRAGMA user_version", version, error) ||
      !read_number (database, "SELECT count(*) FROM sqlite_schema", &n_tables,
                    error))
    return FALSE;

  if (owner != APPLICATION_ID && (owner != 0 || *version != 0 || n_tables != 0))
    return refuse (error, "belongs to another program; move it away or choose "
                          "another state directory.");
  if (*version > (gint64) G_N_ELEMENTS (migrations))
    return refuse (error, "was written by a newer pushhub; install that one or "
                          "choose another state directory.");

  return TRUE;
}

/* SQLite opens what it cannot open for writing for reading, without a word. */
static gboolean
check_writable (PhDatabase *database, GError **error)
{
  return sqlite3_db_readonly (database->handle, "main") != 1 ||
         refuse_read_only (error);
}

static gboolean
check_integrity (PhDatabase *database, GError **error)
{
  g_autofree char *verdict = NULL;
  g_autoptr (PhStatement) statement = NULL;
  gint64 size = 0;

  if (!read_number (database,
                    "SELECT page_count * page_size"
                    "  FROM pragma_page_count, pragma_page_size",
                    &size, error))
    return FALSE;
  if (size > ALWAYS_CHECKED)
    return TRUE;

  statement = ph_statement_prepare (database, "PRAGMA quick_check(1)");
  if (ph_statement_next (statement))
    verdict = ph_statement_get_text (statement, 0);
  if (!ph_statement_finish (statement, NULL))
    return refuse_failure (database, error);

  return g_strcmp0 (verdict, "ok") == 0 || refuse_damaged (error, verdict);
}

static gboolean
migrate (PhDatabase *database, gint64 version, GError **error)
{
  for (gsize i = version; i < G_N_ELEMENTS (migrations); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("BEGIN IMMEDIATE; %s PRAGMA application_id = %d;"
                           "PRAGMA user_version = %" G_GSIZE_FORMAT "; COMMIT",
                           migrations[i], APPLICATION_ID, i + 1);

      if (!execute (database, sql, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ph_schema_prepare (PhDatabase *database, GError **error)
{
  gint64 version = 0;

  keep_log (database, TRUE);
  if (!check_writable (database, error) ||
      !check_identity (database, &version, error) ||
      !check_integrity (database, error) ||
      !execute (database, settings, error) ||
      !migrate (database, version, error))
    return FALSE;

  keep_log (database, FALSE);
  return TRUE;
}
