/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "database-fixture.h"

#include "core/error.h"
#include "store/pushes.h"
#include "store/registrations.h"

#include <string.h>
#include <unistd.h>

/* Runs @sql in the file as another program would. */
static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static gboolean
has_setting (PhDatabase *database, const char *pragma, const char *value)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", pragma);
  sqlite3_stmt *statement = NULL;
  gboolean same;

  sqlite3_prepare_v2 (database->handle, sql, -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  same = g_str_equal ((const char *) sqlite3_column_text (statement, 0), value);
  sqlite3_finalize (statement);
  return same;
}

static void
test_settings_are_safe (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhDatabase) database = open_database (fixture->path);

  g_assert_true (has_setting (database, "journal_mode", "wal"));
  g_assert_true (has_setting (database, "synchronous", "2"));
  g_assert_true (has_setting (database, "foreign_keys", "1"));
  g_assert_true (has_setting (database, "secure_delete", "1"));
  g_assert_true (has_setting (database, "locking_mode", "exclusive"));
  g_assert_true (has_setting (database, "trusted_schema", "0"));
}

static void
test_not_a_database (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  check_refused_unchanged (fixture->path,
                           "is damaged (file is not a database); put a copy in "
                           "its place, or move it away to start without any "
                           "registration.");
}

static void
test_a_damaged_page (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  ph_database_free (open_database (fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &contents, &size, NULL));
  g_assert_cmpuint (size, >, 3 * 4096);
  memset (contents + 2 * 4096, 0x55, 4096);
  g_assert_true (
      g_file_set_contents (fixture->path, contents, (gssize) size, NULL));

  g_assert_null (ph_database_open (fixture->path, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, " is damaged ("));
}

static void
test_a_file_cut_short (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  ph_database_free (open_database (fixture->path));
  g_assert_no_errno (truncate (fixture->path, 2 * 4096));

  g_assert_null (ph_database_open (fixture->path, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, " is damaged ("));
}

static void
test_a_newer_version (Fixture *fixture, gconstpointer unused)
{
  ph_database_free (open_database (fixture->path));
  run_sql (fixture->path, "PRAGMA user_version = 1000");
  check_refused_unchanged (fixture->path,
                           "was written by a newer pushhub; install that one "
                           "or choose another state directory.");
}

/* What a newer hub left when it was killed stays in its log. */
static void
test_a_newer_version_with_a_log (Fixture *fixture, gconstpointer unused)
{
  PhDatabase *newer = open_database (fixture->path);
  g_autofree char *copy = g_strconcat (fixture->path, ".copy", NULL);
  g_autofree char *copied_log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *file = NULL;
  g_autofree char *log = NULL;
  g_autofree char *log_after = NULL;
  gsize file_size;
  gsize log_size;
  gsize log_size_after;

  g_assert_cmpint (sqlite3_exec (newer->handle, "PRAGMA user_version = 1000",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_true (g_file_get_contents (fixture->path, &file, &file_size, NULL));
  g_assert_true (g_file_get_contents (fixture->log, &log, &log_size, NULL));
  g_assert_cmpuint (log_size, >, 0);
  g_assert_true (g_file_set_contents (copy, file, (gssize) file_size, NULL));
  g_assert_true (
      g_file_set_contents (copied_log, log, (gssize) log_size, NULL));
  ph_database_free (newer);

  check_refused_unchanged (copy, "was written by a newer pushhub; install that "
                                 "one or choose another state directory.");
  g_assert_true (
      g_file_get_contents (copied_log, &log_after, &log_size_after, NULL));
  g_assert_cmpmem (log, log_size, log_after, log_size_after);
}

static void
test_another_programs_database (Fixture *fixture, gconstpointer unused)
{
  const char *sentence = "belongs to another program; move it away or choose "
                         "another state directory.";

  run_sql (fixture->path, "CREATE TABLE song (title TEXT)");
  check_refused_unchanged (fixture->path, sentence);

  run_sql (fixture->path, "DROP TABLE song; PRAGMA application_id = 1234");
  check_refused_unchanged (fixture->path, sentence);
}

/* A hub that was killed before its first commit leaves an empty file. */
static void
test_an_empty_file_is_new (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhDatabase) database = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  database = open_database (fixture->path);
  g_assert_true (has_setting (database, "user_version", "3"));
}

#define VERSION_1                                                              \
  "CREATE TABLE registration (id INTEGER PRIMARY KEY AUTOINCREMENT,"           \
  "  kind INTEGER NOT NULL, version INTEGER NOT NULL, service TEXT,"           \
  "  token TEXT UNIQUE, description TEXT, vapid TEXT,"                         \
  "  endpoint TEXT NOT NULL UNIQUE, announced TEXT,"                           \
  "  created INTEGER NOT NULL, last_used INTEGER NOT NULL) STRICT;"            \
  "CREATE TABLE push (sequence INTEGER PRIMARY KEY,"                           \
  "  registration INTEGER NOT NULL REFERENCES registration"                    \
  "    ON DELETE CASCADE,"                                                     \
  "  id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, ttl INTEGER NOT NULL,"       \
  "  received INTEGER NOT NULL) STRICT;"                                       \
  "CREATE INDEX push_queue ON push (registration);"                            \
  "CREATE TABLE removed_endpoint (number INTEGER PRIMARY KEY,"                 \
  "  endpoint TEXT NOT NULL UNIQUE, removed INTEGER NOT NULL) STRICT;"         \
  "INSERT INTO registration VALUES (1, 1, 2, 'org.example.App', 'token', '',"  \
  "  NULL, 'endpoint', NULL, 5, 6);"                                           \
  "INSERT INTO push VALUES (9, 1, 'push', x'ff00', 60, 7);"                    \
  "PRAGMA application_id = 0x70757368; PRAGMA user_version = 1"

static void
on_registration (PhRegistration *registration,
                 const PhLoad *load,
                 gpointer user_data)
{
  g_assert_cmpstr (registration->service, ==, "org.example.App");
  g_assert_cmpint (registration->absent, ==, 0);
  g_assert_cmpuint (load->waiting, ==, 1);
  g_assert_cmpuint (load->octets, ==, 2);
  ph_registration_free (registration);
}

static void
test_version_1_goes_on (Fixture *fixture, gconstpointer unused)
{
  const PhPage page = { .registration = 1, .limit = 10 };
  g_autoptr (PhDatabase) database = NULL;
  g_autoptr (GPtrArray) pushes = NULL;
  const PhPush *push = NULL;

  run_sql (fixture->path, VERSION_1);
  database = open_database (fixture->path);
  g_assert_true (has_setting (database, "user_version", "3"));

  g_assert_true (ph_registrations_load (database, on_registration, NULL, NULL));
  pushes = ph_pushes_read (database, &page, NULL);
  g_assert_cmpuint (pushes->len, ==, 1);
  push = pushes->pdata[0];
  g_assert_cmpint (push->sequence, ==, 9);
  g_assert_cmpint (push->urgency, ==, PH_URGENCY_NORMAL);
  g_assert_null (push->topic);
  g_assert_cmpuint (push->failures, ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/schema/settings", test_settings_are_safe);
  add ("/schema/not-a-database", test_not_a_database);
  add ("/schema/damaged-page", test_a_damaged_page);
  add ("/schema/cut-short", test_a_file_cut_short);
  add ("/schema/version-1", test_version_1_goes_on);
  add ("/schema/newer", test_a_newer_version);
  add ("/schema/newer-log", test_a_newer_version_with_a_log);
  add ("/schema/foreign", test_another_programs_database);
  add ("/schema/empty-file", test_an_empty_file_is_new);
  return g_test_run ();
}
