/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

static void
test_found_by_all_it_is_known_by (HubFixture *fixture, gconstpointer data)
{
  const PhRegistration *app = ph_hub_find_id (fixture->hub, fixture->app);
  g_autofree char *url = ph_hub_get_endpoint_url (fixture->hub, app);
  g_autofree char *expected =
      g_strconcat ("http://127.0.0.1:1/push/id/", app->endpoint, NULL);

  g_assert_true (ph_hub_find_token (fixture->hub, "token") == app);
  g_assert_true (ph_hub_find_endpoint (fixture->hub, app->endpoint, NULL) ==
                 app);
  g_assert_cmpstr (url, ==, expected);
  g_assert_cmpstr (ph_hub_get_base_url (fixture->hub), ==,
                   "http://127.0.0.1:1");
}

static void
test_time_is_the_clock_s (HubFixture *fixture, gconstpointer data)
{
  ph_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  g_assert_cmpint (
      ABS (ph_hub_get_time (fixture->hub) - ph_clock_now (fixture->clock)), <,
      G_TIME_SPAN_HOUR);
}

static void
test_unknown (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_hub_find_id (fixture->hub, 4711));
  g_assert_null (ph_hub_find_token (fixture->hub, "other"));
  g_assert_null (ph_hub_find_endpoint (fixture->hub, "never-was", &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
}

/* A start after a removal at a time that the test knows. */
static void
test_removed_tells_since_when (HubFixture *fixture, gconstpointer data)
{
  const gint64 when = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  g_autoptr (PhHub) next =
      ph_hub_new (fixture->store, fixture->clock, &fixture->settings);
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  ph_store_remove_registration_async (
      fixture->store, ph_hub_find_id (fixture->hub, fixture->app), when,
      wait_take_result, &removed);
  wait_until (removed != NULL);

  g_assert_true (ph_hub_load (next, NULL));
  g_assert_null (ph_hub_find_endpoint (next, endpoint, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_REMOVED);
  g_assert_nonnull (strstr (error->message, "2023-11-14T22:13:20Z"));
}

static void
test_list_is_oldest_first (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *token = g_strdup_printf ("token %u", i);
      g_autoptr (PhRegistration) wanted = hub_fixture_wanted (token, NULL);

      g_assert_cmpint (hub_fixture_register (fixture, wanted, NULL), >, 0);
    }

  list = ph_hub_list (fixture->hub);
  g_assert_cmpuint (list->len, ==, 21);
  for (guint i = 1; i < list->len; i++)
    {
      const PhRegistration *older = list->pdata[i - 1];
      const PhRegistration *newer = list->pdata[i];

      g_assert_cmpint (older->created, <=, newer->created);
      g_assert_cmpint (older->id, <, newer->id);
    }
}

static void
test_status (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("other", NULL);
  PhHubStatus status = { 0 };
  PhRegistrationStatus of_app = { 0 };

  hub_fixture_register (fixture, wanted, NULL);
  ph_hub_get_registration_status (fixture->hub, fixture->app, &of_app);
  g_assert_cmpint (of_app.last_use, ==, 0);
  g_assert_null (of_app.last_failure);

  fake_receiver_set_manner (fixture->receiver, FAKE_FAILS);
  hub_fixture_push_and_wait (fixture, "one", 60);
  hub_fixture_push_and_wait (fixture, "two", 60);

  ph_hub_get_status (fixture->hub, &status);
  g_assert_cmpuint (status.registrations, ==, 2);
  g_assert_cmpuint (status.load.waiting, ==, 2);

  ph_hub_get_registration_status (fixture->hub, fixture->app, &of_app);
  g_assert_cmpuint (of_app.load.waiting, ==, 2);
  g_assert_cmpint (of_app.last_use, >, 0);
  g_assert_cmpstr (of_app.last_failure, ==, "Broken.");
  ph_registration_status_clear (&of_app);
  g_assert_null (of_app.last_failure);
}

static void
test_status_of_unknown_is_empty (HubFixture *fixture, gconstpointer data)
{
  PhRegistrationStatus status = { .load.waiting = 7 };

  ph_hub_get_registration_status (fixture->hub, 4711, &status);
  g_assert_cmpuint (status.load.waiting, ==, 0);
  g_assert_null (status.last_failure);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-look/" path, HubFixture, NULL, hub_fixture_set_up,         \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("found", test_found_by_all_it_is_known_by);
  ADD ("time", test_time_is_the_clock_s);
  ADD ("unknown", test_unknown);
  ADD ("removed", test_removed_tells_since_when);
  ADD ("oldest-first", test_list_is_oldest_first);
  ADD ("status", test_status);
  ADD ("status-of-unknown", test_status_of_unknown_is_empty);
  return g_test_run ();
}
