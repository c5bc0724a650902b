/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-resource.h"

#include "support/server-fixture.h"
#include "support/wait.h"

/* http-push.md, sections 1.1 and 2. */

#define PUSH "/push/id/"

/* Pushes to the app with one or two TTL lines, or none. */
static HttpReply *
push (ServerFixture *fixture,
      const char *method,
      const char *body,
      const char *ttl,
      const char *second_ttl)
{
  g_autofree char *url = server_fixture_get_url (fixture, PUSH, fixture->app);

  return http_request (method, url, body, -1, ttl != NULL ? "TTL" : NULL, ttl,
                       second_ttl != NULL ? "TTL" : NULL, second_ttl, NULL);
}

static void
test_discovery (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) get =
      server_fixture_ask (fixture, "GET", PUSH, fixture->app);
  g_autoptr (HttpReply) head =
      server_fixture_ask (fixture, "HEAD", PUSH, fixture->app);

  g_assert_cmpuint (get->status, ==, 200);
  g_assert_cmpstr (get->body, ==, "{\"unifiedpush\":{\"version\":1}}");
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

static void
test_a_push (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) post = push (fixture, "POST", "one", "60", NULL);
  g_autoptr (HttpReply) put = push (fixture, "PUT", "two", "60", NULL);
  g_autofree char *messages =
      g_strconcat (ph_server_get_base_url (fixture->server), "/message/", NULL);

  g_assert_cmpuint (post->status, ==, 201);
  g_assert_cmpuint (post->size, ==, 0);
  g_assert_true (
      g_str_has_prefix (http_reply_get_header (post, "Location"), messages));
  g_assert_cmpstr (http_reply_get_header (post, "TTL"), ==, "60");
  g_assert_cmpuint (put->status, ==, 201);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "one two");
}

/* The settings of the fixture allow 2000 s, and 1000 s for none. */
static void
test_ttl (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *lines[2];
    const char *applied;
  } cases[] = {
    { { "0", NULL }, "0" },
    { { NULL, NULL }, "1000" },
    { { "5000", NULL }, "2000" },
    { { "10", "1500" }, "10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HttpReply) reply =
          push (fixture, "POST", "x", cases[i].lines[0], cases[i].lines[1]);

      g_assert_cmpuint (reply->status, ==, 201);
      g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==,
                       cases[i].applied);
    }
}

static void
test_an_empty_body (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = push (fixture, "POST", "", "60", NULL);

  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

static void
test_no_endpoint (ServerFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaa" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HttpReply) reply =
          server_fixture_ask (fixture, "POST", PUSH, names[i]);

      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_nonnull (g_strstr_len (reply->body, -1, "\"errno\":102"));
    }
}

static void
test_no_endpoint_any_more (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = NULL;

  server_fixture_unregister (fixture, fixture->app);
  reply = push (fixture, "POST", "x", "60", NULL);
  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_nonnull (g_strstr_len (reply->body, -1, "\"errno\":103"));
}

/* Nothing is promised before it is safe. */
static void
test_a_hub_that_cannot_keep_it (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  reply = push (fixture, "POST", "x", "60", NULL);
  g_assert_cmpuint (reply->status, ==, 503);
  g_assert_nonnull (http_reply_get_header (reply, "Retry-After"));
}

#define ADD(path, function)                                                    \
  g_test_add ("/push-resource/" path, ServerFixture, NULL,                     \
              server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("discovery", test_discovery);
  ADD ("push", test_a_push);
  ADD ("ttl", test_ttl);
  ADD ("empty", test_an_empty_body);
  ADD ("unknown", test_no_endpoint);
  ADD ("removed", test_no_endpoint_any_more);
  ADD ("not-now", test_a_hub_that_cannot_keep_it);
  return g_test_run ();
}
