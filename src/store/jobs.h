/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "store/database.h"

/* The writer's side of the store's operations: each function is a
 * PhWriterFunc, with the data it expects named beside it.
 *
 * Where there are several statements, only the first can break a rule of the
 * schema, and a statement that does has changed nothing. */

typedef struct
{
  PhRegistration *registration;
  char *gone_endpoint; /* or NULL */
  gint64 now;
} PhRegistrationJob;

PhRegistrationJob *ph_registration_job_new (const PhRegistration *registration,
                                            const char *gone_endpoint,
                                            gint64 now);
void ph_registration_job_free (PhRegistrationJob *job);

typedef struct
{
  gint64 registration;
  gint64 after;
  guint limit;
  GPtrArray *pushes; /* (element-type PhPush): what was read, or NULL */
} PhReadJob;

void ph_read_job_free (PhReadJob *job);

/* @data: a PhRegistrationJob */
gboolean
ph_job_save_registration (PhDatabase *database, gpointer data, GError **error);
gboolean ph_job_remove_registration (PhDatabase *database,
                                     gpointer data,
                                     GError **error);

/* @data: a PhPush */
gboolean ph_job_add_push (PhDatabase *database, gpointer data, GError **error);

/* @data: a gint64, its sequence number */
gboolean
ph_job_remove_push (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhReadJob */
gboolean
ph_job_read_pushes (PhDatabase *database, gpointer data, GError **error);
