/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/writer.h"

/* What the tests of the writer share: a writer on a database in memory with a
 * registration with id 1, whose transactions are counted by SQLite itself. */
typedef struct
{
  PhWriter *writer; /* NULL once it has ended */
  guint n_commits;
  gboolean refuses; /* the disk does, see writer_set_disk () */
} WriterFixture;

/* For g_test_add (). */
void writer_set_up (WriterFixture *fixture, gconstpointer unused);
void writer_tear_down (WriterFixture *fixture, gconstpointer unused);

/* Whether a transaction can be committed from now on. */
void writer_set_disk (WriterFixture *fixture, gboolean works);

guint writer_count_pushes (WriterFixture *fixture);

/* What became of jobs, in the order of their answers. */
typedef struct
{
  guint n_answered;
  guint n_failed;
  GError *last_error;
} Answers;

/* Queues @func with @data, or owes it. @number counts the jobs of one Answers,
 * from 1; the test fails when they are answered in another order. */
void writer_queue (WriterFixture *fixture,
                   PhWriterFunc func,
                   gpointer data,
                   Answers *answers,
                   guint number);
void writer_owe (WriterFixture *fixture,
                 PhWriterFunc func,
                 gpointer data,
                 Answers *answers,
                 guint number);

/* Queues a job that reads how many pushes there are into *@n. */
void
writer_read (WriterFixture *fixture, guint *n, Answers *answers, guint number);

/* A job that adds a push. Its @data is a number that is its key: the same one
 * again breaks a rule. */
gboolean writer_add_push (PhDatabase *database, gpointer data, GError **error);
