/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/store-private.h"

#include "core/error.h"
#include "store/jobs.h"
#include "store/meta.h"
#include "store/pushes.h"
#include "store/registrations.h"
#include "store/removed.h"

/* Each operation is a task for its caller and a job for the writer: a function
 * of jobs.c that gets the task's data on the writer's thread and runs the SQL
 * of registrations.c, removed.c and pushes.c. Those on pushes are in
 * store-pushes.c. */
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

void
ph_store_queue (GTask *task,
                PhStoreQueueFunc how,
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
      how (self->writer, func, task);
      return;
    }

  fail_closed (&error);
  g_task_return_error (task, error);
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

  ph_store_queue (
      task, ph_writer_queue, ph_job_save_registration,
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

  ph_store_queue (
      task, ph_writer_queue, ph_job_remove_registration,
      ph_registration_job_new (registration, registration->endpoint, now),
      (GDestroyNotify) ph_registration_job_free);
}
