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

/* What is stored for one registration. */
typedef struct
{
  guint waiting;  /* pushes to be delivered */
  guint aside;    /* pushes that are set aside */
  guint64 octets; /* in the bodies of both */
} PhLoad;

/* Takes @registration. */
typedef void (*PhStoreRegistrationFunc) (PhRegistration *registration,
                                         const PhLoad *load,
                                         gpointer user_data);

/* @removed in microseconds since 1970. */
typedef void (*PhStoreRemovedFunc) (const char *endpoint,
                                    gint64 removed,
                                    gpointer user_data);

/* Hands every registration to @registration_func, in order of id, with what
 * waits for it, and every endpoint that is gone to @removed_func, oldest first.
 * @last_sequence is the highest push sequence
 * number in use, @last_registration the highest id ever given out. Blocks. */
gboolean ph_store_load (PhStore *store,
                        PhStoreRegistrationFunc registration_func,
                        PhStoreRemovedFunc removed_func,
                        gpointer user_data,
                        gint64 *last_registration,
                        gint64 *last_sequence,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The hub's time is a boot's clock and an offset (core/clock.h). When the store
 * knows the offset of this @boot, it is given in *@offset; otherwise *@offset
 * is kept for it. Blocks. */
gboolean ph_store_keep_clock (PhStore *store,
                              const char *boot,
                              gint64 *offset,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Looking */

/* Returns: (transfer full) (nullable): why nothing can be stored now, a
 * sentence; NULL while the disk takes what it is given. */
char *ph_store_get_trouble (PhStore *store);

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

/* Commits @push. When one of the same topic waits for the same registration,
 * @push takes its row and its place in the same moment. */
void ph_store_add_push_async (PhStore *store,
                              PhPush *push,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* *@sequence is the place that the push has in the store, *@replaced (transfer
 * full) (nullable) the push that had it. Fails with PH_ERROR_NOT_FOUND when its
 * registration has gone in the meantime. */
gboolean ph_store_add_push_finish (PhStore *store,
                                   GAsyncResult *result,
                                   gint64 *sequence,
                                   PhPush **replaced,
                                   GError **error);

/* Forgets the push, if there is one. Fails only when the store closes before it
 * is done: when the disk refuses, it is tried again with whatever is stored
 * next. */
void ph_store_remove_push_async (PhStore *store,
                                 const char *id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Which pushes of a registration to read: the next @limit with sequence numbers
 * above @after, in order, at least as urgent as @urgency and not set aside. */
typedef struct
{
  gint64 registration;
  gint64 after;
  PhUrgency urgency;
  guint limit;
} PhPage;

void ph_store_read_pushes_async (PhStore *store,
                                 const PhPage *page,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Finds the push with this identifier and forgets it. */
void ph_store_take_push_async (PhStore *store,
                               const char *id,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* Finds the push of this topic, as a list of one or none, and with
 * ph_store_take_topic_async () forgets it. */
void ph_store_find_topic_async (PhStore *store,
                                gint64 registration,
                                const char *topic,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void ph_store_take_topic_async (PhStore *store,
                                gint64 registration,
                                const char *topic,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Finds the push with this identifier, as it was, and notes how often its app
 * has failed it: from PH_PUSH_FAILURES_MAX on it is set aside. */
void ph_store_note_failures_async (PhStore *store,
                                   const char *id,
                                   guint failures,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Finds the pushes that are set aside, the @limit oldest. */
void ph_store_find_aside_async (PhStore *store,
                                guint limit,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Finds what has expired at @now, the first @limit, and forgets it. */
void ph_store_expire_pushes_async (PhStore *store,
                                   gint64 now,
                                   guint limit,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* *@next is when the next of those that remain expires, G_MAXINT64 for never.
 *
 * Returns: (transfer full) (element-type PhPush): what has expired, or NULL. */
GPtrArray *ph_store_expire_pushes_finish (PhStore *store,
                                          GAsyncResult *result,
                                          gint64 *next,
                                          GError **error);

/* Returns: (transfer full) (element-type PhPush): the pushes that any other of
 * these operations has found, or NULL. */
GPtrArray *ph_store_find_pushes_finish (PhStore *store,
                                        GAsyncResult *result,
                                        GError **error);

/* The result of the operations that answer yes or no. */
gboolean ph_store_finish (PhStore *store, GAsyncResult *result, GError **error);
