/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-resource.h"

#include "support/server-fixture.h"
#include "support/wait.h"

/* What is judged before the body of a push is read. */

#define PUSH "/push/id/"

/* Pushes with the lines of header fields given. */
static HttpReply *
push (ServerFixture *fixture,
      const char *field,
      const char *first,
      const char *second)
{
  g_autofree char *url = server_fixture_get_url (fixture, PUSH, fixture->app);

  return http_request ("POST", url, "x", -1, "TTL", "60", field, first,
                       second != NULL ? field : NULL, second, NULL);
}

/* http-push.md, sections 2.3 and 2.4; the numbers of 2.8. */
static void
test_wrong_fields (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *field;
    const char *lines[2];
    const char *number;
  } cases[] = {
    { "Topic", { "a b", NULL }, "\"errno\":113" },
    { "Topic", { "0123456789abcdefghijklmnopqrstuvw", NULL }, "\"errno\":113" },
    { "topic", { "a", "a" }, "\"errno\":113" },
    { "Urgency", { "low, high", NULL }, "\"errno\":400" },
    { "URGENCY", { "low", "high" }, "\"errno\":400" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HttpReply) reply =
          push (fixture, cases[i].field, cases[i].lines[0], cases[i].lines[1]);

      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (g_strstr_len (reply->body, -1, cases[i].number));
    }
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

/* What Matrix servers and careless senders say. */
static void
test_lenient_fields (ServerFixture *fixture, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "Topic", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg==" },
    { "Topic", "" },
    { "Urgency", "VERY-LOW" },
    { "Urgency", "urgent" },
    { "Urgency", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HttpReply) reply =
          push (fixture, cases[i][0], cases[i][1], NULL);

      g_assert_cmpuint (reply->status, ==, 201);
    }
}

/* They are the hub's to act on, so they reach it. */
static void
test_fields_reach_the_hub (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) low = NULL;
  g_autoptr (HttpReply) high = NULL;
  g_autoptr (HttpReply) first = NULL;
  g_autoptr (HttpReply) second = NULL;
  PhHubStatus status = { 0 };

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  low = push (fixture, "Urgency", "low", NULL);
  high = push (fixture, "Urgency", "high", NULL);
  g_assert_cmpuint (low->status, ==, 201);
  g_assert_cmpuint (high->status, ==, 201);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, "x");

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  first = push (fixture, "Topic", "topic", NULL);
  second = push (fixture, "Topic", "topic", NULL);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 201);

  /* The low one, and one of the topic. */
  ph_hub_get_status (fixture->hub, &status);
  g_assert_cmpuint (status.load.waiting, ==, 2);
  ph_hub_status_clear (&status);
}

static void
test_too_many_wait (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) last = NULL;
  g_autoptr (HttpReply) reply = NULL;
  const char *seconds = NULL;

  fixture->settings.waiting_max = 1;
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  last = push (fixture, "Urgency", "normal", NULL);
  g_assert_cmpuint (last->status, ==, 201);

  reply = push (fixture, "Urgency", "normal", NULL);
  g_assert_cmpuint (reply->status, ==, 429);
  g_assert_nonnull (g_strstr_len (reply->body, -1, "\"errno\":429"));

  /* Some senders read a number only. */
  seconds = http_reply_get_header (reply, "Retry-After");
  g_assert_cmpuint (g_ascii_strtoull (seconds, NULL, 10), >, 0);
}

static void
test_too_fast (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) first = NULL;
  g_autoptr (HttpReply) second = NULL;
  g_autoptr (HttpReply) later = NULL;

  fixture->settings.rate = 1;
  first = push (fixture, "Urgency", "normal", NULL);
  second = push (fixture, "Urgency", "normal", NULL);
  ph_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  later = push (fixture, "Urgency", "normal", NULL);

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 429);
  g_assert_nonnull (http_reply_get_header (second, "Retry-After"));
  g_assert_cmpuint (later->status, ==, 201);
}

/* Sends the headers of a push whose body comes when it is welcome. */
static void
check_without_body (ServerFixture *fixture,
                    const char *fields,
                    const char *begin,
                    const char *part)
{
  g_autofree char *request =
      g_strdup_printf ("POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
                       "Expect: 100-continue\r\nContent-Length: 4\r\n%s\r\n",
                       fixture->app, fields);
  g_autoptr (Peer) peer =
      peer_send (ph_server_get_addresses (fixture->server)[0], request);

  wait_until (peer->ended || g_strstr_len (peer->text->str, -1, part) != NULL);
  g_assert_true (g_str_has_prefix (peer->text->str, begin));
  g_assert_nonnull (g_strstr_len (peer->text->str, -1, part));
}

/* Before a single octet of the body has come. */
static void
test_refused_before_the_body (ServerFixture *fixture, gconstpointer data)
{
  check_without_body (fixture, "Topic: a b\r\n", "HTTP/1.1 400 ",
                      "topic-shape: ");
  check_without_body (fixture, "Urgency: a,b\r\n", "HTTP/1.1 400 ",
                      "urgency-repeated: ");
  fixture->settings.waiting_max = 0;
  check_without_body (fixture, "", "HTTP/1.1 429 Too Many Requests\r\n",
                      "\r\nRetry-After: ");
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

#define ADD(path, function)                                                    \
  g_test_add ("/push-resource-judge/" path, ServerFixture, NULL,               \
              server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("wrong-fields", test_wrong_fields);
  ADD ("lenient-fields", test_lenient_fields);
  ADD ("fields", test_fields_reach_the_hub);
  ADD ("too-many", test_too_many_wait);
  ADD ("too-fast", test_too_fast);
  ADD ("before-the-body", test_refused_before_the_body);
  return g_test_run ();
}
