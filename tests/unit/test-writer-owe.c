/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "writer-fixture.h"

#include "core/error.h"
#include "support/wait.h"

/* Jobs that must be done, and what is said while the disk refuses. */

/* The disk refuses an ordinary job, and whatever was queued before it. */
static void
lose_one (WriterFixture *fixture)
{
  Answers lost = { 0 };

  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (99), &lost, 1);
  wait_until (lost.n_answered == 1);
  g_assert_cmpuint (lost.n_failed, ==, 1);
  g_clear_error (&lost.last_error);
}

static void
test_done_at_once (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };

  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  wait_until (answers.n_answered == 1);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 1);
}

/* Not before the next transaction: nothing wakes the hub for it. */
static void
test_answered_once_done (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };

  writer_set_disk (fixture, FALSE);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  lose_one (fixture);
  lose_one (fixture);
  g_assert_cmpuint (answers.n_answered, ==, 0);

  writer_set_disk (fixture, TRUE);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 0);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (2), &answers, 2);
  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (fixture->n_commits, ==, 1);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 2);
}

/* The answers come in the order of the numbers. */
static void
test_before_everything_else (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };

  writer_set_disk (fixture, FALSE);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (2), &answers, 2);
  lose_one (fixture);

  writer_set_disk (fixture, TRUE);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (3), &answers, 3);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (4), &answers, 4);
  wait_until (answers.n_answered == 4);
  g_assert_cmpuint (answers.n_failed, ==, 0);
}

/* What waits can be delivered while nothing can be stored. */
static void
test_reading_needs_no_room (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };
  guint n = 99;

  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  wait_until (answers.n_answered == 1);

  writer_set_disk (fixture, FALSE);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (2), &answers, 3);
  writer_read (fixture, &n, &answers, 2);
  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (n, ==, 1);

  writer_set_disk (fixture, TRUE);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (3), &answers, 4);
  wait_until (answers.n_answered == 4);
}

static void
test_what_breaks_a_rule_is_not_owed (WriterFixture *fixture,
                                     gconstpointer unused)
{
  Answers answers = { 0 };

  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 2);
  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 1);
  g_assert_error (answers.last_error, PH_ERROR, PH_ERROR_FAILED);
  g_clear_error (&answers.last_error);
}

static void
test_answered_when_the_writer_ends (WriterFixture *fixture,
                                    gconstpointer unused)
{
  Answers answers = { 0 };

  writer_set_disk (fixture, FALSE);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (2), &answers, 2);
  lose_one (fixture);

  g_clear_pointer (&fixture->writer, ph_writer_free);
  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 2);
  g_clear_error (&answers.last_error);
}

/* The end is one more chance. */
static void
test_done_when_the_writer_ends (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };

  writer_set_disk (fixture, FALSE);
  writer_owe (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  lose_one (fixture);

  writer_set_disk (fixture, TRUE);
  g_clear_pointer (&fixture->writer, ph_writer_free);
  wait_until (answers.n_answered == 1);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (fixture->n_commits, ==, 1);
}

static void
check_trouble (WriterFixture *fixture, gboolean any)
{
  g_autofree char *trouble = ph_writer_get_trouble (fixture->writer);

  g_assert_cmpint (trouble != NULL, ==, any);
  if (any)
    g_assert_true (g_str_has_suffix (trouble, "."));
}

static void
test_trouble_comes_and_goes (WriterFixture *fixture, gconstpointer unused)
{
  Answers answers = { 0 };

  check_trouble (fixture, FALSE);
  writer_set_disk (fixture, FALSE);
  lose_one (fixture);
  check_trouble (fixture, TRUE);
  lose_one (fixture);
  check_trouble (fixture, TRUE);

  writer_set_disk (fixture, TRUE);
  check_trouble (fixture, TRUE);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  wait_until (answers.n_answered == 1);
  check_trouble (fixture, FALSE);
}

/* It is the job's own fault. */
static void
test_no_trouble_when_a_job_fails_alone (WriterFixture *fixture,
                                        gconstpointer unused)
{
  Answers answers = { 0 };

  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 2);
  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 1);
  check_trouble (fixture, FALSE);
  g_clear_error (&answers.last_error);
}

#define ADD(path, function)                                                    \
  g_test_add ("/writer-owe/" path, WriterFixture, NULL, writer_set_up,         \
              function, writer_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("at-once", test_done_at_once);
  ADD ("once-done", test_answered_once_done);
  ADD ("first", test_before_everything_else);
  ADD ("read", test_reading_needs_no_room);
  ADD ("rule", test_what_breaks_a_rule_is_not_owed);
  ADD ("end", test_answered_when_the_writer_ends);
  ADD ("done-at-the-end", test_done_when_the_writer_ends);
  ADD ("trouble", test_trouble_comes_and_goes);
  ADD ("no-trouble", test_no_trouble_when_a_job_fails_alone);
  return g_test_run ();
}
