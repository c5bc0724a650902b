/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-pushes.h"

#include "matrix-fixture.h"
#include "support/wait.h"

/* http-push.md, section 4.2, "Per device". */

static void
test_accepts (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "", app);
  matrix_expect_taken (fixture, MESSAGE (EVENT));
}

static void
on_received (PhTimeline *timeline, const PhEvent *event, char **detail)
{
  if (event->step == PH_EVENT_RECEIVED)
    *detail = g_strdup (event->detail);
}

/* The user sees where it came from. */
static void
test_origin (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);
  g_autofree char *detail = NULL;

  g_signal_connect (ph_hub_get_timeline (fixture->hub), "event",
                    G_CALLBACK (on_received), &detail);
  CHECK (fixture, EVENT, "", app);
  g_assert_cmpstr (detail, ==, "through the Matrix gateway");
}

/* Word for word as the homeserver has written them. */
static void
test_rejects (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *unknown =
      matrix_get_pushkey (fixture, "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
  g_autofree char *removed = matrix_get_pushkey (fixture, fixture->app);
  g_autofree char *rejected = g_strconcat (unknown, ",", removed, NULL);

  CHECK (fixture, EVENT, "\"https:\\/\\/foreign.ex\\u0061mple\\/\"",
         "\"https:\\/\\/foreign.ex\\u0061mple\\/\"");
  CHECK (fixture, EVENT, "\"a\\u0000\",\"\\ud800\"", "\"a\\u0000\"",
         "\"\\ud800\"");

  server_fixture_unregister (fixture, fixture->app);
  CHECK (fixture, EVENT, rejected, unknown, removed);
  matrix_expect_taken (fixture, "");
}

/* With escapes in it, it is still the same URL. */
static void
test_escaped (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) pushkey = g_string_new (NULL);
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  g_string_assign (pushkey, app);
  g_string_replace (pushkey, "/", "\\/", 0);
  g_string_replace (pushkey, "push", "p\\u0075sh", 0);
  CHECK (fixture, EVENT, "", pushkey->str);
  matrix_expect_taken (fixture, MESSAGE (EVENT));
}

static void
on_event (PhTimeline *timeline, const PhEvent *event, guint *refused)
{
  if (event->step == PH_EVENT_REFUSED)
    (*refused)++;
}

/* RFC 8292 section 4.2: not without the key. The user sees why. */
static void
test_restricted (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = matrix_register (fixture, "restricted", "key");
  g_autofree char *restricted = matrix_get_pushkey (fixture, endpoint);
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);
  guint refused = 0;

  g_signal_connect (ph_hub_get_timeline (fixture->hub), "event",
                    G_CALLBACK (on_event), &refused);
  CHECK (fixture, EVENT, restricted, restricted, app);
  matrix_expect_taken (fixture, MESSAGE (EVENT));
  g_assert_cmpuint (refused, ==, 1);
}

static void
test_several_devices (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = matrix_register (fixture, "other", NULL);
  g_autofree char *other = matrix_get_pushkey (fixture, endpoint);
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "\"a\",\"b\"", app, "\"a\"", other, "\"b\"", app);
  matrix_expect_taken (fixture, MESSAGE (EVENT) " " MESSAGE (EVENT));
}

/* Counts do not make the device come to life for each of them. */
static void
test_counts_replace_each_other (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  CHECK (fixture, "\"counts\":{\"unread\":1}", "", app);
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, "\"counts\":{\"unread\":2},\"event_id\":null", "", app);
  CHECK (fixture, OTHER_EVENT, "", app);
  g_assert_cmpuint (matrix_count_waiting (fixture), ==, 3);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (matrix_count_waiting (fixture) == 0);
  matrix_expect_taken (
      fixture,
      MESSAGE ("\"counts\":{\"unread\":2},\"event_id\":null") " " MESSAGE (
          EVENT) " " MESSAGE (OTHER_EVENT));
}

static void
test_urgency (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_HIGH);
  CHECK (fixture, EVENT ",\"prio\":\"low\"", "", app);
  g_assert_cmpuint (matrix_count_waiting (fixture), ==, 1);
  matrix_expect_taken (fixture, "");
  CHECK (fixture, OTHER_EVENT, "", app);
  matrix_expect_taken (fixture, MESSAGE (OTHER_EVENT));

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_LOW);
  wait_until (matrix_count_waiting (fixture) == 0);
  matrix_expect_taken (
      fixture, MESSAGE (OTHER_EVENT) " " MESSAGE (EVENT ",\"prio\":\"low\""));
}

/* The fixture's default is 1000 s. */
static void
test_ttl (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, OTHER_EVENT, "", app);
  ph_clock_advance (fixture->clock, 1001 * G_TIME_SPAN_SECOND);
  CHECK (fixture, "\"event_id\":\"$c\"", "", app);
  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (fake_receiver_get_taken (fixture->receiver)[0] != '\0');
  matrix_expect_taken (fixture, MESSAGE ("\"event_id\":\"$c\""));
}

#define ADD(path, function)                                                    \
  g_test_add ("/matrix-pushes/" path, ServerFixture, NULL,                     \
              server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("accepts", test_accepts);
  ADD ("origin", test_origin);
  ADD ("rejects", test_rejects);
  ADD ("escaped", test_escaped);
  ADD ("restricted", test_restricted);
  ADD ("several", test_several_devices);
  ADD ("counts", test_counts_replace_each_other);
  ADD ("urgency", test_urgency);
  ADD ("ttl", test_ttl);
  return g_test_run ();
}
