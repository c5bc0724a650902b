/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

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
  hub_fixture_expect_load (fixture, 0, 0);
}

static void
test_neither_push_nor_end_is_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  hub_fixture_push (fixture, "hello", 60, &pushed);

  g_assert_false (hub_fixture_unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  hub_fixture_expect_load (fixture, 0, 0);
}

/* Its row does not outlive that, so its sender must not believe it. */
static void
test_only_the_push_is_stored (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *pushed = NULL;

  push_to_absent (fixture, "safe");
  hub_fixture_push (fixture, "hello", 60, &pushed);
  ph_store_close (fixture->store);

  g_assert_false (hub_fixture_unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  hub_fixture_expect_load (fixture, 1, 0);
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
  hub_fixture_expect_load (fixture, 0, 0);
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
  hub_fixture_expect_load (fixture, 0, 0);
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
  hub_fixture_expect_load (fixture, 0, 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
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
      g_assert_false (hub_fixture_unregister (fixture));
    }
  wait_until (cancelled != NULL);
  g_assert_true (ph_hub_cancel_finish (fixture->hub, cancelled, NULL));
  hub_fixture_expect_load (fixture, 0, 0);
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
  g_assert_false (hub_fixture_unregister (fixture));
  g_assert_false (end_push (fixture, &pushed));
  hub_fixture_expect_load (fixture, 0, 0);
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
  g_assert_false (hub_fixture_unregister (fixture));
  g_assert_false (end_register (fixture, &registered));

  after = hub_fixture_endpoint (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (ph_hub_find_id (fixture->hub, fixture->app)->vapid);
  hub_fixture_expect_load (fixture, 1, 0);
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
  ADD ("leaves/cancelled", test_cancelled_while_it_leaves);
  g_test_add ("/hub-crossing/key-changes/cancelled", HubFixture, "key",
              hub_fixture_set_up, test_cancelled_while_it_leaves,
              hub_fixture_tear_down);
  ADD ("leaves/replaced", test_replaced_while_it_leaves);
  ADD ("leaves/key-changes", test_comes_back_as_it_was_stored);
  return g_test_run ();
}
