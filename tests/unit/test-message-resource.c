/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/message-resource.h"

#include "support/server-fixture.h"
#include "support/wait.h"

/* http-push.md, section 2.10. */

#define PUSH "/push/id/"
#define MESSAGE "/message/"

/* Returns: (transfer full): the name of the message resource. */
static char *
push (ServerFixture *fixture, const char *body)
{
  g_autofree char *url = server_fixture_get_url (fixture, PUSH, fixture->app);

  return http_push (url, body, -1);
}

static void
check (ServerFixture *fixture,
       const char *method,
       const char *name,
       guint status)
{
  g_autoptr (HttpReply) reply =
      server_fixture_ask (fixture, method, MESSAGE, name);

  g_assert_cmpuint (reply->status, ==, status);
  if (status == 404)
    g_assert_nonnull (g_strstr_len (reply->body, -1, "\"errno\":102"));
  else if (status == 204)
    g_assert_cmpuint (reply->size, ==, 0);
}

static gboolean
is_waiting (ServerFixture *fixture)
{
  PhHubStatus status = { 0 };

  ph_hub_get_status (fixture->hub, &status);
  ph_hub_status_clear (&status);
  return status.load.waiting > 0;
}

/* What became of the push last. */
static PhEventStep
get_fate (ServerFixture *fixture, const char *name)
{
  const PhEvent *event =
      ph_timeline_find_last (ph_hub_get_timeline (fixture->hub), name);

  g_assert_nonnull (event);
  return event->step;
}

/* The app comes, and all that waits is delivered. */
static void
let_in (ServerFixture *fixture)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (!is_waiting (fixture));
}

static void
test_cancels_what_waits (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  first = push (fixture, "one");
  second = push (fixture, "two");
  third = push (fixture, "three");
  check (fixture, "DELETE", second, 204);
  g_assert_cmpint (get_fate (fixture, second), ==, PH_EVENT_CANCELLED);

  let_in (fixture);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   "one three");
}

static void
test_twice (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  name = push (fixture, "one");
  check (fixture, "DELETE", name, 204);
  check (fixture, "DELETE", name, 404);
}

static void
test_delivered (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *at_once = push (fixture, "one");
  g_autofree char *later = NULL;

  check (fixture, "DELETE", at_once, 404);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  later = push (fixture, "two");
  let_in (fixture);
  check (fixture, "DELETE", later, 404);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "one two");
}

/* The new one has a message resource of its own. */
static void
test_replaced (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url = server_fixture_get_url (fixture, PUSH, fixture->app);
  char *names[2] = { NULL };

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HttpReply) reply = http_request ("POST", url, "x", -1, "TTL",
                                                  "60", "Topic", "topic", NULL);

      names[i] =
          g_path_get_basename (http_reply_get_header (reply, "Location"));
    }

  check (fixture, "DELETE", names[0], 404);
  check (fixture, "DELETE", names[1], 204);
  g_free (names[0]);
  g_free (names[1]);
}

/* Its row may still be there. http_push () asks for an hour, the settings of
 * the fixture allow 2000 s. */
static void
test_expired (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  name = push (fixture, "one");
  ph_clock_advance (fixture->clock, 2000 * G_TIME_SPAN_SECOND);
  check (fixture, "DELETE", name, 404);
  g_assert_false (is_waiting (fixture));
  g_assert_cmpint (get_fate (fixture, name), ==, PH_EVENT_EXPIRED);
}

static void
test_unknown (ServerFixture *fixture, gconstpointer data)
{
  check (fixture, "DELETE", "x", 404);
  check (fixture, "DELETE", "aaaaaaaaaaaaaaaaaaaaaaaaaaa", 404);
  check (fixture, "DELETE", fixture->app, 404);
}

/* Whoever knows an identifier may not read the push. */
static void
test_other_methods (ServerFixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PUT" };
  g_autofree char *name = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  name = push (fixture, "one");
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (HttpReply) reply =
          server_fixture_ask (fixture, methods[i], MESSAGE, name);

      g_assert_cmpuint (reply->status, ==, 405);
      g_assert_cmpstr (http_reply_get_header (reply, "Allow"), ==,
                       "DELETE, OPTIONS");
    }
  check (fixture, "DELETE", name, 204);
}

/* Nothing is promised that is not safe. */
static void
test_a_store_that_is_closed (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autoptr (HttpReply) reply = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  name = push (fixture, "one");
  ph_store_close (fixture->store);
  reply = server_fixture_ask (fixture, "DELETE", MESSAGE, name);
  g_assert_cmpuint (reply->status, ==, 503);
  g_assert_nonnull (http_reply_get_header (reply, "Retry-After"));
}

#define ADD(path, function)                                                    \
  g_test_add ("/message-resource/" path, ServerFixture, NULL,                  \
              server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cancels", test_cancels_what_waits);
  ADD ("twice", test_twice);
  ADD ("delivered", test_delivered);
  ADD ("replaced", test_replaced);
  ADD ("expired", test_expired);
  ADD ("unknown", test_unknown);
  ADD ("methods", test_other_methods);
  ADD ("closed", test_a_store_that_is_closed);
  return g_test_run ();
}
