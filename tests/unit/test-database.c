/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "database-fixture.h"

#include "support/files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534

static guint
mode_of (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  return status.st_mode & 0777;
}

static void
test_nobody_else_may_read (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *inner = g_build_filename (fixture->directory, "a", NULL);
  g_autofree char *path = g_build_filename (inner, "b", "hub.db", NULL);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  mode_t mask = umask (0);
  PhDatabase *database = open_database (path);

  umask (mask);
  g_assert_cmpuint (mode_of (inner), ==, 0700);
  g_assert_cmpuint (mode_of (directory), ==, 0700);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (log), ==, 0600);
  ph_database_free (database);
}

/* Only these may be beside each other; the log goes when the file is closed. */
static void
test_closing_leaves_one_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) files = NULL;

  ph_database_free (open_database (fixture->path));
  ph_database_free (open_database (fixture->path));

  files = files_list_tree (fixture->directory);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (files->pdata[0], ==, fixture->path);
}

static void
test_one_hub_at_a_time (Fixture *fixture, gconstpointer unused)
{
  PhDatabase *first = open_database (fixture->path);

  check_refused (fixture->path, "is in use by another hub; stop that one or "
                                "choose another state directory.");
  ph_database_free (first);
  ph_database_free (open_database (fixture->path));
}

static void
test_a_directory (Fixture *fixture, gconstpointer unused)
{
  check_refused (fixture->directory,
                 "is a directory where the database should be; remove it or "
                 "choose another state directory.");
}

static void
test_a_path_below_a_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->path, "hub.db", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  check_refused (path, "cannot be made, because its directory cannot: Not a "
                       "directory; choose another state directory.");
}

/* Permissions do not hold root back, so root becomes nobody for a while, who
 * owns the directory. Returns: whether the test makes sense. */
static gboolean
become_ordinary (Fixture *fixture)
{
  if (geteuid () != 0)
    return TRUE;

  if (chown (fixture->directory, NOBODY, (gid_t) -1) == 0 &&
      (chown (fixture->path, NOBODY, (gid_t) -1) == 0 || errno == ENOENT) &&
      seteuid (NOBODY) == 0)
    return TRUE;

  g_test_skip ("root cannot become another user here");
  return FALSE;
}

static void
become_oneself (void)
{
  g_assert_no_errno (seteuid (getuid ()));
}

static void
test_a_file_that_cannot_be_written (Fixture *fixture, gconstpointer unused)
{
  ph_database_free (open_database (fixture->path));
  g_assert_no_errno (g_chmod (fixture->path, 0400));
  if (!become_ordinary (fixture))
    return;

  check_refused_unchanged (fixture->path,
                           "cannot be written; make it and its directory "
                           "writable or choose another state directory.");
  become_oneself ();
}

static void
test_a_file_that_cannot_be_read (Fixture *fixture, gconstpointer unused)
{
  ph_database_free (open_database (fixture->path));
  g_assert_no_errno (g_chmod (fixture->path, 0));
  if (!become_ordinary (fixture))
    return;

  check_refused (fixture->path,
                 "cannot be opened: unable to open database file; make the "
                 "file readable and writable or choose another state "
                 "directory.");
  become_oneself ();
}

static void
test_a_directory_that_cannot_be_written (Fixture *fixture, gconstpointer unused)
{
  g_assert_no_errno (g_chmod (fixture->directory, 0500));
  if (!become_ordinary (fixture))
    return;

  check_refused (fixture->path,
                 "cannot be made: Permission denied; make its directory "
                 "writable or choose another state directory.");
  become_oneself ();
}

/* The log cannot be made beside the file. */
static void
test_a_log_that_cannot_be_made (Fixture *fixture, gconstpointer unused)
{
  ph_database_free (open_database (fixture->path));
  g_assert_no_errno (g_chmod (fixture->directory, 0500));
  if (!become_ordinary (fixture))
    return;

  check_refused_unchanged (fixture->path,
                           "cannot be written; make it and its directory "
                           "writable or choose another state directory.");
  become_oneself ();
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
  add ("/database/modes", test_nobody_else_may_read);
  add ("/database/one-file", test_closing_leaves_one_file);
  add ("/database/in-use", test_one_hub_at_a_time);
  add ("/database/directory", test_a_directory);
  add ("/database/below-a-file", test_a_path_below_a_file);
  add ("/database/read-only", test_a_file_that_cannot_be_written);
  add ("/database/unreadable", test_a_file_that_cannot_be_read);
  add ("/database/directory-read-only",
       test_a_directory_that_cannot_be_written);
  add ("/database/log-read-only", test_a_log_that_cannot_be_made);
  return g_test_run ();
}
