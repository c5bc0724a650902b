/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/clock.h"
#include "core/push.h"
#include "core/registration.h"
#include "core/settings.h"
#include "hub/receiver.h"
#include "hub/timeline.h"
#include "store/store.h"

#include <gio/gio.h>

/* The one place that decides: which registration, deliver or wait, when to
 * try again, when to drop. The edges (http/, bus/) translate what they hear,
 * call the hub once and map the outcome. */
#define PH_TYPE_HUB (ph_hub_get_type ())
G_DECLARE_FINAL_TYPE (PhHub, ph_hub, PH, HUB, GObject)

#define PH_REGISTRATIONS_MAX 200000
#define PH_CLIENTS_MAX 1000

/* What `status` shows, and what `apps` shows of one registration. */
typedef struct
{
  guint registrations;
  PhLoad load;
  char *trouble; /* why the store takes nothing now, or NULL */
} PhHubStatus;

typedef struct
{
  PhLoad load;
  gint64 last_use;    /* last push or listener; 0 for never */
  char *last_failure; /* or NULL */
  char *obstacle;     /* why its app takes nothing now, or NULL */
} PhRegistrationStatus;

/* Life */

/* @clock and @settings must outlive the hub. */
PhHub *ph_hub_new (PhStore *store, PhClock *clock, const PhSettings *settings);

/* Where receivers of one kind come from; to be said before ph_hub_start (). */
void ph_hub_set_receiver_func (PhHub *hub,
                               PhRegistrationKind kind,
                               PhReceiverFunc func,
                               gpointer user_data);

