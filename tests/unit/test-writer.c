/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/writer.h"

#include "core/error.h"
#include "store/pushes.h"
#include "store/registrations.h"
#include "store/statement.h"
#include "support/wait.h"

#define MANY 1000

/* A writer whose transactions are counted by SQLite itself. */
typedef struct
{
  PhWriter *writer;
  guint n_commits;
} Fixture;

static int
on_commit (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_commits++;
  return 0;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhRegistration) registration =
      ph_registration_new (PH_REGISTRATION_CLIENT);
  PhDatabase *database = ph_database_open (NULL, &error);

  g_assert_no_error (error);
  registration->id = 1;
  registration->endpoint = g_strdup ("endpoint");
  ph_registrations_save (database, registration, &error);
  g_assert_no_error (error);

  sqlite3_commit_hook (database->handle, on_commit, fixture);
  fixture->writer = ph_writer_new (database);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ph_writer_free (fixture->writer);
}

/* What became of jobs, in the order of their answers. */
typedef struct
{
  guint n_answered;
  guint n_failed;
  GError *last_error;
} Answers;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answers *answers = user_data;
  gpointer number = g_task_get_source_tag (G_TASK (result));

  g_assert_cmpuint (GPOINTER_TO_UINT (number), ==, ++answers->n_answered);
  g_clear_error (&answers->last_error);
  if (!g_task_propagate_boolean (G_TASK (result), &answers->last_error))
    answers->n_failed++;
}

/* @number counts the jobs of one Answers, from 1. */
static void
queue (Fixture *fixture,
       PhWriterFunc func,
       gpointer data,
       Answers *answers,
       guint number)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_answer, answers);

  g_task_set_source_tag (task, GUINT_TO_POINTER (number));
  g_task_set_task_data (task, data, NULL);
  ph_writer_queue (fixture->writer, func, task);
}

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

/* The number is the key: the same one again breaks a rule. */
static gboolean
add_push (PhDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autofree char *id = g_strdup_printf ("%d", GPOINTER_TO_INT (data));
  g_autoptr (PhPush) push =
      ph_push_new (id, GPOINTER_TO_INT (data), 1,
                   &(PhPushContent){ .body = body, .ttl = 60 }, 0);

  g_autoptr (PhPush) replaced = NULL;
  gint64 sequence = 0;

  return ph_pushes_add (database, push, &sequence, &replaced, error);
}

static gboolean
add_push_and_lose_the_disk (PhDatabase *database, gpointer data, GError **error)
{
  g_assert_true (add_push (database, data, error));
  g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE, "No disk.");
  return FALSE;
}

static guint
count_pushes (Fixture *fixture)
{
  const PhPage page = { .registration = 1, .limit = G_MAXINT32 };
  PhDatabase *database = ph_writer_lock (fixture->writer);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes = ph_pushes_read (database, &page, &error);

  ph_writer_unlock (fixture->writer);
  g_assert_no_error (error);
  return pushes->len;
}

static void
test_all_that_is_queued_is_one_transaction (Fixture *fixture,
                                            gconstpointer unused)
{
  Gate gate = { 0 };
  Answers answers = { 0 };

  queue (fixture, wait_at_gate, &gate, &answers, 1);
  gate_wait_until_reached (&gate);
  for (int i = 1; i <= MANY; i++)
    queue (fixture, add_push, GINT_TO_POINTER (i), &answers, i + 1);
  gate_open (&gate);

  wait_until (answers.n_answered == MANY + 1);
  g_assert_cmpuint (answers.n_failed, ==, 0);
  g_assert_cmpuint (fixture->n_commits, ==, 2);
  g_assert_cmpuint (count_pushes (fixture), ==, MANY);
}

static void
test_a_job_fails_alone (Fixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  Answers answers = { 0 };

  queue (fixture, wait_at_gate, &gate, &answers, 1);
  gate_wait_until_reached (&gate);
  queue (fixture, add_push, GINT_TO_POINTER (1), &answers, 2);
  queue (fixture, add_push, GINT_TO_POINTER (1), &answers, 3);
  queue (fixture, add_push, GINT_TO_POINTER (3), &answers, 4);
  gate_open (&gate);

  wait_until (answers.n_answered == 4);
  g_assert_cmpuint (answers.n_failed, ==, 1);
  g_assert_cmpuint (fixture->n_commits, ==, 2);
  g_assert_cmpuint (count_pushes (fixture), ==, 2);
}

static void
test_without_the_disk_all_fail (Fixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  Answers before = { 0 };
  Answers lost = { 0 };
  Answers after = { 0 };

  queue (fixture, wait_at_gate, &gate, &before, 1);
  gate_wait_until_reached (&gate);
  queue (fixture, add_push, GINT_TO_POINTER (1), &lost, 1);
  queue (fixture, add_push_and_lose_the_disk, GINT_TO_POINTER (2), &lost, 2);
  queue (fixture, add_push, GINT_TO_POINTER (3), &lost, 3);
  gate_open (&gate);

  wait_until (lost.n_answered == 3);
  g_assert_cmpuint (before.n_failed, ==, 0);
  g_assert_cmpuint (lost.n_failed, ==, 3);
  g_assert_error (lost.last_error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_cmpstr (lost.last_error->message, ==, "No disk.");
  g_assert_cmpuint (count_pushes (fixture), ==, 0);

  queue (fixture, add_push, GINT_TO_POINTER (1), &after, 1);
  wait_until (after.n_answered == 1);
  g_assert_cmpuint (after.n_failed, ==, 0);
  g_assert_cmpuint (count_pushes (fixture), ==, 1);

  g_clear_error (&lost.last_error);
}

static int
on_commit_refused (gpointer unused)
{
  return 1;
}

static void
test_a_commit_that_fails_is_told_to_all (Fixture *fixture, gconstpointer unused)
{
  PhDatabase *database = ph_writer_lock (fixture->writer);
  Answers answers = { 0 };

  sqlite3_commit_hook (database->handle, on_commit_refused, NULL);
  ph_writer_unlock (fixture->writer);
  queue (fixture, add_push, GINT_TO_POINTER (1), &answers, 1);
  queue (fixture, add_push, GINT_TO_POINTER (2), &answers, 2);

  wait_until (answers.n_answered == 2);
  g_assert_cmpuint (answers.n_failed, ==, 2);
  g_assert_cmpuint (count_pushes (fixture), ==, 0);

  g_clear_error (&answers.last_error);
}

static gpointer
queue_in_a_context_of_its_own (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Answers answers = { 0 };

  g_main_context_push_thread_default (context);
  queue (fixture, add_push, GINT_TO_POINTER (1), &answers, 1);
  while (answers.n_answered == 0)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  return GUINT_TO_POINTER (answers.n_failed);
}

/* Nobody turns the main context of the test meanwhile. */
static void
test_answers_come_where_the_task_is_from (Fixture *fixture,
                                          gconstpointer unused)
{
  GThread *thread =
      g_thread_new ("other", queue_in_a_context_of_its_own, fixture);

  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), ==, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
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
