/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"

#include <gio/gio.h>

/* The one thread that uses the database after start-up.
 *
 * It sleeps until a job is queued, takes all jobs that are there by then, runs
 * them in order in one transaction, and answers each on the main context its
 * task came from once the transaction is safe on disk. A job that breaks a
 * rule of the schema fails alone; when the disk refuses, all jobs of the
 * transaction fail with PH_ERROR_UNAVAILABLE and the next one tries anew. */
typedef struct _PhWriter PhWriter;

/* Runs on the writer's thread, inside a transaction; @data is the task's. One
 * that fails with PH_ERROR_UNAVAILABLE takes the transaction with it; one that
 * fails otherwise must have changed nothing. */
typedef gboolean (*PhWriterFunc) (PhDatabase *database,
                                  gpointer data,
                                  GError **error);

/* Takes @database. */
PhWriter *ph_writer_new (PhDatabase *database);

/* Runs what is queued, ends the thread and closes the database. Blocks. */
void ph_writer_free (PhWriter *writer);

/* Queues a job for @task, which will return TRUE or an error. */
void ph_writer_queue (PhWriter *writer, PhWriterFunc func, GTask *task);

/* The same for one that must be done: when the disk refuses, it is tried again
 * with the next transaction, before everything else, and answered when it is
 * done, or when the writer ends. */
void ph_writer_owe (PhWriter *writer, PhWriterFunc func, GTask *task);

/* The same for one that only reads: it fails only when that is impossible, also
 * when the disk refuses what comes with it. */
void ph_writer_read (PhWriter *writer, PhWriterFunc func, GTask *task);

/* Returns: (transfer full) (nullable): why the last transaction failed; NULL
 * when it did not. */
char *ph_writer_get_trouble (PhWriter *writer);

/* Waits for the transaction under way and keeps the next one from starting, so
 * that the caller may use the database. */
PhDatabase *ph_writer_lock (PhWriter *writer);
void ph_writer_unlock (PhWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhWriter, ph_writer_free)
