/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "core/error.h"
#include "support/hub-fixture.h"
#include "support/wait.h"

#include <string.h>

/* What can happen to one push while it waits: replaced, held back, cancelled,
 * expired, set aside (design.md section 3). */

/* Returns: (transfer full): the push's identifier, once it is safe. */
static char *
push (HubFixture *fixture, const char *body, const char *topic)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const PhPushContent content = {
    .body = bytes,
    .ttl = 60,
    .urgency = PH_URGENCY_NORMAL,
    .topic = topic,
  };
  g_autoptr (PhPush) accepted = hub_fixture_push_content (fixture, &content);

  return g_strdup (accepted->id);
}

static void
push_with_urgency (HubFixture *fixture, const char *body, PhUrgency urgency)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const PhPushContent content = {
    .body = bytes,
    .ttl = 60,
    .urgency = urgency,
  };

  ph_push_unref (hub_fixture_push_content (fixture, &content));
}

static void
become (HubFixture *fixture, FakeManner manner)
{
  fake_receiver_set_manner (fixture->receiver, manner);
}

/* The app answers the oldest call; what follows of it has happened then. */
static void
answer (HubFixture *fixture, gboolean acknowledge)
{
  fake_receiver_answer (fixture->receiver, acknowledge);
  hub_fixture_stored (fixture);
}

/* The app is there again, and takes what waits. */
static void
expect_taken (HubFixture *fixture, const char *taken)
{
  become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, taken);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

static void
expect_last_step (HubFixture *fixture, const char *id, PhEventStep step)
{
  const PhEvent *event =
      ph_timeline_find_last (ph_hub_get_timeline (fixture->hub), id);

  g_assert_cmpint (event->step, ==, step);
}

/* Topics: RFC 8030 section 5.4 */

static void
test_topic_replaces_in_place (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  become (fixture, FAKE_IS_ABSENT);
  first = push (fixture, "a1", "a");
  g_free (push (fixture, "b1", "b"));
  g_free (push (fixture, "c", NULL));
  g_free (push (fixture, "a2", "a"));
  g_free (push (fixture, "a3", "a"));

  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 3);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 3);
  expect_last_step (fixture, first, PH_EVENT_REPLACED);
  expect_taken (fixture, "a3 b1 c");
}

/* One that is with the app cannot be taken back, but is not sent again. */
static void
test_topic_of_one_being_delivered (HubFixture *fixture, gconstpointer failed)
{
  g_autofree char *first = NULL;

  become (fixture, FAKE_KEEPS_SILENT);
  first = push (fixture, "a1", "a");
  g_free (push (fixture, "b", NULL));
  g_free (push (fixture, "a2", "a"));
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);

  become (fixture, FAKE_ACKNOWLEDGES);
  answer (fixture, failed == NULL);
  if (failed != NULL)
    expect_last_step (fixture, first, PH_EVENT_REPLACED);
  expect_taken (fixture, failed != NULL ? "a2 b" : "a1 a2 b");
}

static void
test_topic_while_the_app_starts (HubFixture *fixture, gconstpointer data)
{
  become (fixture, FAKE_KEEPS_SILENT);
  g_free (push (fixture, "a1", "a"));
  g_free (push (fixture, "b", NULL));
  g_free (push (fixture, "a2", "a"));
  become (fixture, FAKE_ACKNOWLEDGES);
  fake_receiver_appear (fixture->receiver);
  expect_taken (fixture, "a2 b");
}

/* While the one before it is with the app, nothing of it is on the disk. */
static void
test_topic_of_one_in_memory (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[2] = { NULL };

  become (fixture, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "x", 60, &results[0]);
  hub_fixture_push (fixture, "y", 60, &results[1]);
  g_free (push (fixture, "a1", "a"));
  g_free (push (fixture, "a2", "a"));

  become (fixture, FAKE_ACKNOWLEDGES);
  answer (fixture, TRUE);
  expect_taken (fixture, "x y a2");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
}

static void
test_topic_of_a_running_app_costs_no_disk (HubFixture *fixture,
                                           gconstpointer data)
{
  g_free (push (fixture, "a1", "a"));
  g_free (push (fixture, "a2", "a"));
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "a1 a2");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

/* A page of the backlog is on its way while one of it is replaced. */
static void
test_topic_in_a_long_backlog (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new ("new");

  become (fixture, FAKE_IS_ABSENT);
  g_free (push (fixture, "old", "a"));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *body = g_strdup_printf ("%u", i);

      g_string_append_printf (expected, " %s", body);
      g_free (push (fixture, body, NULL));
    }

  become (fixture, FAKE_KEEPS_SILENT);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 1);
  g_free (push (fixture, "new", "a"));
  answer (fixture, FALSE);
  expect_taken (fixture, expected->str);
}

/* Urgency: RFC 8030 section 5.3, dbus.md "The user's power" */

static void
test_less_urgent_waits_alone (HubFixture *fixture, gconstpointer data)
{
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  push_with_urgency (fixture, "low", PH_URGENCY_LOW);
  push_with_urgency (fixture, "very-low", PH_URGENCY_VERY_LOW);
  push_with_urgency (fixture, "normal", PH_URGENCY_NORMAL);
  push_with_urgency (fixture, "high", PH_URGENCY_HIGH);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "normal high");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 2);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_LOW);
  wait_until (hub_fixture_waiting (fixture) == 1);
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_VERY_LOW);
  expect_taken (fixture, "normal high low very-low");
}