/* Loads what is stored. Blocks. */
gboolean ph_hub_load (PhHub *hub, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Endpoints are below @base_url, which has no slash at its end; to be said
 * before ph_hub_start (). */
void ph_hub_set_base_url (PhHub *hub, const char *base_url);

/* Begins to deliver what waits, and tells the apps whose endpoint is another
 * than the one they know. */
void ph_hub_start (PhHub *hub);

/* Commits what is under way; accepts nothing from now on. The callback comes
 * when all of it is safe. */
void ph_hub_stop_async (PhHub *hub,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean ph_hub_stop_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Looking */

const char *ph_hub_get_base_url (PhHub *hub);
PhTimeline *ph_hub_get_timeline (PhHub *hub);

/* The hub's time, see core/clock.h. */
gint64 ph_hub_get_time (PhHub *hub);

/* Returns: (nullable): the registration with this endpoint identifier, id or
 * token; valid until the main loop runs again. The first fails with
 * PH_ERROR_NOT_FOUND or PH_ERROR_REMOVED, which tells since when. */
const PhRegistration *
ph_hub_find_endpoint (PhHub *hub, const char *endpoint, GError **error);
const PhRegistration *ph_hub_find_id (PhHub *hub, gint64 id);
const PhRegistration *ph_hub_find_token (PhHub *hub, const char *token);

/* Returns: (transfer full): the endpoint URL of @registration. */
char *ph_hub_get_endpoint_url (PhHub *hub, const PhRegistration *registration);

/* Returns: (transfer container) (element-type PhRegistration): all, oldest
 * first; valid until the main loop runs again. */
GPtrArray *ph_hub_list (PhHub *hub);

void ph_hub_get_status (PhHub *hub, PhHubStatus *status);
void ph_hub_status_clear (PhHubStatus *status);
void ph_hub_get_registration_status (PhHub *hub,
                                     gint64 id,
                                     PhRegistrationStatus *status);
void ph_registration_status_clear (PhRegistrationStatus *status);

/* Registering */

/* Registers what @wanted says (kind, version, service, token, description,
 * vapid), or brings the registration with the same token up to date:
 *
 *   another service        PH_ERROR_UNAUTHORIZED, nothing changes
 *   no VAPID key, though   PH_ERROR_KEYLESS, nothing changes
 *   one is demanded
 *   another VAPID key      another endpoint; what waited is dropped
 *   anything else          the same endpoint
 *
 * The caller has checked the fields and who asks. Finishes when it is stored,
 * with the registration's id, or 0 and PH_ERROR_LIMIT, PH_ERROR_UNAUTHORIZED,
 * PH_ERROR_KEYLESS or PH_ERROR_UNAVAILABLE. After it has answered its own
 * caller, the edge calls ph_hub_announce (). */
void ph_hub_register_async (PhHub *hub,
                            const PhRegistration *wanted,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gint64
ph_hub_register_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Tells the app its endpoint, at once or when it can be reached. Unknown ids
 * are ignored. */
void ph_hub_announce (PhHub *hub, gint64 id);

/* Removes a registration and all that waits for it; @requested by its app or
 * not. The endpoint is gone at once; the app is told when that is stored.
 * Finishes with PH_ERROR_NOT_FOUND or PH_ERROR_UNAVAILABLE, nothing changed. */
void ph_hub_unregister_async (PhHub *hub,
                              gint64 id,
                              gboolean requested,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
ph_hub_unregister_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* The bus knows @names (a set of strings): apps of these names run or can be
 * started. An app that has been unknown for as many days as the settings say is
 * removed, and told so; one failed start means nothing.
 *
 * Returns: after how long the hub wants to know again, in microseconds; 0 for
 * never. */
gint64 ph_hub_note_names (PhHub *hub, GHashTable *names);

/* Refuses at least so much of the pushes for registration @id from now on.
 * Fails with PH_ERROR_NOT_FOUND or PH_ERROR_UNAVAILABLE. */
void ph_hub_set_strictness_async (PhHub *hub,
                                  gint64 id,
                                  PhStrictness strictness,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean
ph_hub_set_strictness_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* A listener came or went: keeps the id of the client API from ageing. A push
 * does the same by itself. */
void ph_hub_touch (PhHub *hub, gint64 id);

/* Pushing */

/* Whether the endpoint takes one more push now, with @topic or NULL. Fails with
 * an error of ph_hub_find_endpoint () or with PH_ERROR_BUSY. */
gboolean ph_hub_check_accept (PhHub *hub,
                              const char *endpoint,
                              const char *topic,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tells the timeline that a push for the endpoint was refused, and why; and
 * what else was found wrong with it, as ph_findings_to_text () says it, or
 * NULL. */
void ph_hub_note_refused (PhHub *hub,
                          const char *endpoint,
                          const char *why,
                          const char *findings);

/* Accepts a push of 1 to PH_PUSH_BODY_MAX octets for an endpoint identifier,
 * its TTL already clamped. Finishes when the receiver has acknowledged it or it
 * is committed (promise 1), with the push, whose id and ttl go to the sender;
 * or with an error of ph_hub_check_accept () or PH_ERROR_UNAVAILABLE, and then
 * nothing of it is kept; the timeline tells that, too, so its caller need not
 * note it. */
void ph_hub_accept_async (PhHub *hub,
                          const char *endpoint,
                          const PhPushContent *content,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* Returns: (transfer full) */
PhPush *ph_hub_accept_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Cancels a push that waits: it is not delivered any more, unless that is under
 * way at this moment. Finishes with PH_ERROR_NOT_FOUND when no push with this
 * identifier waits, or with PH_ERROR_UNAVAILABLE. */
void ph_hub_cancel_async (PhHub *hub,
                          const char *push,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean
ph_hub_cancel_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Gives a push that was set aside another chance, in its old place. Finishes
 * with PH_ERROR_NOT_FOUND when no push with this identifier waits, or with
 * PH_ERROR_UNAVAILABLE. */
void ph_hub_replay_async (PhHub *hub,
                          const char *push,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean
ph_hub_replay_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Finds the pushes that were set aside, the @limit oldest. */
void ph_hub_find_aside_async (PhHub *hub,
                              guint limit,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: (transfer full) (element-type PhPush): the pushes, or NULL. */
GPtrArray *
ph_hub_find_aside_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* The state of the device has changed: from now on pushes that are less urgent
 * than @urgency wait, without holding up the others. */
void ph_hub_set_urgency (PhHub *hub, PhUrgency urgency);
