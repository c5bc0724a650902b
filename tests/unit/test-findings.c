/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/findings.h"

/* http-push.md, 0.1 and 2.6: which finding is refused in which mode. */

static guint
get_status (PhRule rule, PhStrictness strictness, gboolean restricted)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  const PhRuleInfo *refusal;

  ph_findings_add (findings, rule, "something else");
  refusal = ph_findings_get_refusal (findings, strictness, restricted, NULL);
  return refusal != NULL ? refusal->status[strictness] : 0;
}

static void
check (PhRule rule, guint lenient, guint strict, guint strict_body)
{
  g_assert_cmpuint (get_status (rule, PH_LENIENT, FALSE), ==, lenient);
  g_assert_cmpuint (get_status (rule, PH_STRICT, FALSE), ==, strict);
  g_assert_cmpuint (get_status (rule, PH_STRICT_BODY, FALSE), ==, strict_body);
}

static void
test_by_strictness (void)
{
  check (PH_RULE_TTL_MISSING, 0, 400, 400);
  check (PH_RULE_TTL_CLAMPED, 0, 0, 0);
  check (PH_RULE_URGENCY_REPEATED, 400, 400, 400);
  check (PH_RULE_FRAMING_RECORDS, 0, 0, 400);
}

/* RFC 8292 section 4.2. */
static void
test_restricted (void)
{
  check (PH_RULE_VAPID_SIGNATURE, 0, 403, 403);
  g_assert_cmpuint (get_status (PH_RULE_VAPID_SIGNATURE, PH_LENIENT, TRUE), ==,
                    403);
  g_assert_cmpuint (get_status (PH_RULE_VAPID_SUBJECT, PH_LENIENT, TRUE), ==,
                    0);
}

static void
test_every_rule_is_described (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint rule = 0; rule < PH_N_RULES; rule++)
    {
      const PhRuleInfo *info = ph_rule_get_info (rule);

      g_assert_true (g_hash_table_add (names, (gpointer) info->name));
      g_assert_cmpuint (info->rfc, >=, 8030);
      g_assert_nonnull (info->section);
      g_assert_nonnull (info->expected);
      g_assert_true (g_str_has_suffix (info->mend, "."));
      g_assert_cmpuint (info->status[PH_LENIENT], <=, info->status[PH_STRICT]);
      g_assert_cmpuint (info->status[PH_STRICT], <=,
                        info->status[PH_STRICT_BODY]);
    }
}

static void
test_first_that_is_refused (void)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *sentence = NULL;
  const PhRuleInfo *refusal;

  ph_findings_add (findings, PH_RULE_TTL_MISSING, "no TTL");
  ph_findings_add_value (findings, PH_RULE_TOPIC_SHAPE, "a b");
  refusal = ph_findings_get_refusal (findings, PH_LENIENT, FALSE, &sentence);
  g_assert_cmpstr (refusal->name, ==, "topic-shape");
  g_assert_cmpstr (sentence, ==,
                   "topic-shape: seen: \"a b\"; expected: 1 to 32 characters "
                   "of A-Z, a-z, 0-9, - and _. Use a short name, or a hash in "
                   "base64url.");
}

static void
test_text_has_a_line_each (void)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *none = ph_findings_to_text (findings);
  g_autofree char *text = NULL;

  g_assert_null (none);
  ph_findings_add (findings, PH_RULE_TTL_MISSING, "no TTL");
  ph_findings_add (findings, PH_RULE_TTL_MISSING, "the same again");
  ph_findings_add (findings, PH_RULE_TOPIC_EMPTY, "an empty one");
  text = ph_findings_to_text (findings);
  g_assert_cmpstr (
      text, ==,
      "ttl-missing: seen: no TTL; expected: a TTL in seconds. Send one line "
      "like \"TTL: 86400\". (RFC 8030 section 5.2)\n"
      "topic-empty: seen: an empty one; expected: 1 to 32 characters. Leave "
      "Topic out when there is none. (RFC 8030 section 5.4)");
}

static void
test_what_was_seen_is_readable (void)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *long_value = g_strnfill (100000, 'x');
  g_autofree char *text = NULL;

  ph_findings_add_value (findings, PH_RULE_TTL_SHAPE, "1\r\n\xff");
  ph_findings_add_value (findings, PH_RULE_URGENCY_WORD, long_value);
  text = ph_findings_to_text (findings);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "seen: \"1  \xef\xbf\xbd\"; "));
  g_assert_cmpuint (strlen (text), <, 600);
}

/* The eight-bit controls, and what turns a line round. */
static void
test_what_was_seen_is_obeyed_by_no_terminal (void)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *text = NULL;

  ph_findings_add_value (findings, PH_RULE_TOPIC_SHAPE,
                         "\xc2\x9b[2J \xe2\x80\xae\xc3\xbc");
  text = ph_findings_to_text (findings);
  g_assert_nonnull (strstr (text, "seen: \"  [2J    \xc3\xbc\"; "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings/strictness", test_by_strictness);
  g_test_add_func ("/findings/restricted", test_restricted);
  g_test_add_func ("/findings/described", test_every_rule_is_described);
  g_test_add_func ("/findings/first", test_first_that_is_refused);
  g_test_add_func ("/findings/text", test_text_has_a_line_each);
  g_test_add_func ("/findings/readable", test_what_was_seen_is_readable);
  g_test_add_func ("/findings/obeyed",
                   test_what_was_seen_is_obeyed_by_no_terminal);
  return g_test_run ();
}
