/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "database-fixture.h"

#include "core/error.h"
#include "support/files.h"

void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("pushhub-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "hub.db", NULL);
  fixture->log = g_strconcat (fixture->path, "-wal", NULL);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  files_remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
  g_free (fixture->log);
}

PhDatabase *
open_database (const char *path)
{
  g_autoptr (GError) error = NULL;
  PhDatabase *database = ph_database_open (path, &error);

  g_assert_no_error (error);
  return database;
}

/* Opening must fail with the path and @sentence. */
void
check_refused (const char *path, const char *sentence)
{
  g_autofree char *message = g_strconcat (path, " ", sentence, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_database_open (path, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, message);
}

/* … and leave every octet of the file as it was. */
void
check_refused_unchanged (const char *path, const char *sentence)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  check_refused (path, sentence);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}
