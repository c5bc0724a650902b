/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/file-watch.h"

#include "support/files.h"
#include "support/wait.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define QUIET_MS 600

/* Two files: one is there, the other a link into another directory, as
 * certbot's live/ has them. */
typedef struct
{
  char *directory;
  char *plain;
  char *link;
  char *target;
  PhFileWatch *watch;
  guint calls;
} Fixture;

static void
on_changed (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->calls++;
}

/* In place, without a rename. */
static void
write_into (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static char *
get_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *archive = NULL;
  const char *paths[] = { NULL, NULL, NULL };

  fixture->directory = g_dir_make_tmp ("pushhub-watch-XXXXXX", NULL);
  archive = get_path (fixture, "archive");
  fixture->plain = get_path (fixture, "plain");
  fixture->link = get_path (fixture, "link");
  fixture->target = get_path (fixture, "archive/first");
  g_assert_no_errno (g_mkdir (archive, 0700));
  write_into (fixture->plain, "1");
  write_into (fixture->target, "1");
  g_assert_no_errno (symlink ("archive/first", fixture->link));

  paths[0] = fixture->plain;
  paths[1] = fixture->link;
  fixture->watch = ph_file_watch_new (paths, on_changed, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ph_file_watch_free (fixture->watch);
  files_remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->plain);
  g_free (fixture->link);
  g_free (fixture->target);
}

static gboolean
on_quiet (gpointer user_data)
{
  gboolean *quiet = user_data;

  *quiet = TRUE;
  return G_SOURCE_REMOVE;
}

/* What a change causes is over when nothing has happened for a while. */
static guint
count_calls (Fixture *fixture)
{
  guint calls = 0;
  gboolean quiet = FALSE;

  do
    {
      calls += fixture->calls;
      fixture->calls = 0;
      quiet = FALSE;
      g_timeout_add (QUIET_MS, on_quiet, &quiet);
      wait_until (quiet);
    }
  while (fixture->calls > 0);
  return calls;
}

static void
expect_call (Fixture *fixture)
{
  wait_until (fixture->calls > 0);
  count_calls (fixture);
}

static void
rename_over (Fixture *fixture, const char *path)
{
  g_autofree char *next = get_path (fixture, "next");

  write_into (next, "2");
  g_assert_no_errno (g_rename (next, path));
}

/* Each more than once: what is watched is another file afterwards. */
static void
test_writing (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      write_into (fixture->plain, "2");
      expect_call (fixture);
      write_into (fixture->target, "2");
      expect_call (fixture);
    }
}

static void
test_renaming (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      rename_over (fixture, fixture->plain);
      expect_call (fixture);
      rename_over (fixture, fixture->target);
      expect_call (fixture);
    }
}

/* The link leads elsewhere; then the file there changes. */
static void
test_another_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *second = get_path (fixture, "archive/second");

  write_into (second, "2");
  g_assert_no_errno (g_unlink (fixture->link));
  g_assert_no_errno (symlink ("archive/second", fixture->link));
  expect_call (fixture);
  write_into (second, "3");
  expect_call (fixture);
}

static void
test_a_file_that_was_away (Fixture *fixture, gconstpointer data)
{
  g_assert_no_errno (g_unlink (fixture->plain));
  expect_call (fixture);
  write_into (fixture->plain, "2");
  expect_call (fixture);
}

/* Those that are written together are one change; then the loop sleeps. */
static void
test_sleeps (Fixture *fixture, gconstpointer data)
{
  write_into (fixture->plain, "2");
  rename_over (fixture, fixture->target);
  wait_until (fixture->calls > 0);
  g_assert_cmpuint (count_calls (fixture), ==, 1);
  g_assert_cmpint (wait_get_sleep (), ==, -1);
}

static void
test_neighbours_do_not_matter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *neighbour = get_path (fixture, "neighbour");

  write_into (neighbour, "1");
  g_assert_cmpuint (count_calls (fixture), ==, 0);
}

#define ADD(path, function)                                                    \
  g_test_add ("/file-watch/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("writing", test_writing);
  ADD ("renaming", test_renaming);
  ADD ("link", test_another_link);
  ADD ("away", test_a_file_that_was_away);
  ADD ("sleeps", test_sleeps);
  ADD ("neighbours", test_neighbours_do_not_matter);
  return g_test_run ();
}
