/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-again.h"

#include "support/hub-fixture.h"
#include "support/wait.h"

#include <string.h>

#define PAUSE_MS 20

typedef struct
{
  HubFixture hub;
  PhMatrixAgain *again;
  char *endpoint;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  hub_fixture_set_up (&fixture->hub, data);
  fixture->again = ph_matrix_again_new (fixture->hub.hub, PAUSE_MS);
  fixture->endpoint = hub_fixture_endpoint (&fixture->hub);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ph_matrix_again_close (fixture->again);
  ph_matrix_again_unref (fixture->again);
  g_free (fixture->endpoint);
  hub_fixture_tear_down (&fixture->hub, data);
}

static void
add (Fixture *fixture, const char *endpoint, const char *text, guint32 ttl)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  PhPushContent content = {
    .body = body,
    .ttl = ttl,
    .urgency = PH_URGENCY_HIGH,
  };

  ph_matrix_again_add (fixture->again, endpoint, &content);
}

static const char *
get_taken (Fixture *fixture)
{
  return fake_receiver_get_taken (fixture->hub.receiver);
}

/* Nothing is tried again: what timers there are, are longer than its pauses. */
static gboolean
is_over (void)
{
  int sleep = wait_get_sleep ();

  return sleep == -1 || sleep > 20 * PAUSE_MS;
}

/* Waits until these were pushed; then nothing may be left to do. */
static void
expect (Fixture *fixture, const char *texts)
{
  wait_until (strlen (get_taken (fixture)) >= strlen (texts));
  g_assert_cmpstr (get_taken (fixture), ==, texts);
  g_assert_true (is_over ());
}

static void
on_event (PhTimeline *timeline, const PhEvent *event, GString *origins)
{
  if (event->step == PH_EVENT_RECEIVED)
    g_string_append_printf (origins, "%s;", event->detail);
}

static void
test_pushes_after_a_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) origins = g_string_new (NULL);

  g_signal_connect (ph_hub_get_timeline (fixture->hub.hub), "event",
                    G_CALLBACK (on_event), origins);
  add (fixture, fixture->endpoint, "one", 60);
  add (fixture, fixture->endpoint, "two", 60);
  g_assert_cmpstr (get_taken (fixture), ==, "");
  expect (fixture, "one two");
  g_assert_cmpstr (origins->str, ==, PH_MATRIX_ORIGIN ";" PH_MATRIX_ORIGIN ";");
}

/* A pause is longer by half than the one before, and has a random part of a
 * fifth at most. */
static gboolean
has_failed_again (void)
{
  int sleep = wait_get_sleep ();

  return sleep > PAUSE_MS * 6 / 5 && sleep <= PAUSE_MS * 20;
}

/* Until there is room. */
static void
test_again_and_again (Fixture *fixture, gconstpointer data)
{
  guint waiting_max = fixture->hub.settings.waiting_max;

  fixture->hub.settings.waiting_max = 0;
  add (fixture, fixture->endpoint, "one", 60);
  wait_until (has_failed_again ());
  g_assert_cmpstr (get_taken (fixture), ==, "");

  fixture->hub.settings.waiting_max = waiting_max;
  expect (fixture, "one");
}

/* One that is taken is no end to the pauses of those that are not. */
static void
test_one_by_one (Fixture *fixture, gconstpointer data)
{
  fixture->hub.settings.octets_max = 3;
  add (fixture, fixture->endpoint, "large", 60);
  add (fixture, fixture->endpoint, "one", 60);
  wait_until (*get_taken (fixture) != '\0');
  g_assert_cmpstr (get_taken (fixture), ==, "one");

  fixture->hub.settings.octets_max = 5;
  expect (fixture, "one large");
}

/* The time since the notification came counts. */
static void
test_not_after_its_ttl (Fixture *fixture, gconstpointer data)
{
  add (fixture, fixture->endpoint, "late", 60);
  add (fixture, fixture->endpoint, "longer", 120);
  ph_clock_advance (fixture->hub.clock, G_TIME_SPAN_MINUTE);
  expect (fixture, "longer");
}

static void
test_no_endpoint_any_more (Fixture *fixture, gconstpointer data)
{
  add (fixture, "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "none", 60);
  add (fixture, fixture->endpoint, "one", 60);
  expect (fixture, "one");
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  add (fixture, fixture->endpoint, "one", 60);
  ph_matrix_again_close (fixture->again);
  g_assert_cmpint (wait_get_sleep (), ==, -1);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*is lost*");
  add (fixture, fixture->endpoint, "two", 60);
  g_test_assert_expected_messages ();
  g_assert_cmpint (wait_get_sleep (), ==, -1);
  g_assert_cmpstr (get_taken (fixture), ==, "");
}

static void
test_not_too_many (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < PH_MATRIX_AGAIN_MAX; i++)
    add (fixture, fixture->endpoint, "x", 60);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*is lost*");
  add (fixture, fixture->endpoint, "y", 60);
  g_test_assert_expected_messages ();
  wait_until (strlen (get_taken (fixture)) == 2 * PH_MATRIX_AGAIN_MAX - 1);
  g_assert_null (strchr (get_taken (fixture), 'y'));
  g_assert_true (is_over ());
}

#define ADD(path, function)                                                    \
  g_test_add ("/matrix-again/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pause", test_pushes_after_a_pause);
  ADD ("again", test_again_and_again);
  ADD ("one-by-one", test_one_by_one);
  ADD ("ttl", test_not_after_its_ttl);
  ADD ("gone", test_no_endpoint_any_more);
  ADD ("closed", test_closed);
  ADD ("too-many", test_not_too_many);
  return g_test_run ();
}
