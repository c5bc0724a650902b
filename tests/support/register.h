/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/app.h"

/* An app's calls to the distributor under test. */

/* A VAPID public key of somebody's, and another. */
#define VAPID_KEY                                                              \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZG"  \
  "H6SRpkNtoIAiw4"
#define OTHER_VAPID_KEY                                                        \
  "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wE"  \
  "qKK6PBru3jl7A8"

/* Calls @method of the distributor interface @version and waits for the
 * answer. Returns: (transfer full): it, or NULL and @error. */
GVariant *register_call (App *app,
                         guint version,
                         const char *method,
                         GVariant *args,
                         GError **error);

/* Sends Register without waiting; the answer becomes an APP_REPLY event.
 * @description and @vapid may be NULL; version 1 has no @vapid. */
void register_send (App *app,
                    guint version,
                    const char *token,
                    const char *description,
                    const char *vapid);

/* Takes the next event, which must be a reply that says "succeeded". */
void register_expect_success (App *app, guint version);

/* Takes the next event, which must be a reply that says "failed" and gives this
 * reason. */
void register_expect_refusal (App *app, const char *reason);

/* Registers, expects success and then the endpoint, and returns that. */
char *register_app (App *app, guint version, const char *token);

/* Sends Unregister; version 2 is answered with an empty dictionary. */
void unregister_app (App *app, guint version, const char *token);

/* Takes in all that the distributor has sent the app before it answers a
 * question sent now; then no event may be there. */
void register_expect_nothing_more (App *app);

/* Returns: (transfer full): the introspection data of the distributor. */
char *register_introspect (App *app);
