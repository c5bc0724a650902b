/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"
#include "support/fake-receiver.h"

/* A hub on a database in memory, whose only receiver is a fake, and one app
 * registered with it. */
typedef struct
{
  PhClock *clock;
  PhSettings settings;
  PhStore *store;
  PhHub *hub;
  FakeReceiver *receiver;
  gint64 app;
} HubFixture;

/* For g_test_add (). */
void hub_fixture_set_up (HubFixture *fixture, gconstpointer data);
void hub_fixture_tear_down (HubFixture *fixture, gconstpointer data);

/* Returns: (transfer full): what an app named org.example.App registers. */
PhRegistration *hub_fixture_wanted (const char *token, const char *vapid);

/* Registers and waits for the end; 0 with @error. */
gint64 hub_fixture_register (HubFixture *fixture,
                             const PhRegistration *wanted,
                             GError **error);

/* Unregisters the app and waits for the end. Returns: whether that was done. */
gboolean hub_fixture_unregister (HubFixture *fixture);

/* Returns: (transfer full): the endpoint identifier of the app. */
char *hub_fixture_endpoint (HubFixture *fixture);

/* Begins a push to the app; its result comes with wait_take_result (). */
void hub_fixture_push (HubFixture *fixture,
                       const char *body,
                       guint32 ttl,
                       GAsyncResult **result);

/* Pushes and waits; it must not be refused. Returns: (transfer full) */
PhPush *hub_fixture_push_content (HubFixture *fixture,
                                  const PhPushContent *content);

/* Pushes, waits for the answer, and fails the test if it is a refusal. */
void
hub_fixture_push_and_wait (HubFixture *fixture, const char *body, guint32 ttl);

/* Pushes of the app that are accepted and not ended. */
guint hub_fixture_waiting (HubFixture *fixture);

/* The counters say that so many pushes of the app wait and are set aside, and
 * that octets are in use if there are any. */
void hub_fixture_expect_load (HubFixture *fixture, guint waiting, guint aside);

/* How many pushes of the app are in the store, once all is written. */
guint hub_fixture_stored (HubFixture *fixture);
