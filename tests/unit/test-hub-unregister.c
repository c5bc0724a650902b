/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

/* Unregistering, and the ageing of the client API's ids (contracts/
 * client-api.md); a removal that fails is in test-hub-register.c. */

static PhReceiver *
get_receiver (const PhRegistration *registration, gpointer user_data)
{
  return g_object_ref (PH_RECEIVER (user_data));
}

static gint64
register_client (HubFixture *fixture)
{
  g_autoptr (PhRegistration) wanted =
      ph_registration_new (PH_REGISTRATION_CLIENT);

  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_CLIENT, get_receiver,
                            fixture->receiver);
  return hub_fixture_register (fixture, wanted, NULL);
}

static gboolean
exists (HubFixture *fixture, gint64 id)
{
  return ph_hub_find_id (fixture->hub, id) != NULL;
}

static void
test_gone_at_once_with_all_that_waits (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PhHubStatus status = { 0 };

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &result);
  g_assert_null (ph_hub_find_endpoint (fixture->hub, endpoint, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_REMOVED);
  g_assert_false (exists (fixture, fixture->app));

  wait_until (result != NULL);
  g_assert_true (ph_hub_unregister_finish (fixture->hub, result, NULL));
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
  ph_hub_get_status (fixture->hub, &status);
  g_assert_cmpuint (status.registrations + status.load.waiting, ==, 0);
}

static void
test_the_app_is_told_when_it_is_stored (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &result);
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->receiver), ==, 0);
  wait_until (result != NULL);
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->receiver), ==, 1);
}

/* The same token may come back, but not the same endpoint. */
static void
test_coming_back_is_a_new_registration (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", NULL);
  g_autofree char *before = hub_fixture_endpoint (fixture);
  g_autofree char *after = NULL;

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, NULL, NULL);
  fixture->app = hub_fixture_register (fixture, wanted, NULL);
  after = hub_fixture_endpoint (fixture);
  g_assert_cmpstr (after, !=, before);
}

static void
test_use_is_stored_once_a_day (HubFixture *fixture, gconstpointer data)
{
  const PhRegistration *app = ph_hub_find_id (fixture->hub, fixture->app);
  const gint64 stored = app->last_used;
  PhRegistrationStatus status = { 0 };

  ph_clock_advance (fixture->clock, 23 * G_TIME_SPAN_HOUR);
  ph_hub_touch (fixture->hub, fixture->app);
  ph_hub_get_registration_status (fixture->hub, fixture->app, &status);
  g_assert_cmpint (status.last_use, >=, stored + 23 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (app->last_used, ==, stored);

  ph_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  ph_hub_touch (fixture->hub, fixture->app);
  g_assert_cmpint (app->last_used, >=, stored + G_TIME_SPAN_DAY);
}

static void
test_unused_clients_go_after_30_days (HubFixture *fixture, gconstpointer data)
{
  gint64 unused = register_client (fixture);
  gint64 used = register_client (fixture);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_clock_advance (fixture->clock, 29 * G_TIME_SPAN_DAY);
  ph_hub_touch (fixture->hub, used);
  register_client (fixture);
  g_assert_true (exists (fixture, unused));

  ph_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  register_client (fixture);
  g_assert_false (exists (fixture, unused));
  g_assert_true (exists (fixture, used));
  g_assert_true (exists (fixture, fixture->app));
}

static void
test_clients_with_a_listener_stay (HubFixture *fixture, gconstpointer data)
{
  gint64 listening = register_client (fixture);

  ph_clock_advance (fixture->clock, 31 * G_TIME_SPAN_DAY);
  register_client (fixture);
  g_assert_true (exists (fixture, listening));
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-unregister/" path, HubFixture, NULL, hub_fixture_set_up,   \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("gone-at-once", test_gone_at_once_with_all_that_waits);
  ADD ("app-is-told", test_the_app_is_told_when_it_is_stored);
  ADD ("coming-back", test_coming_back_is_a_new_registration);
  ADD ("once-a-day", test_use_is_stored_once_a_day);
  ADD ("unused-clients", test_unused_clients_go_after_30_days);
  ADD ("listeners", test_clients_with_a_listener_stay);
  return g_test_run ();
}
