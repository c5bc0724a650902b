/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "support/hub-fixture.h"
#include "support/wait.h"

/* A push is set aside while something else happens to it, to its registration
 * or to the store; see test-hub-crossing.c. */

/* Leaves the app with its last chance for one push. Returns: (transfer full):
 * the push's identifier. */
static char *
nearly_poison (HubFixture *fixture)
{
  GAsyncResult *pushed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhPush) push = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "poison", 60, &pushed);
  wait_until (pushed != NULL);
  result = pushed;
  push = ph_hub_accept_finish (fixture->hub, result, NULL);
  for (guint i = 1; i < PH_PUSH_FAILURES_MAX; i++)
    {
      fake_receiver_answer (fixture->receiver, FALSE);
      hub_fixture_stored (fixture);
      ph_hub_announce (fixture->hub, fixture->app);
      wait_until (fake_receiver_get_calls (fixture->receiver) == i + 1);
    }
  return g_strdup (push->id);
}

static void
test_set_aside_while_cancelled (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);
  g_autoptr (GAsyncResult) cancelled = NULL;

  fake_receiver_answer (fixture->receiver, FALSE);
  ph_hub_cancel_async (fixture->hub, id, wait_take_result, &cancelled);
  wait_until (cancelled != NULL);
  g_assert_true (ph_hub_cancel_finish (fixture->hub, cancelled, NULL));
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
  hub_fixture_expect_load (fixture, 0, 0);
}

static void
test_set_aside_is_not_stored (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);

  ph_store_close (fixture->store);
  fake_receiver_answer (fixture->receiver, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  hub_fixture_expect_load (fixture, 1, 0);
}

static void
test_set_aside_while_it_leaves (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);
  PhTimeline *timeline = ph_hub_get_timeline (fixture->hub);

  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (ph_timeline_find_last (timeline, id)->step == PH_EVENT_FAILED);
  ph_store_close (fixture->store);
  g_assert_false (hub_fixture_unregister (fixture));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  hub_fixture_expect_load (fixture, 0, 1);
}

static void
test_replayed_while_the_hub_stops (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);
  g_autoptr (GAsyncResult) replayed = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;

  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (hub_fixture_waiting (fixture) == 0);
  hub_fixture_expect_load (fixture, 0, 1);

  ph_hub_replay_async (fixture->hub, id, wait_take_result, &replayed);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (replayed != NULL && stopped != NULL);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==,
                    PH_PUSH_FAILURES_MAX);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-crossing-aside/" path, HubFixture, NULL,                   \
              hub_fixture_set_up, function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cancelled", test_set_aside_while_cancelled);
  ADD ("not-stored", test_set_aside_is_not_stored);
  ADD ("leaves", test_set_aside_while_it_leaves);
  ADD ("stop", test_replayed_while_the_hub_stops);
  return g_test_run ();
}
