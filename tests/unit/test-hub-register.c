/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

/* contracts/dbus.md, "Register" and "Unregister", without the bus. */

#define OTHER_KEY "another key"

static void
test_same_token_same_endpoint (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", NULL);
  g_autofree char *before = hub_fixture_endpoint (fixture);
  g_autofree char *after = NULL;

  g_free (wanted->description);
  wanted->description = g_strdup ("Another description");
  wanted->version = 1;
  g_assert_cmpint (hub_fixture_register (fixture, wanted, NULL), ==,
                   fixture->app);

  after = hub_fixture_endpoint (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (ph_hub_find_id (fixture->hub, fixture->app)->description, ==,
                   "Another description");
  g_assert_cmpuint (ph_hub_find_id (fixture->hub, fixture->app)->version, ==,
                    1);
}

static void
test_calls_that_cross_give_one_registration (HubFixture *fixture,
                                             gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("new", NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  gint64 id = 0;

  ph_hub_register_async (fixture->hub, wanted, wait_take_result, &first);
  ph_hub_register_async (fixture->hub, wanted, wait_take_result, &second);
  wait_until (first != NULL && second != NULL);

  id = ph_hub_register_finish (fixture->hub, first, NULL);
  g_assert_cmpint (id, >, fixture->app);
  g_assert_cmpint (ph_hub_register_finish (fixture->hub, second, NULL), ==, id);
}

static void
test_other_key_other_endpoint (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", OTHER_KEY);
  g_autofree char *before = hub_fixture_endpoint (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "for the old key", 60);
  g_assert_cmpint (hub_fixture_register (fixture, wanted, NULL), ==,
                   fixture->app);

  after = hub_fixture_endpoint (fixture);
  g_assert_cmpstr (after, !=, before);
  g_assert_null (ph_hub_find_endpoint (fixture->hub, before, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_REMOVED);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

static void
test_token_of_another_app (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", NULL);
  g_autoptr (GError) error = NULL;

  g_free (wanted->service);
  wanted->service = g_strdup ("org.example.Other");
  g_assert_cmpint (hub_fixture_register (fixture, wanted, &error), ==, 0);
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAUTHORIZED);
  g_assert_null (g_strstr_len (error->message, -1, "org.example.App"));
  g_assert_cmpstr (ph_hub_find_token (fixture->hub, "token")->service, ==,
                   "org.example.App");
}

/* What cannot be stored is as if it had never been asked. */
static void
test_takes_back_what_is_not_stored (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) changed = hub_fixture_wanted ("token", OTHER_KEY);
  g_autoptr (PhRegistration) added = hub_fixture_wanted ("new", NULL);
  g_autofree char *before = hub_fixture_endpoint (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) removed = NULL;

  ph_store_close (fixture->store);
  g_assert_cmpint (hub_fixture_register (fixture, changed, &error), ==, 0);
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_nonnull (ph_hub_find_endpoint (fixture->hub, before, NULL));
  g_assert_null (ph_hub_find_token (fixture->hub, "token")->vapid);

  g_assert_cmpint (hub_fixture_register (fixture, added, NULL), ==, 0);
  g_assert_null (ph_hub_find_token (fixture->hub, "new"));

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &removed);
  g_assert_null (ph_hub_find_token (fixture->hub, "token"));
  wait_until (removed != NULL);
  g_assert_false (ph_hub_unregister_finish (fixture->hub, removed, NULL));
  g_assert_nonnull (ph_hub_find_token (fixture->hub, "token"));
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->receiver), ==, 0);
}

/* The old one could not be removed, so the new one cannot be stored. */
static void
test_token_survives_calls_that_cross (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) again = hub_fixture_wanted ("token", NULL);
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GAsyncResult) registered = NULL;
  g_autoptr (GAsyncResult) removed_again = NULL;

  ph_store_close (fixture->store);
  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &removed);
  ph_hub_register_async (fixture->hub, again, wait_take_result, &registered);
  ph_hub_unregister_async (fixture->hub,
                           ph_hub_find_token (fixture->hub, "token")->id, TRUE,
                           wait_take_result, &removed_again);
  wait_until (removed != NULL && registered != NULL && removed_again != NULL);

  g_assert_nonnull (ph_hub_find_token (fixture->hub, "token"));
  g_assert_cmpint (ph_hub_find_token (fixture->hub, "token")->id, ==,
                   fixture->app);
}

/* What waits for the old endpoint goes with it; for the new one nothing is
 * taken until it is stored, since it could still be taken back. */
static void
test_key_changes_that_cross (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) second = hub_fixture_wanted ("token", OTHER_KEY);
  g_autoptr (PhRegistration) third = hub_fixture_wanted ("token", "third");
  g_autoptr (GAsyncResult) first_saved = NULL;
  g_autoptr (GAsyncResult) second_saved = NULL;
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GError) error = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "for the first key", 60);
  ph_hub_register_async (fixture->hub, second, wait_take_result, &first_saved);
  ph_hub_register_async (fixture->hub, third, wait_take_result, &second_saved);
  hub_fixture_push (fixture, "for the third key", 60, &pushed);
  wait_until (first_saved != NULL && second_saved != NULL && pushed != NULL);

  g_assert_null (ph_hub_accept_finish (fixture->hub, pushed, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);

  hub_fixture_push_and_wait (fixture, "for the third key, again", 60);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
}

static void
test_announces_until_it_is_heard (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_hub_announce (fixture->hub, fixture->app);
  g_assert_null (fake_receiver_get_endpoint (fixture->receiver));

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  url = ph_hub_get_endpoint_url (fixture->hub,
                                 ph_hub_find_id (fixture->hub, fixture->app));
  wait_until (fake_receiver_get_endpoint (fixture->receiver) != NULL);
  g_assert_cmpstr (fake_receiver_get_endpoint (fixture->receiver), ==, url);
  wait_until (ph_hub_find_id (fixture->hub, fixture->app)->announced != NULL);
  g_assert_cmpstr (ph_hub_find_id (fixture->hub, fixture->app)->announced, ==,
                   url);
}

static void
test_unknown_ids (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  ph_hub_announce (fixture->hub, 4711);
  ph_hub_touch (fixture->hub, 4711);
  ph_hub_unregister_async (fixture->hub, 4711, FALSE, wait_take_result,
                           &removed);
  wait_until (removed != NULL);
  g_assert_false (ph_hub_unregister_finish (fixture->hub, removed, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-register/" path, HubFixture, NULL, hub_fixture_set_up,     \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("same-token-same-endpoint", test_same_token_same_endpoint);
  ADD ("calls-that-cross", test_calls_that_cross_give_one_registration);
  ADD ("other-key-other-endpoint", test_other_key_other_endpoint);
  ADD ("token-of-another-app", test_token_of_another_app);
  ADD ("takes-back-what-is-not-stored", test_takes_back_what_is_not_stored);
  ADD ("token-survives-calls-that-cross", test_token_survives_calls_that_cross);
  ADD ("key-changes-that-cross", test_key_changes_that_cross);
  ADD ("announces-until-it-is-heard", test_announces_until_it_is_heard);
  ADD ("unknown-ids", test_unknown_ids);
  return g_test_run ();
}
