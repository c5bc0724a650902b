/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/writer.h"

#include "core/error.h"

struct _PhWriter
{
  PhDatabase *database;
  GMutex lock;        /* of the database */
  GAsyncQueue *queue; /* Job, or the writer itself as the last entry */
  GThread *thread;
  GPtrArray *owed; /* the thread's: jobs to be tried again */

  GMutex trouble_lock; /* never held while the disk is at work */
  char *trouble;
};

typedef enum
{
  WRITES,
  OWED,  /* to be tried until the disk takes it */
  READS, /* and needs no room on the disk */
} Kind;

typedef struct
{
  PhWriterFunc func;
  GTask *task;
  Kind kind;
  GError *error;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->task);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
on_answer (gpointer user_data)
{
  Job *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (job->task, TRUE);

  return G_SOURCE_REMOVE;
}

/* The task's last reference must not go on this thread: it may hold the last
 * one of the store, whose end waits for this thread. So the whole job travels
 * to the context it came from. */
static void
answer (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_static_name (source, "pushhub: store answers");
  g_source_set_callback (source, on_answer, job, (GDestroyNotify) job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

/* Fails when the whole transaction does. No savepoint is needed to keep a job
 * to itself: one that fails for another reason than the disk has changed
 * nothing. */
static gboolean
run_job (PhDatabase *database, Job *job, GError **error)
{
  g_clear_error (&job->error);
  if (job->func (database, g_task_get_task_data (job->task), &job->error) ||
      !g_error_matches (job->error, PH_ERROR, PH_ERROR_UNAVAILABLE))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&job->error));
  return FALSE;
}

static gboolean
run_transaction (PhDatabase *database, GPtrArray *jobs, GError **error)
{
  if (!ph_database_execute (database, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (guint i = 0; i < jobs->len; i++)
    if (!run_job (database, jobs->pdata[i], error))
      return FALSE;

  return ph_database_execute (database, "COMMIT", error);
}

static void
fail_all (GPtrArray *jobs, const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      g_clear_error (&job->error);
      job->error = g_error_copy (error);
    }
}

/* What fails now cannot be read. */
static void
read_alone (PhDatabase *database, GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      if (job->kind != READS)
        continue;

      g_clear_error (&job->error);
      job->func (database, g_task_get_task_data (job->task), &job->error);
    }
}

static void
note_trouble (PhWriter *writer, const GError *error)
{
  g_mutex_lock (&writer->trouble_lock);
  g_free (writer->trouble);
  writer->trouble = error != NULL ? g_strdup (error->message) : NULL;
  g_mutex_unlock (&writer->trouble_lock);
}

static void
end_job (PhWriter *writer, Job *job, gboolean done)
{
  if (job->kind == OWED && !done)
    g_ptr_array_add (writer->owed, job);
  else
    answer (job);
}

static void
run_batch (PhWriter *writer, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&writer->lock);
  if (!run_transaction (writer->database, jobs, &error))
    {
      fail_all (jobs, error);

      /* SQLite has already rolled back after some errors. */
      if (!sqlite3_get_autocommit (writer->database->handle))
        ph_database_execute (writer->database, "ROLLBACK", NULL);
      read_alone (writer->database, jobs);
    }
  g_mutex_unlock (&writer->lock);

  note_trouble (writer, error);
  for (guint i = 0; i < jobs->len; i++)
    end_job (writer, jobs->pdata[i], error == NULL);
}

/* What is owed comes first: it was queued first. Returns: whether more will
 * come. */
static gboolean
take_batch (PhWriter *writer, GPtrArray *jobs)
{
  gpointer job = g_async_queue_pop (writer->queue);

  g_ptr_array_extend_and_steal (jobs, g_steal_pointer (&writer->owed));
  writer->owed = g_ptr_array_new ();

  for (; job != NULL; job = g_async_queue_try_pop (writer->queue))
    {
      if (job == writer)
        return FALSE;

      g_ptr_array_add (jobs, job);
    }

  return TRUE;
}

static gpointer
write_batches (gpointer user_data)
{
  PhWriter *writer = user_data;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

      more = take_batch (writer, jobs);
      if (jobs->len > 0)
        run_batch (writer, jobs);
    }

  return NULL;
}

PhWriter *
ph_writer_new (PhDatabase *database)
{
  PhWriter *writer = g_new0 (PhWriter, 1);

  writer->database = database;
  g_mutex_init (&writer->lock);
  g_mutex_init (&writer->trouble_lock);
  writer->queue = g_async_queue_new ();
  writer->owed = g_ptr_array_new ();
  writer->thread = g_thread_new ("store", write_batches, writer);
  return writer;
}

void
ph_writer_free (PhWriter *writer)
{
  g_async_queue_push (writer->queue, writer);
  g_thread_join (writer->thread);
  for (guint i = 0; i < writer->owed->len; i++)
    answer (writer->owed->pdata[i]);
  g_ptr_array_unref (writer->owed);
  g_async_queue_unref (writer->queue);
  g_mutex_clear (&writer->lock);
  g_mutex_clear (&writer->trouble_lock);
  g_free (writer->trouble);
  ph_database_free (writer->database);
  g_free (writer);
}

static void
queue (PhWriter *writer, PhWriterFunc func, GTask *task, Kind kind)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->task = g_object_ref (task);
  job->kind = kind;
  g_async_queue_push (writer->queue, job);
}

void
ph_writer_queue (PhWriter *writer, PhWriterFunc func, GTask *task)
{
  queue (writer, func, task, WRITES);
}

void
ph_writer_owe (PhWriter *writer, PhWriterFunc func, GTask *task)
{
  queue (writer, func, task, OWED);
}

void
ph_writer_read (PhWriter *writer, PhWriterFunc func, GTask *task)
{
  queue (writer, func, task, READS);
}

char *
ph_writer_get_trouble (PhWriter *writer)
{
  char *trouble = NULL;

  g_mutex_lock (&writer->trouble_lock);
  trouble = g_strdup (writer->trouble);
  g_mutex_unlock (&writer->trouble_lock);
  return trouble;
}

PhDatabase *
ph_writer_lock (PhWriter *writer)
{
  g_mutex_lock (&writer->lock);
  return writer->database;
}

void
ph_writer_unlock (PhWriter *writer)
{
  g_mutex_unlock (&writer->lock);
}
