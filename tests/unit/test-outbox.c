/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

/* design.md section 3, "The life of a push", told through a hub. */

static gboolean
refused_with (HubFixture *fixture, GAsyncResult *result, PhError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) push = ph_hub_accept_finish (fixture->hub, result, &error);

  return push == NULL && g_error_matches (error, PH_ERROR, (int) code);
}

static void
test_running_app_costs_no_disk (HubFixture *fixture, gconstpointer data)
{
  hub_fixture_push_and_wait (fixture, "hello", 60);

  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "hello");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);
}

static void
test_silent_app_commits_after_grace (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);

  fake_receiver_answer (fixture->receiver, TRUE);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);
}

static void
test_absent_app_gets_all_in_order (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "one", 60);
  hub_fixture_push_and_wait (fixture, "two", 60);
  hub_fixture_push_and_wait (fixture, "three", 60);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 3);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "one two three");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

/* More than memory and several pages hold, some of it while it flows. */
static void
test_long_backlog_keeps_order (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  const guint n = 1000;
  GAsyncResult *results[1000] = { NULL };

  fake_receiver_set_window (fixture->receiver, GPOINTER_TO_UINT (data));
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *body = g_strdup_printf ("%u", i);

      g_string_append_printf (expected, "%s%s", i > 0 ? " " : "", body);
      hub_fixture_push (fixture, body, 60, &results[i]);
      if (i == n / 2)
        fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
      if (i % 100 == 99)
        g_main_context_iteration (NULL, FALSE);
    }

  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   expected->str);
  for (guint i = 0; i < n; i++)
    {
      wait_until (results[i] != NULL);
      g_object_unref (results[i]);
    }
}

static void
test_ttl_0_is_now_or_never (HubFixture *fixture, gconstpointer data)
{
  hub_fixture_push_and_wait (fixture, "now", 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "now");

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "never", 0);
  hub_fixture_push_and_wait (fixture, "nor this", 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "now");
}

static void
test_never_after_its_ttl (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "short", 60);
  hub_fixture_push_and_wait (fixture, "long", 3600);
  ph_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "long");
}

/* A failing app is left alone until something ends the wait. */
static void
test_failing_app_is_left_alone (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_FAILS);
  hub_fixture_push_and_wait (fixture, "one", 60);
  hub_fixture_push_and_wait (fixture, "two", 60);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 2);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "one two");
}

static void
test_failure_inside_the_window_goes_back (HubFixture *fixture,
                                          gconstpointer data)
{
  GAsyncResult *results[3] = { NULL };

  fake_receiver_set_window (fixture->receiver, 3);
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "one", 60, &results[0]);
  hub_fixture_push (fixture, "two", 60, &results[1]);
  hub_fixture_push (fixture, "three", 60, &results[2]);

  fake_receiver_answer (fixture->receiver, FALSE);
  fake_receiver_answer (fixture->receiver, TRUE);
  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (results[0] != NULL && results[1] != NULL && results[2] != NULL);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 2);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "two one three");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
}

static void
test_unregistering_answers_who_waits (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) unregistered = NULL;
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GBytes) body = g_bytes_new_static ("late", 4);

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &unregistered);
  ph_hub_accept_async (fixture->hub, endpoint,
                       &(PhPushContent){ .body = body, .ttl = 60 },
                       wait_take_result, &late);
  wait_until (pushed != NULL && late != NULL && unregistered != NULL);

  g_assert_true (refused_with (fixture, pushed, PH_ERROR_REMOVED));
  g_assert_true (refused_with (fixture, late, PH_ERROR_REMOVED));
  g_assert_true (ph_hub_unregister_finish (fixture->hub, unregistered, NULL));
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->receiver), ==, 1);
  fake_receiver_answer (fixture->receiver, TRUE);
}

static void
test_stopping_commits_what_is_under_way (HubFixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (PhPush) push = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  hub_fixture_push (fixture, "too late", 60, &refused);
  wait_until (pushed != NULL && refused != NULL);

  push = ph_hub_accept_finish (fixture->hub, pushed, NULL);
  g_assert_nonnull (push);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  g_assert_true (refused_with (fixture, refused, PH_ERROR_UNAVAILABLE));

  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (stopped != NULL);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
}

/* The disk refuses: the sender is told, nothing of the push is kept. */
static void
test_refuses_what_cannot_be_committed (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) pushed = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  wait_until (pushed != NULL);

  g_assert_true (refused_with (fixture, pushed, PH_ERROR_UNAVAILABLE));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);
}

#define ADD(path, data, function)                                              \
  g_test_add ("/outbox/" path, HubFixture, data, hub_fixture_set_up, function, \
              hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("running-app-costs-no-disk", NULL, test_running_app_costs_no_disk);
  ADD ("silent-app-commits-after-grace", NULL,
       test_silent_app_commits_after_grace);
  ADD ("absent-app-gets-all-in-order", NULL, test_absent_app_gets_all_in_order);
  ADD ("long-backlog/one-at-a-time", GUINT_TO_POINTER (1),
       test_long_backlog_keeps_order);
  ADD ("long-backlog/many-at-a-time", GUINT_TO_POINTER (512),
       test_long_backlog_keeps_order);
  ADD ("ttl-0", NULL, test_ttl_0_is_now_or_never);
  ADD ("never-after-its-ttl", NULL, test_never_after_its_ttl);
  ADD ("failing-app-is-left-alone", NULL, test_failing_app_is_left_alone);
  ADD ("failure-inside-the-window", NULL,
       test_failure_inside_the_window_goes_back);
  ADD ("unregistering-answers-who-waits", NULL,
       test_unregistering_answers_who_waits);
  ADD ("stopping-commits", NULL, test_stopping_commits_what_is_under_way);
  ADD ("refuses-what-cannot-be-committed", NULL,
       test_refuses_what_cannot_be_committed);
  return g_test_run ();
}
