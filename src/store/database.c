/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/database.h"

#include "core/error.h"
#include "store/schema.h"
#include "store/statement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

static gboolean
make_directory (const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
               "cannot be made, because its directory cannot: %s; choose "
               "another state directory.",
               g_strerror (errno));
  return FALSE;
}

/* SQLite would give a new file the mode the umask leaves; made here, it is
 * never open to others, and SQLite gives the log beside it the same mode. A
 * file that exists is not opened: closing it would drop the locks another
 * connection of this process holds. */
static gboolean
make_file (const char *path, GError **error)
{
  int file;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                           "is a directory where the database should be; "
                           "remove it or choose another state directory.");
      return FALSE;
    }

  if (!make_directory (path, error))
    return FALSE;

  file = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0)
    {
      g_close (file, NULL);
      return TRUE;
    }
  if (errno == EEXIST)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
               "cannot be made: %s; make its directory writable or choose "
               "another state directory.",
               g_strerror (errno));
  return FALSE;
}

static gboolean
open_handle (PhDatabase *database, const char *path, GError **error)
{
  /* The writer's lock is enough: SQLite needs none of its own. */
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

  if (path != NULL && !make_file (path, error))
    return FALSE;
  if (path == NULL)
    path = ":memory:";

  if (sqlite3_open_v2 (path, &database->handle, flags, NULL) == SQLITE_OK)
    return ph_schema_prepare (database, error);

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
               "cannot be opened: %s; make the file readable and writable or "
               "choose another state directory.",
               sqlite3_errmsg (database->handle));
  return FALSE;
}

PhDatabase *
ph_database_open (const char *path, GError **error)
{
  g_autoptr (PhDatabase) database = g_new0 (PhDatabase, 1);

  database->statements = g_hash_table_new_full (
      g_str_hash, g_str_equal, NULL, (GDestroyNotify) ph_statement_free);

  if (!open_handle (database, path, error))
    {
      g_autofree char *name =
          g_filename_display_name (path != NULL ? path : "The database");

      g_prefix_error (error, "%s ", name);
      return NULL;
    }

  return g_steal_pointer (&database);
}

void
ph_database_free (PhDatabase *database)
{
  g_hash_table_unref (database->statements);
  sqlite3_close (database->handle);
  g_free (database);
}

gboolean
ph_database_execute (PhDatabase *database, const char *sql, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (database, sql);

  return ph_statement_finish (statement, error);
}
