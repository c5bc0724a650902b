/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/store-private.h"

#include "store/jobs.h"

void
ph_store_add_push_async (PhStore *self,
                         PhPush *push,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  ph_store_queue (task, ph_writer_queue, ph_job_add_push, ph_add_job_new (push),
                  (GDestroyNotify) ph_add_job_free);
}

gboolean
ph_store_add_push_finish (PhStore *self,
                          GAsyncResult *result,
                          gint64 *sequence,
                          PhPush **replaced,
                          GError **error)
{
  PhAddJob *job = g_task_get_task_data (G_TASK (result));

  if (!ph_store_finish (self, result, error))
    return FALSE;

  *sequence = job->sequence;
  *replaced = g_steal_pointer (&job->replaced);
  return TRUE;
}

void
ph_store_remove_push_async (PhStore *self,
                            const char *id,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  ph_store_queue (task, ph_writer_owe, ph_job_remove_push, g_strdup (id),
                  g_free);
}

/* Queue @func with @job, whose answer is a list of pushes: those that are
 * found, or also taken out or changed. */
static void
start_finding (PhStore *self,
               PhWriterFunc func,
               PhPushesJob *job,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  ph_store_queue (task, ph_writer_read, func, job,
                  (GDestroyNotify) ph_pushes_job_free);
}

static void
start_changing (PhStore *self,
                PhWriterFunc func,
                PhPushesJob *job,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  ph_store_queue (task, ph_writer_queue, func, job,
                  (GDestroyNotify) ph_pushes_job_free);
}

void
ph_store_read_pushes_async (PhStore *self,
                            const PhPage *page,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  PhPushesJob *job = ph_pushes_job_new (NULL);

  job->page = *page;
  start_finding (self, ph_job_read_pushes, job, callback, user_data);
}

void
ph_store_take_push_async (PhStore *self,
                          const char *id,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  start_changing (self, ph_job_take_push, ph_pushes_job_new (id), callback,
                  user_data);
}

static PhPushesJob *
topic_job_new (gint64 registration, const char *topic)
{
  PhPushesJob *job = ph_pushes_job_new (NULL);

  job->registration = registration;
  job->topic = g_strdup (topic);
  return job;
}

void
ph_store_find_topic_async (PhStore *self,
                           gint64 registration,
                           const char *topic,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  start_finding (self, ph_job_find_topic, topic_job_new (registration, topic),
                 callback, user_data);
}

void
ph_store_take_topic_async (PhStore *self,
                           gint64 registration,
                           const char *topic,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  start_changing (self, ph_job_take_topic, topic_job_new (registration, topic),
                  callback, user_data);
}

void
ph_store_note_failures_async (PhStore *self,
                              const char *id,
                              guint failures,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PhPushesJob *job = ph_pushes_job_new (id);

  job->failures = failures;
  start_changing (self, ph_job_note_failures, job, callback, user_data);
}

void
ph_store_find_aside_async (PhStore *self,
                           guint limit,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  PhPushesJob *job = ph_pushes_job_new (NULL);

  job->limit = limit;
  start_finding (self, ph_job_find_aside, job, callback, user_data);
}

void
ph_store_expire_pushes_async (PhStore *self,
                              gint64 now,
                              guint limit,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PhPushesJob *job = ph_pushes_job_new (NULL);

  job->now = now;
  job->limit = limit;
  start_changing (self, ph_job_expire_pushes, job, callback, user_data);
}

GPtrArray *
ph_store_find_pushes_finish (PhStore *self,
                             GAsyncResult *result,
                             GError **error)
{
  PhPushesJob *job = g_task_get_task_data (G_TASK (result));

  return ph_store_finish (self, result, error) ? g_steal_pointer (&job->found) :
                                                 NULL;
}

GPtrArray *
ph_store_expire_pushes_finish (PhStore *self,
                               GAsyncResult *result,
                               gint64 *next,
                               GError **error)
{
  const PhPushesJob *job = g_task_get_task_data (G_TASK (result));

  *next = job->next;
  return ph_store_find_pushes_finish (self, result, error);
}
