/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-pushes.h"

#include "matrix-fixture.h"
#include "support/wait.h"

/* Notifications that come again, and those that cannot be taken now: section
 * 4.2 of http-push.md. */

/* A homeserver that has missed the answer comes again. */
static void
test_repeated (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, EVENT, "\"a\"", app, "\"a\"");
  CHECK (fixture, EVENT ",\"prio\":\"low\"", "", app);
  matrix_expect_taken (fixture, MESSAGE (EVENT));

  ph_clock_advance (fixture->clock, 10 * G_TIME_SPAN_MINUTE);
  CHECK (fixture, EVENT, "", app);
  matrix_expect_taken (fixture, MESSAGE (EVENT) " " MESSAGE (EVENT));

  CHECK (fixture, "\"counts\":{}", "", app);
  CHECK (fixture, "\"counts\":{}", "", app);
  matrix_expect_taken (fixture,
                       MESSAGE (EVENT) " " MESSAGE (EVENT) " " MESSAGE (
                           "\"counts\":{}") " " MESSAGE ("\"counts\":{}"));
}

static void
expect_later (HttpReply *reply, guint status, const char *begin)
{
  const char *after = http_reply_get_header (reply, "Retry-After");
  guint64 seconds = 0;
  g_autofree char *end = NULL;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_true (
      g_ascii_string_to_unsigned (after, 10, 1, 3600, &seconds, NULL));
  end = g_strdup_printf (",\"retry_after_ms\":%u000}", (guint) seconds);
  g_assert_true (g_str_has_prefix (reply->body, begin));
  g_assert_true (g_str_has_suffix (reply->body, end));
}

static void
on_event (PhTimeline *timeline, const PhEvent *event, guint *refused)
{
  if (event->step == PH_EVENT_REFUSED)
    (*refused)++;
}

/* It is not rejected, and was not pushed: the next attempt is no repetition.
 * The user sees it once. */
static void
test_too_many (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);
  g_autoptr (HttpReply) reply = NULL;
  guint refused = 0;

  g_signal_connect (ph_hub_get_timeline (fixture->hub), "event",
                    G_CALLBACK (on_event), &refused);
  fixture->settings.rate = 1;
  CHECK (fixture, EVENT, "", app);
  reply = NOTIFY (fixture, OTHER_EVENT, app);
  expect_later (reply, 429, "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":");
  g_assert_cmpuint (refused, ==, 1);

  ph_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  CHECK (fixture, OTHER_EVENT, "", app);
  matrix_expect_taken (fixture, MESSAGE (EVENT) " " MESSAGE (OTHER_EVENT));
}

static void
test_not_now (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);
  g_autoptr (HttpReply) reply = NULL;
  g_autoptr (HttpReply) with_foreign = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  reply = NOTIFY (fixture, EVENT, app);
  expect_later (reply, 503, "{\"errcode\":\"M_UNKNOWN\",\"error\":");
  with_foreign = NOTIFY (fixture, EVENT, "\"foreign\"", app);
  expect_later (with_foreign, 503, "{\"errcode\":\"M_UNKNOWN\",\"error\":");
}

static const PhBounds quick = {
  .connections = 10,
  .streams = 10,
  .bodies = PH_BOUNDS_BODIES,
  .arrival_ms = PH_BOUNDS_ARRIVAL_MS,
  .again_ms = 10,
};

/* One device has it, so the homeserver will not come again for the other. */
static void
test_not_now_for_one (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = matrix_register (fixture, "other", NULL);
  g_autofree char *other = matrix_get_pushkey (fixture, endpoint);
  g_autofree char *app = matrix_get_pushkey (fixture, fixture->app);

  fixture->settings.rate = 1;
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, OTHER_EVENT, "", app, other);
  matrix_expect_taken (fixture, MESSAGE (EVENT) " " MESSAGE (OTHER_EVENT));

  ph_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 3);
  matrix_expect_taken (fixture, MESSAGE (EVENT) " " MESSAGE (
                                    OTHER_EVENT) " " MESSAGE (OTHER_EVENT));
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/matrix-pushes-again/" path, ServerFixture, bounds,             \
              server_fixture_set_up, function, server_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("repeated", test_repeated);
  ADD ("too-many", test_too_many);
  ADD ("not-now", test_not_now);
  ADD_WITH ("not-now-for-one", &quick, test_not_now_for_one);
  return g_test_run ();
}
