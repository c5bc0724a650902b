/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/topic.h"

/* http-push.md, section 2.4. */

#define NOTHING PH_N_RULES
#define LONGEST "0123456789abcdefghijklmnopqrstuv"

/* @rule: what is found, or NOTHING */
static void
check_values (const char *first,
              const char *second,
              const char *topic,
              PhRule rule)
{
  const char *const values[] = { first, second, NULL };
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpstr (ph_topic_read (values, findings), ==, topic);
  if (rule == NOTHING)
    g_assert_true (ph_findings_is_empty (findings));
  else
    g_assert_true (ph_findings_has (findings, rule));
}

static void
check (const char *first, const char *topic)
{
  check_values (first, NULL, topic, NOTHING);
}

static void
test_none_or_empty_is_no_topic (void)
{
  check (NULL, NULL);
  check_values ("", NULL, NULL, PH_RULE_TOPIC_EMPTY);
}

static void
test_one_to_32_characters (void)
{
  G_STATIC_ASSERT (sizeof LONGEST == PH_TOPIC_MAX + 1);

  check ("a", "a");
  check ("-", "-");
  check ("ABCXYZabcxyz0189-_", "ABCXYZabcxyz0189-_");
  check (LONGEST, LONGEST);
}

/* RFC 8030 section 5.4: compared as it is, so kept as it is. */
static void
test_case_is_kept (void)
{
  check ("Topic", "Topic");
  check ("tOPIC", "tOPIC");
}

/* Sygnal and Synapse send 22 octets in base64url with its padding. */
static void
test_padding_of_matrix_servers (void)
{
  static const char *const padded[] = {
    "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg==",
    "a=",
    "0123456789abcdefghijklmnopqrst==",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (padded); i++)
    check_values (padded[i], NULL, padded[i], PH_RULE_TOPIC_PADDED);
}

static void
test_wrong_characters (void)
{
  static const char *const wrong[] = {
    "=",
    "==",
    "a===",
    "a=b",
    "=a",
    "0123456789abcdefghijklmnopqrstuvw",
    "0123456789abcdefghijklmnopqrstuv=",
    " ",
    "a b",
    "a+b",
    "a/b",
    "a,b",
    "a, b",
    "a;b",
    "\"a\"",
    "caf\xc3\xa9",
    "0123456789abcdefghijklmnopqrstu==",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check_values (wrong[i], NULL, NULL, PH_RULE_TOPIC_SHAPE);
}

static void
test_repeated (void)
{
  check_values ("a", "b", NULL, PH_RULE_TOPIC_REPEATED);
  check_values ("a", "a", NULL, PH_RULE_TOPIC_REPEATED);
  check_values ("a", "", NULL, PH_RULE_TOPIC_REPEATED);
  check_values ("", "a", NULL, PH_RULE_TOPIC_REPEATED);
  check_values ("", "", NULL, PH_RULE_TOPIC_REPEATED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/topic/none", test_none_or_empty_is_no_topic);
  g_test_add_func ("/topic/length", test_one_to_32_characters);
  g_test_add_func ("/topic/case", test_case_is_kept);
  g_test_add_func ("/topic/padding", test_padding_of_matrix_servers);
  g_test_add_func ("/topic/wrong", test_wrong_characters);
  g_test_add_func ("/topic/repeated", test_repeated);
  return g_test_run ();
}
