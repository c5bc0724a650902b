/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "writer-fixture.h"

#include "core/error.h"
#include "support/wait.h"

#define MANY 1000

/* Keeps the writer's thread busy until the test opens the gate. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean reached;
  gboolean open;
} Gate;

static gboolean
wait_at_gate (PhDatabase *database, gpointer data, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->reached = TRUE;
  g_cond_signal (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return TRUE;
}

static void
gate_wait_until_reached (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->reached)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_signal (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static gboolean
add_push_and_lose_the_disk (PhDatabase *database, gpointer data, GError **error)
{
  g_assert_true (writer_add_push (database, data, error));
  g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE, "No disk.");
  return FALSE;
}

static void
test_all_that_is_queued_is_one_transaction (WriterFixture *fixture,
                                            gconstpointer unused)
{
  Gate gate = { 0 };
  Answers answers = { 0 };

  writer_queue (fixture, wait_at_gate, &gate, &answers, 1);
  gate_wait_until_reached (&gate);
  for (int i = 1; i <= MANY; i++)
    writer_queue (fixture, writer_add_push, GINT_TO_POINTER (i), &answers,
                  i + 1);
  gate_open (&gate);

  wait_until (answers.n_answered == MANY + 1);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (fixture->n_commits, ==, 2);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, MANY);
}

static void
test_a_job_fails_alone (WriterFixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  Answers answers = { 0 };

  writer_queue (fixture, wait_at_gate, &gate, &answers, 1);
  gate_wait_until_reached (&gate);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 2);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 3);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (3), &answers, 4);
  gate_open (&gate);

  wait_until (answers.n_answered == 4);
  g_assert_cmpuint (answers.n_failed, ==, 1);
  g_assert_cmpuint (fixture->n_commits, ==, 2);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 2);
}

static void
test_without_the_disk_all_fail (WriterFixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  Answers before = { 0 };
  Answers lost = { 0 };
  Answers after = { 0 };

  writer_queue (fixture, wait_at_gate, &gate, &before, 1);
  gate_wait_until_reached (&gate);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &lost, 1);
  writer_queue (fixture, add_push_and_lose_the_disk, GINT_TO_POINTER (2), &lost,
                2);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (3), &lost, 3);
  gate_open (&gate);

  wait_until (lost.n_answered == 3);
  g_assert_cmpuint (before.n_failed, ==, 0);
  g_assert_cmpuint (lost.n_failed, ==, 3);
  g_assert_error (lost.last_error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_cmpstr (lost.last_error->message, ==, "No disk.");
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 0);

  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &after, 1);
  wait_until (after.n_answered == 1);
  g_assert_cmpuint (after.n_failed, ==, 0);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 1);

  g_clear_error (&lost.last_error);
}

static void
test_a_commit_that_fails_is_told_to_all (WriterFixture *fixture,
                                         gconstpointer unused)
{
  Answers answers = { 0 };

  writer_set_disk (fixture, FALSE);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (2), &answers, 2);

  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 2);
  g_assert_cmpuint (writer_count_pushes (fixture), ==, 0);

  g_clear_error (&answers.last_error);
}

static gpointer
queue_in_a_context_of_its_own (gpointer user_data)
{
  WriterFixture *fixture = user_data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Answers answers = { 0 };

  g_main_context_push_thread_default (context);
  writer_queue (fixture, writer_add_push, GINT_TO_POINTER (1), &answers, 1);
  while (answers.n_answered == 0)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return GUINT_TO_POINTER (answers.n_failed);
}

/* Nobody turns the main context of the test meanwhile. */
static void
test_answers_come_where_the_task_is_from (WriterFixture *fixture,
                                          gconstpointer unused)
{
  GThread *thread =
      g_thread_new ("other", queue_in_a_context_of_its_own, fixture);

  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), ==, 0);
}

static void
add (const char *path, void (*test) (WriterFixture *, gconstpointer))
{
  g_test_add (path, WriterFixture, NULL, writer_set_up, test, writer_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/writer/one-transaction", test_all_that_is_queued_is_one_transaction);
  add ("/writer/fails-alone", test_a_job_fails_alone);
  add ("/writer/no-disk", test_without_the_disk_all_fail);
  add ("/writer/commit-fails", test_a_commit_that_fails_is_told_to_all);
  add ("/writer/context", test_answers_come_where_the_task_is_from);
  return g_test_run ();
}
