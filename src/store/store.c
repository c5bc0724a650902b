/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/store.h"

#include "core/error.h"
#include "store/jobs.h"
#include "store/meta.h"
#include "store/pushes.h"
#include "store/registrations.h"
#include "store/removed.h"
#include "store/writer.h"

/* Each operation is a task for its caller and a job for the writer: a function
 * of jobs.c that gets the task's data on the writer's thread and runs the SQL
 * of registrations.c, removed.c and pushes.c. */
struct _PhStore
{
  GObject parent;
  PhWriter *writer; /* NULL when closed */
};

G_DEFINE_FINAL_TYPE (PhStore, ph_store, G_TYPE_OBJECT)

/* Life */

static void
ph_store_finalize (GObject *object)
{
  ph_store_close (PH_STORE (object));
  G_OBJECT_CLASS (ph_store_parent_class)->finalize (object);
}

static void
ph_store_class_init (PhStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_store_finalize;
}

static void
ph_store_init (PhStore *self)
{
}

PhStore *
ph_store_open (const char *path, GError **error)
{
  PhDatabase *database = ph_database_open (path, error);
  PhStore *self = NULL;

  if (database == NULL)
    return NULL;

  self = g_object_new (PH_TYPE_STORE, NULL);
  self->writer = ph_writer_new (database);
  return self;
}

void
ph_store_close (PhStore *self)
{
  g_return_if_fail (PH_IS_STORE (self));

  g_clear_pointer (&self->writer, ph_writer_free);
}

static gboolean
fail_closed (GError **error)
{
  g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                       "The store is closed.");
  return FALSE;
}

typedef void (*QueueFunc) (PhWriter *writer, PhWriterFunc func, GTask *task);

/* Queues @func with @data, which is @task's from now on. */
static void
queue (GTask *task,
       QueueFunc queue_func,
       PhWriterFunc func,
       gpointer data,
       GDestroyNotify data_free)
{
  PhStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_return_if_fail (PH_IS_STORE (self));

  g_task_set_task_data (task, data, data_free);

  if (self->writer != NULL)
    {
      queue_func (self->writer, func, task);
      return;
    }

  fail_closed (&error);
  g_task_return_error (task, error);
}

static void
start (GTask *task, PhWriterFunc func, gpointer data, GDestroyNotify data_free)
{
  queue (task, ph_writer_queue, func, data, data_free);
}

gboolean
ph_store_finish (PhStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Loading */

gboolean
ph_store_load (PhStore *self,
               PhStoreRegistrationFunc registration_func,
               PhStoreRemovedFunc removed_func,
               gpointer user_data,
               gint64 *last_registration,
               gint64 *last_sequence,
               GError **error)
{
  PhDatabase *database;
  gboolean loaded;

  g_return_val_if_fail (PH_IS_STORE (self), FALSE);

  if (self->writer == NULL)
    return fail_closed (error);

  database = ph_writer_lock (self->writer);
  loaded =
      ph_registrations_load (database, registration_func, user_data, error) &&
      ph_removed_load (database, removed_func, user_data, error) &&
      ph_registrations_get_last (database, last_registration, error) &&
      ph_pushes_get_last (database, last_sequence, error);
  ph_writer_unlock (self->writer);
  return loaded;
}

static gboolean
keep_clock (PhDatabase *database,
            const char *boot,
            gint64 *offset,
            GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  if (!ph_meta_get (database, "boot", &known, error) ||
      !ph_meta_get (database, "clock", &kept, error))
    return FALSE;

  if (g_strcmp0 (known, boot) == 0 && kept != NULL)
    {
      *offset = g_ascii_strtoll (kept, NULL, 10);
      return TRUE;
    }

  text = g_strdup_printf ("%" G_GINT64_FORMAT, *offset);
  return ph_database_execute (database, "BEGIN IMMEDIATE", error) &&
         ph_meta_set (database, "boot", boot, error) &&
         ph_meta_set (database, "clock", text, error) &&
         ph_database_execute (database, "COMMIT", error);
}

gboolean
ph_store_keep_clock (PhStore *self,
                     const char *boot,
                     gint64 *offset,
                     GError **error)
{
  gboolean kept;

  g_return_val_if_fail (PH_IS_STORE (self), FALSE);

  if (self->writer == NULL)
    return fail_closed (error);

  kept = keep_clock (ph_writer_lock (self->writer), boot, offset, error);
  ph_writer_unlock (self->writer);
  return kept;
}

char *
ph_store_get_trouble (PhStore *self)
{
  g_return_val_if_fail (PH_IS_STORE (self), NULL);

  return self->writer != NULL ? ph_writer_get_trouble (self->writer) : NULL;
}

/* Registrations */

void
ph_store_save_registration_async (PhStore *self,
                                  const PhRegistration *registration,
                                  const char *replaced_endpoint,
                                  gint64 now,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (registration->id > 0);

  start (task, ph_job_save_registration,
         ph_registration_job_new (registration, replaced_endpoint, now),
         (GDestroyNotify) ph_registration_job_free);
}

void
ph_store_remove_registration_async (PhStore *self,
                                    const PhRegistration *registration,
                                    gint64 now,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (registration->endpoint != NULL);

  start (task, ph_job_remove_registration,
         ph_registration_job_new (registration, registration->endpoint, now),
         (GDestroyNotify) ph_registration_job_free);
}

/* Pushes */

void
ph_store_add_push_async (PhStore *self,
                         PhPush *push,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  start (task, ph_job_add_push, ph_add_job_new (push),
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

  queue (task, ph_writer_owe, ph_job_remove_push, g_strdup (id), g_free);
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

  queue (task, ph_writer_read, func, job, (GDestroyNotify) ph_pushes_job_free);
}

static void
start_changing (PhStore *self,
                PhWriterFunc func,
                PhPushesJob *job,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  start (task, func, job, (GDestroyNotify) ph_pushes_job_free);
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
