/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "core/registration.h"

#include <gio/gio.h>

/* What outlives the process: registrations, pushes that wait, and endpoints
 * that are gone.
 *
 * One thread writes. Calls queue a job and return; the thread takes all that
 * is queued, runs it in one transaction with one fsync and then answers every
 * job on the main context it came from. Jobs run in the order they were
 * queued. Nothing outside this room knows of the thread.
 *
 * Every operation fails with PH_ERROR_UNAVAILABLE when the disk refuses; the
 * message says why, and the next operation tries again. */
#define PH_TYPE_STORE (ph_store_get_type ())
G_DECLARE_FINAL_TYPE (PhStore, ph_store, PH, STORE, GObject)

/* The most rows kept of endpoints that are gone; the oldest go first. */
#define PH_STORE_REMOVED_MAX 1000

/* Life */

/* Opens or makes the database at @path, in a directory made with mode 0700 if
 * it is missing, the file with mode 0600; NULL keeps everything in memory.
 * Brings an older schema up to date. Blocks; meant for start-up.
 *
 * Fails with PH_ERROR_FAILED and one sentence that names the file and what to
 * do when it cannot be opened, is damaged, was written by a newer version, or
 * is in use by another hub. Never deletes or replaces what it cannot read. */
PhStore *ph_store_open (const char *path,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs what is queued, ends the thread, closes the file. Blocks; meant for the
 * end. Later operations fail with PH_ERROR_UNAVAILABLE. */
void ph_store_close (PhStore *store);

/* Loading, at start-up */

/* Takes @registration. */
typedef void (*PhStoreRegistrationFunc) (PhRegistration *registration,
                                         guint waiting,
                                         gpointer user_data);

/* @removed in microseconds since 1970. */
typedef void (*PhStoreRemovedFunc) (const char *endpoint,
                                    gint64 removed,
                                    gpointer user_data);

/* Hands every registration to @registration_func, in order of id, with the
 * number of pushes that wait for it, and every endpoint that is gone to
 * @removed_func, oldest first. @last_sequence is the highest push sequence
 * number in use, @last_registration the highest id ever given out. Blocks. */
gboolean ph_store_load (PhStore *store,
                        PhStoreRegistrationFunc registration_func,
                        PhStoreRemovedFunc removed_func,
                        gpointer user_data,
                        gint64 *last_registration,
                        gint64 *last_sequence,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Registrations */

/* Inserts @registration, whose id the caller has chosen, or updates the row
 * with this id. With @replaced_endpoint, the endpoint it had before, that one
 * is remembered as gone since @now and the pushes that wait are deleted. */
void ph_store_save_registration_async (PhStore *store,
                                       const PhRegistration *registration,
                                       const char *replaced_endpoint,
                                       gint64 now,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* Deletes the registration and its pushes; its endpoint is remembered as gone
 * since @now. */
void ph_store_remove_registration_async (PhStore *store,
                                         const PhRegistration *registration,
                                         gint64 now,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* Pushes */

/* Commits @push. Fails with PH_ERROR_NOT_FOUND when its registration has gone
 * in the meantime. */
void ph_store_add_push_async (PhStore *store,
                              PhPush *push,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Forgets the push with this sequence number, if there is one. */
void ph_store_remove_push_async (PhStore *store,
                                 gint64 sequence,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Reads the next @limit pushes of a registration with sequence numbers above
 * @after, in order. */
void ph_store_read_pushes_async (PhStore *store,
                                 gint64 registration,
                                 gint64 after,
                                 guint limit,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Returns: (transfer full) (element-type PhPush): the pushes. */
GPtrArray *ph_store_read_pushes_finish (PhStore *store,
                                        GAsyncResult *result,
                                        GError **error);

/* The result of any of the operations above that answer yes or no. */
gboolean ph_store_finish (PhStore *store, GAsyncResult *result, GError **error);
