/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/store.h"
#include "store/writer.h"

/* What the files of PhStore share: store.c opens and loads it and has the
 * operations on registrations, store-pushes.c those on pushes. */

/* ph_writer_queue (), ph_writer_owe () or ph_writer_read (). */
typedef void (*PhStoreQueueFunc) (PhWriter *writer,
                                  PhWriterFunc func,
                                  GTask *task);

/* Queues @func, which gets @data on the writer's thread. @task is one of the
 * store's, returns TRUE or an error, and has @data from now on; when the store
 * is closed it fails at once with PH_ERROR_UNAVAILABLE. */
void ph_store_queue (GTask *task,
                     PhStoreQueueFunc how,
                     PhWriterFunc func,
                     gpointer data,
                     GDestroyNotify data_free);
