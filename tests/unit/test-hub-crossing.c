/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

#include <sqlite3.h>

/* Something happens while the store still works on something else, and the disk
 * fails in between: closing the store does what is queued and refuses what
 * comes later. Whatever comes of it, the counters are those of the store. */

#define OTHER_KEY "another key"
#define THIRD_KEY "a third key"

static void
push_to_absent (HubFixture *fixture, const char *body)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, body, 60);
}

static void
expect_load (HubFixture *fixture, guint waiting, guint aside)
{
  PhRegistrationStatus status = { 0 };

  ph_hub_get_registration_status (fixture->hub, fixture->app, &status);
  g_assert_cmpuint (status.load.waiting, ==, waiting);
  g_assert_cmpuint (status.load.aside, ==, aside);
  g_assert_cmpuint (status.load.octets > 0, ==, waiting + aside > 0);
  ph_registration_status_clear (&status);
}

static void
begin_register (HubFixture *fixture, const char *key, GAsyncResult **result)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", key);

  ph_hub_register_async (fixture->hub, wanted, wait_take_result, result);
}

static gboolean
end_register (HubFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GAsyncResult) answer = NULL;

  wait_until (*result != NULL);
  answer = g_steal_pointer (result);
  return ph_hub_register_finish (fixture->hub, answer, NULL) != 0;
}

static gboolean
end_push (HubFixture *fixture, GAsyncResult **result)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (PhPush) push = NULL;

  wait_until (*result != NULL);
  answer = g_steal_pointer (result);
  push = ph_hub_accept_finish (fixture->hub, answer, NULL);
  return push != NULL;
}

static gboolean
unregister (HubFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &result);
  wait_until (result != NULL);
  return ph_hub_unregister_finish (fixture->hub, result, NULL);
}

/* A push that is being stored, and its registration */

static void
test_neither_push_nor_key_is_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;
  GAsyncResult *registered = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  begin_register (fixture, OTHER_KEY, &registered);

  g_assert_false (end_push (fixture, &pushed));
  g_assert_false (end_register (fixture, &registered));
  expect_load (fixture, 0, 0);
}

static void
test_neither_push_nor_end_is_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  hub_fixture_push (fixture, "hello", 60, &pushed);

  g_assert_false (unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  expect_load (fixture, 0, 0);
}

/* Its row does not outlive that, so its sender must not believe it. */
static void
test_only_the_push_is_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;

  push_to_absent (fixture, "safe");
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_store_close (fixture->store);

  g_assert_false (unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  expect_load (fixture, 1, 0);
}

/* Its sender sends it again, which must not make two of it. */
static void
test_refused_while_the_app_starts (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_store_close (fixture->store);
  g_assert_false (end_push (fixture, &pushed));

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  fake_receiver_appear (fixture->receiver);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "");
  expect_load (fixture, 0, 0);
}

/* Two other keys */

static void
test_second_key_is_not_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *registered[2] = { NULL };

  push_to_absent (fixture, "hello");
  begin_register (fixture, OTHER_KEY, &registered[0]);
  ph_store_close (fixture->store);
  begin_register (fixture, THIRD_KEY, &registered[1]);

  g_assert_true (end_register (fixture, &registered[0]));
  g_assert_false (end_register (fixture, &registered[1]));
  g_assert_cmpstr (ph_hub_find_id (fixture->hub, fixture->app)->vapid, ==,
                   OTHER_KEY);
  expect_load (fixture, 0, 0);
}

/* Has the store fail all that is queued now. */
static void
fail_jobs (HubFixture *fixture)
{
  char *trouble = NULL;

  while ((trouble = ph_store_get_trouble (fixture->store)) == NULL)
    g_thread_yield ();
  g_free (trouble);
}

