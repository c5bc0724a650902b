/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

/* Committing what is under way, and refusing what comes later, is tested in
 * test-outbox.c. */

static void
test_idle_stops_at_once (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) stopped = NULL;

  hub_fixture_push_and_wait (fixture, "hello", 60);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_nonnull (stopped);
  g_assert_true (ph_hub_stop_finish (fixture->hub, stopped, NULL));
}

/* An acknowledgement that still comes spares the app a second copy. */
static void
test_waits_for_a_call_under_way (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (PhPush) push = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (pushed != NULL);
  push = ph_hub_accept_finish (fixture->hub, pushed, NULL);
  g_assert_nonnull (push);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  g_assert_null (stopped);

  fake_receiver_answer (fixture->receiver, TRUE);
  wait_until (stopped != NULL);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

static void
test_begins_no_further_call (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed[2] = { NULL };
  g_autoptr (GAsyncResult) stopped = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "one", 60, &pushed[0]);
  hub_fixture_push (fixture, "two", 60, &pushed[1]);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  fake_receiver_answer (fixture->receiver, TRUE);
  wait_until (stopped != NULL);

  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (pushed); i++)
    {
      g_autoptr (PhPush) push =
          ph_hub_accept_finish (fixture->hub, pushed[i], NULL);

      g_assert_nonnull (push);
      g_object_unref (pushed[i]);
    }
}

static void
on_loaded (PhRegistration *registration, const PhLoad *load, gpointer user_data)
{
  gint64 *last_used = user_data;

  *last_used = registration->last_used;
  ph_registration_free (registration);
}

static void
on_removed (const char *endpoint, gint64 removed, gpointer user_data)
{
}

static void
test_stores_when_it_was_used_last (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) stopped = NULL;
  PhRegistrationStatus status = { 0 };
  gint64 last_used = 0;
  gint64 unused = 0;

  ph_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  ph_hub_get_registration_status (fixture->hub, fixture->app, &status);

  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (stopped != NULL);
  hub_fixture_stored (fixture);
  g_assert_true (ph_store_load (fixture->store, on_loaded, on_removed,
                                &last_used, &unused, &unused, NULL));
  g_assert_cmpint (last_used, >, 0);
  g_assert_cmpint (last_used, ==, status.last_use);
}

static void
expect_unavailable (GError *error)
{
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_error_free (error);
}

/* What receivers and time are asked of lives no longer than the stop. */
static void
test_registrations_stay_as_they_are (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("new", NULL);
  g_autoptr (PhRegistration) again = hub_fixture_wanted ("token", NULL);
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GAsyncResult) left = NULL;
  g_autoptr (GAsyncResult) changed = NULL;
  GError *error = NULL;

  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (stopped != NULL);
  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_APP, NULL, NULL);

  g_assert_cmpint (hub_fixture_register (fixture, wanted, &error), ==, 0);
  expect_unavailable (g_steal_pointer (&error));
  g_assert_cmpint (hub_fixture_register (fixture, again, &error), ==, 0);
  expect_unavailable (g_steal_pointer (&error));

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &left);
  wait_until (left != NULL);
  g_assert_false (ph_hub_unregister_finish (fixture->hub, left, &error));
  expect_unavailable (g_steal_pointer (&error));

  ph_hub_set_strictness_async (fixture->hub, fixture->app, PH_STRICT,
                               wait_take_result, &changed);
  wait_until (changed != NULL);
  g_assert_false (ph_hub_set_strictness_finish (fixture->hub, changed, &error));
  expect_unavailable (g_steal_pointer (&error));

  g_assert_nonnull (ph_hub_find_id (fixture->hub, fixture->app));
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->receiver), ==, 0);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-stop/" path, HubFixture, NULL, hub_fixture_set_up,         \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("idle", test_idle_stops_at_once);
  ADD ("call-under-way", test_waits_for_a_call_under_way);
  ADD ("no-further-call", test_begins_no_further_call);
  ADD ("last-use", test_stores_when_it_was_used_last);
  ADD ("registrations", test_registrations_stay_as_they_are);
  return g_test_run ();
}