static void
test_held_back_in_the_queue (HubFixture *fixture, gconstpointer data)
{
  become (fixture, FAKE_KEEPS_SILENT);
  push_with_urgency (fixture, "first", PH_URGENCY_HIGH);
  push_with_urgency (fixture, "low", PH_URGENCY_LOW);
  push_with_urgency (fixture, "last", PH_URGENCY_HIGH);
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_HIGH);

  become (fixture, FAKE_ACKNOWLEDGES);
  answer (fixture, TRUE);
  wait_until (hub_fixture_waiting (fixture) == 1);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "first last");
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_VERY_LOW);
  expect_taken (fixture, "first last low");
}

/* A later one of the same topic may be more urgent. */
static void
test_topic_of_one_held_back (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("low", 3);
  PhPushContent content = {
    .body = body,
    .ttl = 60,
    .urgency = PH_URGENCY_LOW,
    .topic = "a",
  };

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  ph_push_unref (hub_fixture_push_content (fixture, &content));
  g_free (push (fixture, "normal", "a"));
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "normal");
}

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

  become (fixture, FAKE_IS_ABSENT);
  g_free (push (fixture, "one", NULL));
  id = push (fixture, "two", NULL);
  g_free (push (fixture, "three", NULL));

  g_assert_true (cancel (fixture, id));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 2);
  expect_last_step (fixture, id, PH_EVENT_CANCELLED);
  g_assert_false (cancel (fixture, id));
  expect_taken (fixture, "one three");
}

static void
test_cancelled_while_read (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  become (fixture, FAKE_IS_ABSENT);
  g_free (push (fixture, "one", NULL));
  id = push (fixture, "two", NULL);
  g_free (push (fixture, "three", NULL));
  become (fixture, FAKE_KEEPS_SILENT);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 1);

  g_assert_true (cancel (fixture, id));
  become (fixture, FAKE_ACKNOWLEDGES);
  answer (fixture, TRUE);
  expect_taken (fixture, "one three");
}

/* The app has it already; when it does not take it, that is the end. */
static void
test_cancelled_during_the_call (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  become (fixture, FAKE_KEEPS_SILENT);
  id = push (fixture, "one", NULL);
  g_assert_true (cancel (fixture, id));
  answer (fixture, FALSE);
  expect_last_step (fixture, id, PH_EVENT_CANCELLED);
  expect_taken (fixture, "");
}

/* The app did not run, and would be called again now that it does. */
static void
test_cancelled_while_the_app_starts (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  become (fixture, FAKE_KEEPS_SILENT);
  id = push (fixture, "one", NULL);
  g_free (push (fixture, "two", NULL));
  g_assert_true (cancel (fixture, id));
  become (fixture, FAKE_ACKNOWLEDGES);
  fake_receiver_appear (fixture->receiver);
  expect_taken (fixture, "two");
  expect_last_step (fixture, id, PH_EVENT_CANCELLED);
}

static void
test_cancelled_too_late (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = push (fixture, "one", NULL);

  g_assert_false (cancel (fixture, id));
  g_assert_false (cancel (fixture, "never-was"));
}

/* TTL: RFC 8030 section 5.2 */

/* The row goes when its time has come, whether the app comes or not. */
static void
test_expired_goes_by_itself (HubFixture *fixture, gconstpointer data)
{
  become (fixture, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "long", 60);
  hub_fixture_push_and_wait (fixture, "short", 1);
  wait_until (hub_fixture_waiting (fixture) == 1);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  expect_taken (fixture, "long");
}

static void
test_expired_during_the_call (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  become (fixture, FAKE_KEEPS_SILENT);
  id = push (fixture, "one", NULL);
  ph_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  answer (fixture, FALSE);
  become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  expect_last_step (fixture, id, PH_EVENT_EXPIRED);
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

  become (fixture, FAKE_FAILS);
  id = push (fixture, "poison", NULL);
  g_free (push (fixture, "next", NULL));
  fail_often (fixture, PH_PUSH_FAILURES_MAX - 2);
  g_assert_cmpuint (count_aside (fixture), ==, 0);
  fail_often (fixture, 1);
  wait_until (count_aside (fixture) == 1);
  expect_last_step (fixture, id, PH_EVENT_SET_ASIDE);

  become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "next");

  g_assert_true (replay (fixture, id));
  expect_taken (fixture, "next poison");
  g_assert_cmpuint (count_aside (fixture), ==, 0);
  g_assert_false (replay (fixture, id));
}

static void
test_set_aside_can_be_cancelled (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  become (fixture, FAKE_FAILS);
  id = push (fixture, "poison", NULL);
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
  become (fixture, FAKE_IS_ABSENT);
  g_free (push (fixture, "one", NULL));
  g_free (push (fixture, "two", NULL));
  hub_fixture_push (fixture, "three", 60, &result);
  wait_until (result != NULL);
  g_assert_null (ph_hub_accept_finish (fixture->hub, result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_BUSY);

  expect_taken (fixture, "one two");
  g_free (push (fixture, "four", NULL));
}

#define ADD(path, data, function)                                              \
  g_test_add ("/hub-push/" path, HubFixture, data, hub_fixture_set_up,         \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("topic/in-place", NULL, test_topic_replaces_in_place);
  ADD ("topic/being-delivered/taken", NULL, test_topic_of_one_being_delivered);
  ADD ("topic/being-delivered/failed", "failed",
       test_topic_of_one_being_delivered);
  ADD ("topic/app-starts", NULL, test_topic_while_the_app_starts);
  ADD ("topic/in-memory", NULL, test_topic_of_one_in_memory);
  ADD ("topic/no-disk", NULL, test_topic_of_a_running_app_costs_no_disk);
  ADD ("topic/long-backlog", NULL, test_topic_in_a_long_backlog);
  ADD ("urgency/waits-alone", NULL, test_less_urgent_waits_alone);
  ADD ("urgency/in-the-queue", NULL, test_held_back_in_the_queue);
  ADD ("urgency/topic", NULL, test_topic_of_one_held_back);
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