/* What is stored second has the new endpoint, too. */
static void
test_only_the_second_change_is_stored (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", OTHER_KEY);
  GAsyncResult *registered[2] = { NULL };

  push_to_absent (fixture, "hello");
  sqlite3_hard_heap_limit64 (1);
  begin_register (fixture, OTHER_KEY, &registered[0]);
  fail_jobs (fixture);
  sqlite3_hard_heap_limit64 (0);
  wanted->version = 1;
  ph_hub_register_async (fixture->hub, wanted, wait_take_result,
                         &registered[1]);

  g_assert_false (end_register (fixture, &registered[0]));
  g_assert_true (end_register (fixture, &registered[1]));
  expect_load (fixture, 0, 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

/* A push that is set aside */

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
  expect_load (fixture, 0, 0);
}

static void
test_set_aside_is_not_stored (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);

  ph_store_close (fixture->store);
  fake_receiver_answer (fixture->receiver, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  expect_load (fixture, 1, 0);
}

/* A registration that comes back */

/* The answers of the store come after the registration has left, or changed. */
static void
test_cancelled_while_it_leaves (HubFixture *fixture, gconstpointer key_changes)
{
  GBytes *body = g_bytes_new_static ("hello", 5);
  PhPushContent content = { .body = body,
                            .ttl = 60,
                            .urgency = PH_URGENCY_NORMAL };
  g_autoptr (PhPush) push = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  GAsyncResult *registered = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  push = hub_fixture_push_content (fixture, &content);
  g_bytes_unref (body);
  ph_hub_cancel_async (fixture->hub, push->id, wait_take_result, &cancelled);
  ph_store_close (fixture->store);

  if (key_changes != NULL)
    {
      begin_register (fixture, OTHER_KEY, &registered);
      g_assert_false (end_register (fixture, &registered));
    }
  else
    {
      g_assert_false (unregister (fixture));
    }
  wait_until (cancelled != NULL);
  g_assert_true (ph_hub_cancel_finish (fixture->hub, cancelled, NULL));
  expect_load (fixture, 0, 0);
}

static void
test_set_aside_while_it_leaves (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);
  PhTimeline *timeline = ph_hub_get_timeline (fixture->hub);

  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (ph_timeline_find_last (timeline, id)->step == PH_EVENT_FAILED);
  ph_store_close (fixture->store);
  g_assert_false (unregister (fixture));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  expect_load (fixture, 0, 1);
}

static void
test_replaced_while_it_leaves (HubFixture *fixture, gconstpointer data)
{
  GBytes *body = g_bytes_new_static ("hello", 5);
  PhPushContent content = {
    .body = body, .ttl = 60, .urgency = PH_URGENCY_NORMAL, .topic = "a"
  };
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  GAsyncResult *pushed = NULL;
  g_autoptr (PhPush) push = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  push = hub_fixture_push_content (fixture, &content);
  ph_hub_accept_async (fixture->hub, endpoint, &content, wait_take_result,
                       &pushed);
  g_bytes_unref (body);
  ph_store_close (fixture->store);
  g_assert_false (unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  expect_load (fixture, 0, 0);
}

/* A new key is neither stored nor is the end of it all. */
static void
test_comes_back_as_it_was_stored (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *before = hub_fixture_endpoint (fixture);
  g_autofree char *after = NULL;
  GAsyncResult *registered = NULL;

  push_to_absent (fixture, "hello");
  ph_store_close (fixture->store);
  begin_register (fixture, OTHER_KEY, &registered);
  g_assert_false (unregister (fixture));
  g_assert_false (end_register (fixture, &registered));

  after = hub_fixture_endpoint (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (ph_hub_find_id (fixture->hub, fixture->app)->vapid);
  expect_load (fixture, 1, 0);
}

/* The end of the hub */

static void
test_replayed_while_the_hub_stops (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = nearly_poison (fixture);
  g_autoptr (GAsyncResult) replayed = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;

  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (hub_fixture_waiting (fixture) == 0);
  expect_load (fixture, 0, 1);

  ph_hub_replay_async (fixture->hub, id, wait_take_result, &replayed);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (replayed != NULL && stopped != NULL);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==,
                    PH_PUSH_FAILURES_MAX);
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-crossing/" path, HubFixture, NULL, hub_fixture_set_up,     \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("push/no-key", test_neither_push_nor_key_is_stored);
  ADD ("push/no-end", test_neither_push_nor_end_is_stored);
  ADD ("push/stored", test_only_the_push_is_stored);
  ADD ("push/refused", test_refused_while_the_app_starts);
  ADD ("keys/second-change", test_only_the_second_change_is_stored);
  ADD ("keys/first-change", test_second_key_is_not_stored);
  ADD ("set-aside/cancelled", test_set_aside_while_cancelled);
  ADD ("set-aside/not-stored", test_set_aside_is_not_stored);
  ADD ("leaves/cancelled", test_cancelled_while_it_leaves);
  g_test_add ("/hub-crossing/key-changes/cancelled", HubFixture, "key",
              hub_fixture_set_up, test_cancelled_while_it_leaves,
              hub_fixture_tear_down);
  ADD ("leaves/set-aside", test_set_aside_while_it_leaves);
  ADD ("leaves/replaced", test_replaced_while_it_leaves);
  ADD ("leaves/key-changes", test_comes_back_as_it_was_stored);
  ADD ("stop/replayed", test_replayed_while_the_hub_stops);
  return g_test_run ();
}
