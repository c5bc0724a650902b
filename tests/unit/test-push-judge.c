/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-judge.h"

#include "judge-fixture.h"

#include <string.h>

/* http-push.md, sections 0.1 and 2: what is refused in which mode, and that
 * the findings reach the timeline. */

static void
test_nothing_is_wrong (JudgeFixture *fixture, gconstpointer data)
{
  for (guint mode = 0; mode < PH_N_STRICTNESS; mode++)
    {
      g_autoptr (HttpReply) reply = NULL;

      judge_fixture_set_strictness (fixture, (PhStrictness) mode);
      reply = judge_fixture_push (fixture, "POST", fixture->message,
                                  judge_fixture_right);
      g_assert_cmpuint (reply->status, ==, 201);
      g_assert_cmpstr (fixture->steps->str, ==,
                       "received calling acknowledged ");
    }
}

static void
test_what_strict_refuses (JudgeFixture *fixture, gconstpointer data)
{
  static const struct
  {
    Fields fields;
    const char *rule;
  } cases[] = {
    { { "Content-Encoding", "aes128gcm" }, "ttl-missing" },
    { { "TTL", "1.5", "Content-Encoding", "aes128gcm" }, "ttl-shape" },
    { { "TTL", "-1", "Content-Encoding", "aes128gcm" }, "ttl-sign" },
    { { "TTL", "1", "TTL", "1", "Content-Encoding", "aes128gcm" },
      "ttl-repeated" },
    { { "TTL", "1", "Content-Encoding", "aes128gcm", "Urgency", "soon" },
      "urgency-word" },
    { { "TTL", "1", "Content-Encoding", "aes128gcm", "Topic", "" },
      "topic-empty" },
    { { "TTL", "1" }, "encoding-missing" },
    { { "TTL", "1", "Content-Encoding", "aes128gcm", "Content-Encoding",
        "aes128gcm" },
      "encoding-repeated" },
    { { "TTL", "1", "Content-Encoding", "aesgcm" }, "encoding-aesgcm" },
    { { "TTL", "1", "Content-Encoding", "gzip" }, "encoding-unknown" },
    { { "TTL", "1", "Content-Encoding", "aes128gcm", "Encryption", "salt=x" },
      "encoding-mixed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HttpReply) lenient = NULL;
      g_autoptr (HttpReply) strict = NULL;

      judge_fixture_set_strictness (fixture, PH_LENIENT);
      lenient = judge_fixture_push (fixture, "POST", fixture->message,
                                    cases[i].fields);
      g_assert_cmpuint (lenient->status, ==, 201);
      g_assert_cmpstr (fixture->judged, ==, cases[i].rule);

      judge_fixture_set_strictness (fixture, PH_STRICT);
      strict = judge_fixture_push (fixture, "POST", fixture->message,
                                   cases[i].fields);
      judge_fixture_expect_refusal (fixture, strict, 400, cases[i].rule);
      g_assert_cmpstr (fixture->judged, ==, cases[i].rule);
    }
  g_assert_cmpuint (fake_receiver_get_calls (fixture->server.receiver), ==,
                    G_N_ELEMENTS (cases));
}

/* Told, and never refused. */
static void
test_what_nobody_refuses (JudgeFixture *fixture, gconstpointer data)
{
  static const Fields fields = {
    "TTL",      "9999", "Topic", "MTIzNDU2Nzg5MDEyMzQ1Ng==", "Content-Encoding",
    "aes128gcm"
  };
  g_autoptr (HttpReply) reply = NULL;

  judge_fixture_set_strictness (fixture, PH_STRICT_BODY);
  reply = judge_fixture_push (fixture, "POST", fixture->message, fields);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "2000");
  g_assert_cmpstr (fixture->judged, ==, "ttl-clamped topic-padded");
}

/* Gateways label plain JSON as encrypted. */
static void
test_framing (JudgeFixture *fixture, gconstpointer data)
{
  for (guint mode = 0; mode < PH_N_STRICTNESS; mode++)
    {
      g_autoptr (HttpReply) reply = NULL;

      judge_fixture_set_strictness (fixture, (PhStrictness) mode);
      reply = judge_fixture_push_text (fixture, "{\"secret\":1}",
                                       judge_fixture_right);
      g_assert_cmpstr (fixture->judged, ==, "framing-plain");
      if (mode == PH_STRICT_BODY)
        judge_fixture_expect_refusal (fixture, reply, 400, "framing-plain");
      else
        g_assert_cmpuint (reply->status, ==, 201);
    }
  g_assert_null (strstr (fixture->refused, "secret"));
}

/* Findings change nothing about what a sender reads. */
static void
test_lenient_answers (JudgeFixture *fixture, gconstpointer data)
{
  static const Fields wrong = { "TTL", "60", "Urgency", "soon", "Topic", "" };
  g_autoptr (HttpReply) with =
      judge_fixture_push_text (fixture, "plain", wrong);
  g_autofree char *rules = g_strdup (fixture->judged);
  g_autoptr (HttpReply) without = judge_fixture_push (
      fixture, "POST", fixture->message, judge_fixture_right);
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  g_assert_cmpstr (rules, ==, "urgency-word topic-empty encoding-missing");
  g_assert_null (fixture->judged);
  g_assert_cmpuint (with->status, ==, without->status);
  g_assert_cmpuint (with->size, ==, 0);
  soup_message_headers_iter_init (&iter, with->headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "Location") && !g_str_equal (name, "Date"))
      g_assert_cmpstr (http_reply_get_header (without, name), ==, value);
  g_assert_true (g_str_has_prefix (
      fake_receiver_get_taken (fixture->server.receiver), "plain "));
}

#define ADD(path, function)                                                    \
  g_test_add ("/push-judge/" path, JudgeFixture, NULL, judge_fixture_set_up,   \
              function, judge_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("right", test_nothing_is_wrong);
  ADD ("strict", test_what_strict_refuses);
  ADD ("told", test_what_nobody_refuses);
  ADD ("framing", test_framing);
  ADD ("lenient", test_lenient_answers);
  return g_test_run ();
}
