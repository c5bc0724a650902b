/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/judgement.h"

#include "encrypted.h"
#include "rule-names.h"
#include "webpush/ec-key.h"

#include <string.h>

/* http-push.md, sections 2.2 to 2.5, put together. */

#define TTL_DEFAULT 1000
#define TTL_MOST 2000

/* The lines of a push, one each at most. */
typedef struct
{
  const char *ttl;
  const char *urgency;
  const char *topic;
  const char *coding;
} Lines;

/* As a library would send it. */
static const Lines right = { "60", "high", "news", "aes128gcm" };

static PhJudgement *
judge (const Lines *lines)
{
  const char *const ttl[] = { lines->ttl, NULL };
  const char *const urgency[] = { lines->urgency, NULL };
  const char *const topic[] = { lines->topic, NULL };
  const char *const coding[] = { lines->coding, NULL };
  const char *const none[] = { NULL };
  const PhPushFields fields = {
    .ttl = ttl,
    .urgency = urgency,
    .topic = topic,
    .encoding = { coding, none, none },
  };
  PhJudgement *judgement = ph_judgement_new ();

  ph_judgement_read_fields (judgement, &fields, TTL_DEFAULT, TTL_MOST);
  return judgement;
}

static void
expect_rules (const PhJudgement *judgement, const char *rules)
{
  g_autofree char *text = ph_findings_to_text (judgement->findings);
  g_autofree char *names = rule_names_read (text);

  g_assert_cmpstr (names, ==, rules);
}

static void
read_text (PhJudgement *judgement, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  ph_judgement_read_body (judgement, body);
}

static void
test_nothing_is_wrong (void)
{
  g_autoptr (PhJudgement) judgement = judge (&right);
  g_autoptr (GBytes) body = encrypted_new (5);

  g_assert_cmpuint (judgement->ttl, ==, 60);
  g_assert_cmpint (judgement->urgency, ==, PH_URGENCY_HIGH);
  g_assert_cmpstr (judgement->topic, ==, "news");
  g_assert_cmpint (judgement->encoding, ==, PH_ENCODING_AES128GCM);
  ph_judgement_read_body (judgement, body);
  expect_rules (judgement, "");
}

/* Like plain curl. */
static void
test_nothing_is_said (void)
{
  const Lines nothing = { NULL };
  g_autoptr (PhJudgement) judgement = judge (&nothing);

  g_assert_cmpuint (judgement->ttl, ==, TTL_DEFAULT);
  g_assert_cmpint (judgement->urgency, ==, PH_URGENCY_NORMAL);
  g_assert_null (judgement->topic);
  g_assert_cmpint (judgement->encoding, ==, PH_ENCODING_NONE);
  read_text (judgement, "{\"plain\":true}");
  expect_rules (judgement, "ttl-missing encoding-missing");
}

static void
test_everything_is_wrong (void)
{
  const Lines wrong = { "1.5", "soon", "a b", "gzip" };
  g_autoptr (PhJudgement) judgement = judge (&wrong);

  g_assert_cmpuint (judgement->ttl, ==, TTL_DEFAULT);
  g_assert_cmpint (judgement->urgency, ==, PH_URGENCY_NORMAL);
  g_assert_null (judgement->topic);
  expect_rules (judgement,
                "ttl-shape urgency-word topic-shape encoding-unknown");
}

/* Its octets are nobody's business unless they are said to be aes128gcm. */
static void
test_which_bodies_are_looked_into (void)
{
  static const struct
  {
    const char *coding;
    const char *rules;
  } cases[] = {
    { "aes128gcm", "framing-plain" },
    { "aesgcm", "encoding-aesgcm" },
    { "br", "encoding-unknown" },
    { NULL, "encoding-missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Lines lines = right;
      g_autoptr (PhJudgement) judgement = NULL;

      lines.coding = cases[i].coding;
      judgement = judge (&lines);
      read_text (judgement, "{}");
      expect_rules (judgement, cases[i].rules);
    }
}

static void
test_empty_body (void)
{
  g_autoptr (PhJudgement) judgement = judge (&right);

  read_text (judgement, "");
  expect_rules (judgement, "body-empty");
}

/* RFC 8292 section 3.2. */
static void
test_key_that_signed (void)
{
  g_autoptr (PhJudgement) judgement = judge (&right);
  g_autoptr (GBytes) body = encrypted_new (5);

  judgement->vapid_key = g_bytes_new_from_bytes (body, 21, PH_EC_POINT_SIZE);
  ph_judgement_read_body (judgement, body);
  expect_rules (judgement, "vapid-key-reused");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judgement/right", test_nothing_is_wrong);
  g_test_add_func ("/judgement/nothing", test_nothing_is_said);
  g_test_add_func ("/judgement/wrong", test_everything_is_wrong);
  g_test_add_func ("/judgement/bodies", test_which_bodies_are_looked_into);
  g_test_add_func ("/judgement/empty", test_empty_body);
  g_test_add_func ("/judgement/vapid-key", test_key_that_signed);
  return g_test_run ();
}
