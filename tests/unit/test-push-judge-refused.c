/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-judge.h"

#include "judge-fixture.h"
#include "support/wait.h"

#include <string.h>

/* What the sender and the timeline learn of a push that is refused. */

/* RFC 8030 section 5 knows POST only. */
static void
test_put (JudgeFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) lenient = judge_fixture_push (
      fixture, "PUT", fixture->message, judge_fixture_right);
  g_autoptr (HttpReply) strict = NULL;

  g_assert_cmpuint (lenient->status, ==, 201);
  judge_fixture_set_strictness (fixture, PH_STRICT);
  strict = judge_fixture_push (fixture, "PUT", fixture->message,
                               judge_fixture_right);
  g_assert_cmpuint (strict->status, ==, 405);
  g_assert_cmpstr (http_reply_get_header (strict, "Allow"), ==,
                   "GET, HEAD, POST, OPTIONS");
}

/* Sends a body of @size octets behind @framing. Returns: (transfer full): the
 * answer. */
static char *
ask (JudgeFixture *fixture, const char *framing, gsize size)
{
  g_autofree char *octets = g_strnfill (size, 'x');
  g_autofree char *request =
      g_strdup_printf ("POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
                       "TTL: 1\r\n%s%s",
                       fixture->server.app, framing, octets);
  g_autoptr (Peer) peer =
      peer_send (ph_server_get_addresses (fixture->server.server)[0], request);

  return g_strdup (peer_expect_end (peer));
}

/* In every mode, as soon as it is known, whatever else is wrong. */
static void
test_length (JudgeFixture *fixture, gconstpointer data)
{
  g_autofree char *declared =
      ask (fixture, "Content-Length: 4097\r\n\r\n", 4097);
  g_autofree char *rules = g_strdup (fixture->judged);
  g_autofree char *counted =
      ask (fixture, "Transfer-Encoding: chunked\r\n\r\n1001\r\n", 4097);

  g_assert_true (g_str_has_prefix (declared, "HTTP/1.1 413 "));
  g_assert_nonnull (strstr (declared, "\"errno\":104"));
  g_assert_nonnull (strstr (declared, "body-length: seen: 4097 octets; "));
  g_assert_nonnull (strstr (declared, " 3993 of text "));
  g_assert_cmpstr (rules, ==, "body-length encoding-missing");

  g_assert_true (g_str_has_prefix (counted, "HTTP/1.1 413 "));
  g_assert_nonnull (
      strstr (counted, "body-length: seen: more than 4096 octets; "));
  g_assert_cmpstr (fixture->judged, ==, "encoding-missing body-length");
}

/* All that was found is told, also of a push that is refused for another
 * reason. */
static void
test_refused_with_all_findings (JudgeFixture *fixture, gconstpointer data)
{
  static const Fields topic = { "TTL", "x", "Topic", "a b" };
  static const Fields none = { NULL };
  g_autoptr (HttpReply) wrong = judge_fixture_push_text (fixture, "x", topic);
  g_autoptr (HttpReply) empty = NULL;
  g_autoptr (HttpReply) busy = NULL;

  judge_fixture_expect_refusal (fixture, wrong, 400, "topic-shape");
  g_assert_cmpstr (fixture->judged, ==,
                   "ttl-shape topic-shape encoding-missing");

  empty = judge_fixture_push_text (fixture, "", none);
  judge_fixture_expect_refusal (fixture, empty, 400, "body-empty");
  g_assert_cmpstr (fixture->judged, ==,
                   "ttl-missing encoding-missing body-empty");

  fixture->server.settings.waiting_max = 0;
  busy = judge_fixture_push_text (fixture, "x", none);
  g_assert_cmpuint (busy->status, ==, 429);
  g_assert_cmpstr (fixture->steps->str, ==, "judged refused ");
  g_assert_cmpstr (fixture->judged, ==, "ttl-missing encoding-missing");
}

/* A push that turns out not to have room. */
static void
test_refused_by_the_hub (JudgeFixture *fixture, gconstpointer data)
{
  static const Fields none = { NULL };
  g_autoptr (HttpReply) reply = NULL;

  fixture->server.settings.octets_max = 3;
  fake_receiver_set_manner (fixture->server.receiver, FAKE_IS_ABSENT);
  reply = judge_fixture_push_text (fixture, "four", none);
  g_assert_cmpuint (reply->status, ==, 429);
  g_assert_cmpstr (fixture->steps->str, ==, "judged refused ");
}

/* Where to read about it. */
static void
test_more_info (JudgeFixture *fixture, gconstpointer data)
{
  static const Fields none = { NULL };
  g_autoptr (HttpReply) reply = NULL;

  judge_fixture_set_strictness (fixture, PH_STRICT);
  reply = judge_fixture_push_text (fixture, "x", none);
  g_assert_nonnull (strstr (reply->body, "\"errno\":111"));
  g_assert_nonnull (strstr (
      reply->body, "\"https://www.rfc-editor.org/rfc/rfc8030#section-5.2\""));
}

#define ADD(path, function)                                                    \
  g_test_add ("/push-judge-refused/" path, JudgeFixture, NULL,                 \
              judge_fixture_set_up, function, judge_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("put", test_put);
  ADD ("length", test_length);
  ADD ("all-findings", test_refused_with_all_findings);
  ADD ("no-room", test_refused_by_the_hub);
  ADD ("more-info", test_more_info);
  return g_test_run ();
}
