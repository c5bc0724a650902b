/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/jobs.h"

#include "store/registrations.h"
#include "store/removed.h"

PhRegistrationJob *
ph_registration_job_new (const PhRegistration *registration,
                         const char *gone_endpoint,
                         gint64 now)
{
  PhRegistrationJob *job = g_new0 (PhRegistrationJob, 1);

  job->registration = ph_registration_copy (registration);
  job->gone_endpoint = g_strdup (gone_endpoint);
  job->now = now;
  return job;
}

void
ph_registration_job_free (PhRegistrationJob *job)
{
  ph_registration_free (job->registration);
  g_free (job->gone_endpoint);
  g_free (job);
}

PhAddJob *
ph_add_job_new (PhPush *push)
{
  PhAddJob *job = g_new0 (PhAddJob, 1);

  job->push = ph_push_ref (push);
  return job;
}

void
ph_add_job_free (PhAddJob *job)
{
  ph_push_unref (job->push);
  g_clear_pointer (&job->replaced, ph_push_unref);
  g_free (job);
}

PhPushesJob *
ph_pushes_job_new (const char *id)
{
  PhPushesJob *job = g_new0 (PhPushesJob, 1);

  job->id = g_strdup (id);
  return job;
}

void
ph_pushes_job_free (PhPushesJob *job)
{
  g_clear_pointer (&job->found, g_ptr_array_unref);
  g_free (job->id);
  g_free (job->topic);
  g_free (job);
}

gboolean
ph_job_save_registration (PhDatabase *database, gpointer data, GError **error)
{
  const PhRegistrationJob *job = data;

  if (!ph_registrations_save (database, job->registration, error))
    return FALSE;
  if (job->gone_endpoint == NULL)
    return TRUE;

  return ph_removed_add (database, job->gone_endpoint, job->now, error) &&
         ph_pushes_remove_all (database, job->registration->id, error);
}

gboolean
ph_job_remove_registration (PhDatabase *database, gpointer data, GError **error)
{
  const PhRegistrationJob *job = data;

  return ph_registrations_remove (database, job->registration->id, error) &&
         ph_removed_add (database, job->gone_endpoint, job->now, error);
}

gboolean
ph_job_add_push (PhDatabase *database, gpointer data, GError **error)
{
  PhAddJob *job = data;

  return ph_pushes_add (database, job->push, &job->sequence, &job->replaced,
                        error);
}

gboolean
ph_job_remove_push (PhDatabase *database, gpointer data, GError **error)
{
  return ph_pushes_remove (database, data, error);
}

gboolean
ph_job_read_pushes (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found = ph_pushes_read (database, &job->page, error);
  return job->found != NULL;
}

gboolean
ph_job_take_push (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found = ph_pushes_find (database, job->id, error);
  return job->found != NULL && ph_pushes_remove (database, job->id, error);
}

gboolean
ph_job_note_failures (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found = ph_pushes_find (database, job->id, error);
  return job->found != NULL &&
         ph_pushes_set_failures (database, job->id, job->failures, error);
}

static gboolean
remove_found (PhDatabase *database, PhPushesJob *job, GError **error)
{
  for (guint i = 0; i < job->found->len; i++)
    {
      const PhPush *push = job->found->pdata[i];

      if (!ph_pushes_remove (database, push->id, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ph_job_find_topic (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found =
      ph_pushes_find_topic (database, job->registration, job->topic, error);
  return job->found != NULL;
}

gboolean
ph_job_take_topic (PhDatabase *database, gpointer data, GError **error)
{
  return ph_job_find_topic (database, data, error) &&
         remove_found (database, data, error);
}

gboolean
ph_job_expire_pushes (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found = ph_pushes_find_expired (database, job->now, job->limit, error);
  return job->found != NULL && remove_found (database, job, error) &&
         ph_pushes_next_expiry (database, &job->next, error);
}

gboolean
ph_job_find_aside (PhDatabase *database, gpointer data, GError **error)
{
  PhPushesJob *job = data;

  job->found = ph_pushes_find_aside (database, job->limit, error);
  return job->found != NULL;
}
