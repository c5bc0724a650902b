/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "store/database.h"
#include "store/pushes.h"

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

/* A push to be added, and what came of it. */
typedef struct
{
  PhPush *push;
  gint64 sequence;  /* its place in the store */
  PhPush *replaced; /* or NULL */
} PhAddJob;

PhAddJob *ph_add_job_new (PhPush *push);
void ph_add_job_free (PhAddJob *job);

/* A question for pushes, and the answer. */
typedef struct
{
  char *id;    /* of one push; or NULL */
  char *topic; /* or its topic, and its registration */
  gint64 registration;
  guint failures;   /* to be noted for it */
  PhPage page;      /* of a registration */
  gint64 now;       /* what has expired by then */
  guint limit;      /* at most so many */
  GPtrArray *found; /* (element-type PhPush), or NULL */
  gint64 next;      /* when the next one expires */
} PhPushesJob;

PhPushesJob *ph_pushes_job_new (const char *id);
void ph_pushes_job_free (PhPushesJob *job);

/* @data: a PhRegistrationJob */
gboolean
ph_job_save_registration (PhDatabase *database, gpointer data, GError **error);
gboolean ph_job_remove_registration (PhDatabase *database,
                                     gpointer data,
                                     GError **error);

/* @data: a PhAddJob */
gboolean ph_job_add_push (PhDatabase *database, gpointer data, GError **error);

/* @data: the push's identifier */
gboolean
ph_job_remove_push (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhPushesJob with page */
gboolean
ph_job_read_pushes (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhPushesJob with id. Finds it and then removes it, or notes its
 * failures. */
gboolean ph_job_take_push (PhDatabase *database, gpointer data, GError **error);
gboolean
ph_job_note_failures (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhPushesJob with registration and topic. Finds what it replaces, and
 * then removes it. */
gboolean
ph_job_find_topic (PhDatabase *database, gpointer data, GError **error);
gboolean
ph_job_take_topic (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhPushesJob with now and limit. Removes what it finds. */
gboolean
ph_job_expire_pushes (PhDatabase *database, gpointer data, GError **error);

/* @data: a PhPushesJob with limit */
gboolean
ph_job_find_aside (PhDatabase *database, gpointer data, GError **error);
