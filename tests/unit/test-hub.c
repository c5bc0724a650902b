/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

/* What one hub leaves in the store, the next one finds; what becomes of a push
 * is in test-outbox.c. */

#define BASE_URL "http://127.0.0.1:1"

static PhReceiver *
get_receiver (const PhRegistration *registration, gpointer user_data)
{
  return g_object_ref (PH_RECEIVER (user_data));
}

/* Another hub on the same store, not started; its receiver is new too. */
static void
start_again (HubFixture *fixture, const char *base_url)
{
  g_autoptr (GAsyncResult) stopped = NULL;

  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (stopped != NULL);
  g_clear_object (&stopped);
  g_assert_finalize_object (fixture->hub);
  g_assert_finalize_object (fixture->receiver);

  fixture->receiver = fake_receiver_new ();
  fixture->hub =
      ph_hub_new (fixture->store, fixture->clock, &fixture->settings);
  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_APP, get_receiver,
                            fixture->receiver);
  g_assert_true (ph_hub_load (fixture->hub, NULL));
  ph_hub_set_base_url (fixture->hub, base_url);
}

static void
announce (HubFixture *fixture)
{
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (ph_hub_find_id (fixture->hub, fixture->app)->announced != NULL);
  hub_fixture_stored (fixture); /* behind what announcing stores */
}

static void
test_refuses_unknown_endpoints (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ph_hub_accept_async (fixture->hub, "never-was",
                       &(PhPushContent){ .body = body, .ttl = 60 },
                       wait_take_result, &result);
  wait_until (result != NULL);
  g_assert_null (ph_hub_accept_finish (fixture->hub, result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
}

static void
test_delivers_what_the_last_one_left (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "one", 60);
  hub_fixture_push_and_wait (fixture, "two", 60);

  start_again (fixture, BASE_URL);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 2);

  ph_hub_start (fixture->hub);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "one two");
}

static void
test_goes_on_behind_what_waits (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "one", 60);

  start_again (fixture, BASE_URL);
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_hub_start (fixture->hub);
  hub_fixture_push_and_wait (fixture, "two", 60);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "one two");
}

static void
test_tells_apps_of_another_base_url (HubFixture *fixture, gconstpointer data)
{
  announce (fixture);
  start_again (fixture, "http://127.0.0.1:2");
  ph_hub_start (fixture->hub);

  wait_until (fake_receiver_get_endpoint (fixture->receiver) != NULL);
  g_assert_true (
      g_str_has_prefix (fake_receiver_get_endpoint (fixture->receiver),
                        "http://127.0.0.1:2/push/id/"));
}

static void
test_tells_no_app_what_it_knows (HubFixture *fixture, gconstpointer data)
{
  announce (fixture);
  start_again (fixture, BASE_URL);
  ph_hub_start (fixture->hub);

  g_assert_null (fake_receiver_get_endpoint (fixture->receiver));
}

static void
test_ids_are_never_given_twice (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("new", NULL);
  g_autoptr (GAsyncResult) removed = NULL;

  ph_hub_unregister_async (fixture->hub, fixture->app, FALSE, wait_take_result,
                           &removed);
  wait_until (removed != NULL);
  g_clear_object (&removed);

  start_again (fixture, BASE_URL);
  ph_hub_start (fixture->hub);
  g_assert_cmpint (hub_fixture_register (fixture, wanted, NULL), >,
                   fixture->app);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub/" path, HubFixture, NULL, hub_fixture_set_up, function,    \
              hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("unknown-endpoints", test_refuses_unknown_endpoints);
  ADD ("what-the-last-one-left", test_delivers_what_the_last_one_left);
  ADD ("behind-what-waits", test_goes_on_behind_what_waits);
  ADD ("another-base-url", test_tells_apps_of_another_base_url);
  ADD ("same-base-url", test_tells_no_app_what_it_knows);
  ADD ("ids", test_ids_are_never_given_twice);
  return g_test_run ();
}
