/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "push-life.h"
#include "support/wait.h"

/* What changes the order in which pushes arrive: topics and urgency
 * (design.md section 3). */

/* Topics: RFC 8030 section 5.4 */

static void
test_topic_replaces_in_place (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  life_become (fixture, FAKE_IS_ABSENT);
  first = life_push (fixture, "a1", "a");
  g_free (life_push (fixture, "b1", "b"));
  g_free (life_push (fixture, "c", NULL));
  g_free (life_push (fixture, "a2", "a"));
  g_free (life_push (fixture, "a3", "a"));

  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 3);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 3);
  life_expect_last_step (fixture, first, PH_EVENT_REPLACED);
  life_expect_taken (fixture, "a3 b1 c");
}

/* One that is with the app cannot be taken back, but is not sent again. */
static void
test_topic_of_one_being_delivered (HubFixture *fixture, gconstpointer failed)
{
  g_autofree char *first = NULL;

  life_become (fixture, FAKE_KEEPS_SILENT);
  first = life_push (fixture, "a1", "a");
  g_free (life_push (fixture, "b", NULL));
  g_free (life_push (fixture, "a2", "a"));
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);

  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, failed == NULL);
  if (failed != NULL)
    life_expect_last_step (fixture, first, PH_EVENT_REPLACED);
  life_expect_taken (fixture, failed != NULL ? "a2 b" : "a1 a2 b");
}

static void
test_topic_while_the_app_starts (HubFixture *fixture, gconstpointer data)
{
  life_become (fixture, FAKE_KEEPS_SILENT);
  g_free (life_push (fixture, "a1", "a"));
  g_free (life_push (fixture, "b", NULL));
  g_free (life_push (fixture, "a2", "a"));
  life_become (fixture, FAKE_ACKNOWLEDGES);
  fake_receiver_appear (fixture->receiver);
  life_expect_taken (fixture, "a2 b");
}

/* While the one before it is with the app, nothing of it is on the disk. */
static void
test_topic_of_one_in_memory (HubFixture *fixture, gconstpointer data)
{
  GAsyncResult *results[2] = { NULL };

  life_become (fixture, FAKE_KEEPS_SILENT);
  hub_fixture_push (fixture, "x", 60, &results[0]);
  hub_fixture_push (fixture, "y", 60, &results[1]);
  g_free (life_push (fixture, "a1", "a"));
  g_free (life_push (fixture, "a2", "a"));

  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, TRUE);
  life_expect_taken (fixture, "x y a2");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
}

/* Now or never, until a later one is worth more. */
static void
test_topic_of_some_with_ttl_0 (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("now", 3);
  const PhPushContent now = { .body = body,
                              .urgency = PH_URGENCY_NORMAL,
                              .topic = "a" };

  life_become (fixture, FAKE_KEEPS_SILENT);
  g_free (life_push (fixture, "x", NULL));
  ph_push_unref (hub_fixture_push_content (fixture, &now));
  ph_push_unref (hub_fixture_push_content (fixture, &now));
  g_free (life_push (fixture, "later", "a"));
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 2);

  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, TRUE);
  life_expect_taken (fixture, "x later");
}

static void
test_topic_of_a_running_app_costs_no_disk (HubFixture *fixture,
                                           gconstpointer data)
{
  g_free (life_push (fixture, "a1", "a"));
  g_free (life_push (fixture, "a2", "a"));
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "a1 a2");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

/* A page of the backlog is on its way while one of it is replaced. */
static void
test_topic_in_a_long_backlog (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new ("new");

  life_become (fixture, FAKE_IS_ABSENT);
  g_free (life_push (fixture, "old", "a"));
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *body = g_strdup_printf ("%u", i);

      g_string_append_printf (expected, " %s", body);
      g_free (life_push (fixture, body, NULL));
    }

  life_become (fixture, FAKE_KEEPS_SILENT);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 1);
  g_free (life_push (fixture, "new", "a"));
  life_answer (fixture, FALSE);
  life_expect_taken (fixture, expected->str);
}

/* Urgency: RFC 8030 section 5.3, dbus.md "The user's power" */

static void
test_less_urgent_waits_alone (HubFixture *fixture, gconstpointer data)
{
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  life_push_with_urgency (fixture, "low", PH_URGENCY_LOW);
  life_push_with_urgency (fixture, "very-low", PH_URGENCY_VERY_LOW);
  life_push_with_urgency (fixture, "normal", PH_URGENCY_NORMAL);
  life_push_with_urgency (fixture, "high", PH_URGENCY_HIGH);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "normal high");
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 2);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_LOW);
  wait_until (hub_fixture_waiting (fixture) == 1);
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_VERY_LOW);
  life_expect_taken (fixture, "normal high low very-low");
}

static void
test_held_back_in_the_queue (HubFixture *fixture, gconstpointer data)
{
  life_become (fixture, FAKE_KEEPS_SILENT);
  life_push_with_urgency (fixture, "first", PH_URGENCY_HIGH);
  life_push_with_urgency (fixture, "low", PH_URGENCY_LOW);
  life_push_with_urgency (fixture, "last", PH_URGENCY_HIGH);
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_HIGH);

  life_become (fixture, FAKE_ACKNOWLEDGES);
  life_answer (fixture, TRUE);
  wait_until (hub_fixture_waiting (fixture) == 1);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "first last");
  ph_hub_set_urgency (fixture->hub, PH_URGENCY_VERY_LOW);
  life_expect_taken (fixture, "first last low");
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
  g_free (life_push (fixture, "normal", "a"));
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "normal");
}

#define ADD(path, data, function)                                              \
  g_test_add ("/hub-order/" path, HubFixture, data, hub_fixture_set_up,        \
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
  ADD ("topic/ttl-0", NULL, test_topic_of_some_with_ttl_0);
  ADD ("topic/no-disk", NULL, test_topic_of_a_running_app_costs_no_disk);
  ADD ("topic/long-backlog", NULL, test_topic_in_a_long_backlog);
  ADD ("urgency/waits-alone", NULL, test_less_urgent_waits_alone);
  ADD ("urgency/in-the-queue", NULL, test_held_back_in_the_queue);
  ADD ("urgency/topic", NULL, test_topic_of_one_held_back);
  return g_test_run ();
}
