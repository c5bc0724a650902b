/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "push-life.h"

#include "core/error.h"
#include "support/wait.h"

/* RFC 8030 section 5.4 where a push does not go the way of the one it
 * replaces: with TTL 0, and where there is no room beside it. */

#define BUSY_MAX 2

/* Pushes now or never, with topic "a". Returns: (transfer full) (nullable): its
 * identifier */
static char *
push_now (HubFixture *fixture, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("now", 3);
  const PhPushContent now = { .body = body,
                              .urgency = PH_URGENCY_NORMAL,
                              .topic = "a" };
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhPush) push = NULL;

  ph_hub_accept_async (fixture->hub, endpoint, &now, wait_take_result, &result);
  wait_until (result != NULL);
  push = ph_hub_accept_finish (fixture->hub, result, error);
  return push != NULL ? g_strdup (push->id) : NULL;
}

static void
test_now_replaces_what_waits (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *old = NULL;

  life_become (fixture, FAKE_IS_ABSENT);
  old = life_push (fixture, "old", "a");
  g_free (life_push (fixture, "b", "b"));
  g_free (push_now (fixture, NULL));

  life_expect_last_step (fixture, old, PH_EVENT_REPLACED);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  life_expect_taken (fixture, "b");
}

static void
test_now_replaces_what_is_in_memory (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *old = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  g_free (life_push (fixture, "x", NULL));
  old = life_push (fixture, "old", "a");
  g_free (push_now (fixture, NULL));
  life_expect_last_step (fixture, old, PH_EVENT_REPLACED);

  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, TRUE);
  life_expect_taken (fixture, "x now");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

/* It arrives, but if that fails it does not come again. */
static void
test_now_replaces_what_is_with_the_app (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *old = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  old = life_push (fixture, "old", "a");
  g_free (push_now (fixture, NULL));
  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, FALSE);

  life_expect_last_step (fixture, old, PH_EVENT_REPLACED);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 0);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

static void
add_step (const PhEvent *event, gpointer steps)
{
  g_string_append_printf (steps, "%s ", ph_event_step_to_string (event->step));
}

/* Its sender and the user are told, and what it was to replace still waits. */
static void
test_now_that_the_disk_refuses (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) steps = g_string_new (NULL);

  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "old", "a"));
  ph_store_close (fixture->store);
  g_assert_null (push_now (fixture, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  ph_timeline_foreach (ph_hub_get_timeline (fixture->hub), add_step, steps);
  g_assert_cmpstr (steps->str, ==, "received waiting received dropped ");
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 1);
}

static void
expect_refused (HubFixture *fixture, const char *topic)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("more", 4);
  const PhPushContent more = {
    .body = body, .ttl = 60, .urgency = PH_URGENCY_NORMAL, .topic = topic
  };
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ph_hub_accept_async (fixture->hub, endpoint, &more, wait_take_result,
                       &result);
  wait_until (result != NULL);
  g_assert_null (ph_hub_accept_finish (fixture->hub, result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_BUSY);
}

static void
test_full_queue_takes_what_replaces (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);

  fixture->settings.waiting_max = BUSY_MAX;
  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "a1", "a"));
  g_free (life_push (fixture, "x", NULL));

  expect_refused (fixture, NULL);
  expect_refused (fixture, "b");
  g_assert_false (ph_hub_check_accept (fixture->hub, endpoint, NULL, NULL));
  g_assert_true (ph_hub_check_accept (fixture->hub, endpoint, "a", NULL));
  g_free (life_push (fixture, "a2", "a"));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, BUSY_MAX);
  g_free (push_now (fixture, NULL));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, BUSY_MAX - 1);
  life_expect_taken (fixture, "x");
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-topic/" path, HubFixture, NULL, hub_fixture_set_up,        \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("now/stored", test_now_replaces_what_waits);
  ADD ("now/in-memory", test_now_replaces_what_is_in_memory);
  ADD ("now/with-the-app", test_now_replaces_what_is_with_the_app);
  ADD ("now/disk-refuses", test_now_that_the_disk_refuses);
  ADD ("full", test_full_queue_takes_what_replaces);
  return g_test_run ();
}
