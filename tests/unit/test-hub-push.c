/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/error.h"
#include "push-life.h"
#include "support/wait.h"

#include <string.h>

/* How the life of a push ends that waits: cancelled, expired, set aside
 * (design.md section 3). */

/* Cancelling: RFC 8030 section 6.2 */

static gboolean
cancel (HubFixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cancelled = FALSE;

  ph_hub_cancel_async (fixture->hub, id, wait_take_result, &result);
  wait_until (result != NULL);
  cancelled = ph_hub_cancel_finish (fixture->hub, result, &error);
  if (!cancelled)
    g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
  return cancelled;
}

static void
test_cancelled_is_never_delivered (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "one", NULL));
  id = life_push (fixture, "two", NULL);
  g_free (life_push (fixture, "three", NULL));

  g_assert_true (cancel (fixture, id));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 2);
  life_expect_last_step (fixture, id, PH_EVENT_CANCELLED);
  g_assert_false (cancel (fixture, id));
  life_expect_taken (fixture, "one three");
}

static void
test_cancelled_while_read (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "one", NULL));
  id = life_push (fixture, "two", NULL);
  g_free (life_push (fixture, "three", NULL));
  life_become (fixture, FAKE_KEEPS_SILENT);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 1);

  g_assert_true (cancel (fixture, id));
  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, TRUE);
  life_expect_taken (fixture, "one three");
}

/* The app has it already; when it does not take it, that is the end. */
static void
test_cancelled_during_the_call (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  id = life_push (fixture, "one", NULL);
  g_assert_true (cancel (fixture, id));
  life_answer (fixture, FALSE);
  life_expect_last_step (fixture, id, PH_EVENT_CANCELLED);
  life_expect_taken (fixture, "");
}

/* The app did not run, and would be called again now that it does. */
static void
test_cancelled_while_the_app_starts (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  id = life_push (fixture, "one", NULL);
  g_free (life_push (fixture, "two", NULL));
  g_assert_true (cancel (fixture, id));
  life_become (fixture, FAKE_ACKNOWLEDGES);
  fake_receiver_appear (fixture->receiver);
  life_expect_taken (fixture, "two");
  life_expect_last_step (fixture, id, PH_EVENT_CANCELLED);
}

static void
test_cancelled_too_late (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = life_push (fixture, "one", NULL);

  g_assert_false (cancel (fixture, id));
  g_assert_false (cancel (fixture, "never-was"));
}

/* TTL: RFC 8030 section 5.2 */

/* The row goes when its time has come, whether the app comes or not. */
static void
test_expired_goes_by_itself (HubFixture *fixture, gconstpointer data)
{
  life_become (fixture, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "long", 60);
  hub_fixture_push_and_wait (fixture, "short", 1);
  wait_until (hub_fixture_waiting (fixture) == 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  life_expect_taken (fixture, "long");
}

static void
test_expired_during_the_call (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  id = life_push (fixture, "one", NULL);
  ph_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  life_answer (fixture, FALSE);
  life_become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  life_expect_last_step (fixture, id, PH_EVENT_EXPIRED);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "");
}

/* Poison */

static void
fail_often (HubFixture *fixture, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      guint calls = fake_receiver_get_calls (fixture->receiver);

      ph_hub_announce (fixture->hub, fixture->app);
      wait_until (fake_receiver_get_calls (fixture->receiver) > calls);
      hub_fixture_stored (fixture);
    }
}

static guint
count_aside (HubFixture *fixture)
{
  PhHubStatus status = { 0 };

  ph_hub_get_status (fixture->hub, &status);
  ph_hub_status_clear (&status);
  return status.load.aside;
}

static gboolean
replay (HubFixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_replay_async (fixture->hub, id, wait_take_result, &result);
  wait_until (result != NULL);
  return ph_hub_replay_finish (fixture->hub, result, NULL);
}

static void
test_set_aside_after_eight_failures (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_FAILS);
  id = life_push (fixture, "poison", NULL);
  g_free (life_push (fixture, "next", NULL));
  fail_often (fixture, PH_PUSH_FAILURES_MAX - 2);
  g_assert_cmpuint (count_aside (fixture), ==, 0);
  fail_often (fixture, 1);
  wait_until (count_aside (fixture) == 1);
  life_expect_last_step (fixture, id, PH_EVENT_SET_ASIDE);

  life_become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "next");

  g_assert_true (replay (fixture, id));
  life_expect_taken (fixture, "next poison");
  g_assert_cmpuint (count_aside (fixture), ==, 0);
  g_assert_false (replay (fixture, id));
}

static void
test_set_aside_can_be_cancelled (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  life_become (fixture, FAKE_FAILS);
  id = life_push (fixture, "poison", NULL);
  fail_often (fixture, PH_PUSH_FAILURES_MAX - 1);
  wait_until (count_aside (fixture) == 1);
  g_assert_true (cancel (fixture, id));
  g_assert_cmpuint (count_aside (fixture), ==, 0);
}

/* Limits */

static void
test_too_many_wait (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->settings.waiting_max = 2;
  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "one", NULL));
  g_free (life_push (fixture, "two", NULL));
  hub_fixture_push (fixture, "three", 60, &result);
  wait_until (result != NULL);
  g_assert_null (ph_hub_accept_finish (fixture->hub, result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_BUSY);

  life_expect_taken (fixture, "one two");
  g_free (life_push (fixture, "four", NULL));
}

#define ADD(path, data, function)                                              \
  g_test_add ("/hub-push/" path, HubFixture, data, hub_fixture_set_up,         \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cancel/never-delivered", NULL, test_cancelled_is_never_delivered);
  ADD ("cancel/while-read", NULL, test_cancelled_while_read);
  ADD ("cancel/during-the-call", NULL, test_cancelled_during_the_call);
  ADD ("cancel/app-starts", NULL, test_cancelled_while_the_app_starts);
  ADD ("cancel/too-late", NULL, test_cancelled_too_late);
  ADD ("ttl/by-itself", NULL, test_expired_goes_by_itself);
  ADD ("ttl/during-the-call", NULL, test_expired_during_the_call);
  ADD ("poison/set-aside", NULL, test_set_aside_after_eight_failures);
  ADD ("poison/cancelled", NULL, test_set_aside_can_be_cancelled);
  ADD ("limits/waiting", NULL, test_too_many_wait);
  return g_test_run ();
}
