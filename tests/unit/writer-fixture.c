/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "writer-fixture.h"

#include "store/pushes.h"
#include "store/registrations.h"

static int
on_commit (gpointer user_data)
{
  WriterFixture *fixture = user_data;

  if (fixture->refuses)
    return 1;

  fixture->n_commits++;
  return 0;
}

void
writer_set_up (WriterFixture *fixture, gconstpointer unused)
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

void
writer_tear_down (WriterFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->writer, ph_writer_free);
}

void
writer_set_disk (WriterFixture *fixture, gboolean works)
{
  ph_writer_lock (fixture->writer);
  fixture->refuses = !works;
  ph_writer_unlock (fixture->writer);
}

static guint
count (PhDatabase *database)
{
  const PhPage page = { .registration = 1, .limit = G_MAXINT32 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes = ph_pushes_read (database, &page, &error);

  g_assert_no_error (error);
  return pushes->len;
}

guint
writer_count_pushes (WriterFixture *fixture)
{
  guint n = count (ph_writer_lock (fixture->writer));

  ph_writer_unlock (fixture->writer);
  return n;
}

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

static GTask *
task_new (gpointer data, Answers *answers, guint number)
{
  GTask *task = g_task_new (NULL, NULL, on_answer, answers);

  g_task_set_source_tag (task, GUINT_TO_POINTER (number));
  g_task_set_task_data (task, data, NULL);
  return task;
}

void
writer_queue (WriterFixture *fixture,
              PhWriterFunc func,
              gpointer data,
              Answers *answers,
              guint number)
{
  g_autoptr (GTask) task = task_new (data, answers, number);

  ph_writer_queue (fixture->writer, func, task);
}

void
writer_owe (WriterFixture *fixture,
            PhWriterFunc func,
            gpointer data,
            Answers *answers,
            guint number)
{
  g_autoptr (GTask) task = task_new (data, answers, number);

  ph_writer_owe (fixture->writer, func, task);
}

static gboolean
read_count (PhDatabase *database, gpointer data, GError **error)
{
  *(guint *) data = count (database);
  return TRUE;
}

void
writer_read (WriterFixture *fixture, guint *n, Answers *answers, guint number)
{
  g_autoptr (GTask) task = task_new (n, answers, number);

  ph_writer_read (fixture->writer, read_count, task);
}

gboolean
writer_add_push (PhDatabase *database, gpointer data, GError **error)
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
