/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/jobs.h"

#include "store/pushes.h"
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

void
ph_read_job_free (PhReadJob *job)
{
  g_clear_pointer (&job->pushes, g_ptr_array_unref);
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
  return ph_pushes_add (database, data, error);
}

gboolean
ph_job_remove_push (PhDatabase *database, gpointer data, GError **error)
{
  const gint64 *sequence = data;

  return ph_pushes_remove (database, *sequence, error);
}

gboolean
ph_job_read_pushes (PhDatabase *database, gpointer data, GError **error)
{
  PhReadJob *job = data;

  job->pushes = ph_pushes_read (database, job->registration, job->after,
                                job->limit, error);
  return job->pushes != NULL;
}
