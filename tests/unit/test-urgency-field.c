/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/urgency-field.h"

#define NOTHING PH_N_RULES

/* http-push.md, section 2.3, the lenient way. */

/* @rule: what is found, or NOTHING */
static void
check_values (const char *first,
              const char *second,
              PhUrgency expected,
              PhRule rule)
{
  const char *const values[] = { first, second, NULL };
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpint (ph_urgency_field_read (values, findings), ==, expected);
  if (rule == NOTHING)
    g_assert_true (ph_findings_is_empty (findings));
  else
    g_assert_true (ph_findings_has (findings, rule));
}

static void
check (const char *first, PhUrgency expected)
{
  check_values (first, NULL, expected, NOTHING);
}

static void
check_refused (const char *first, const char *second)
{
  check_values (first, second, PH_URGENCY_NORMAL, PH_RULE_URGENCY_REPEATED);
}

static void
test_each_word (void)
{
  check ("very-low", PH_URGENCY_VERY_LOW);
  check ("low", PH_URGENCY_LOW);
  check ("normal", PH_URGENCY_NORMAL);
  check ("high", PH_URGENCY_HIGH);
  check ("Very-LOW", PH_URGENCY_VERY_LOW);
}

static void
test_missing_is_normal (void)
{
  check (NULL, PH_URGENCY_NORMAL);
}

static void
test_unknown_is_normal (void)
{
  check_values ("", NULL, PH_URGENCY_NORMAL, PH_RULE_URGENCY_WORD);
  check_values ("urgent", NULL, PH_URGENCY_NORMAL, PH_RULE_URGENCY_WORD);
  check_values ("very low", NULL, PH_URGENCY_NORMAL, PH_RULE_URGENCY_WORD);
  check_values ("high;q=1", NULL, PH_URGENCY_NORMAL, PH_RULE_URGENCY_WORD);
}

static void
test_list (void)
{
  check_refused ("low,high", NULL);
  check_refused ("low, low", NULL);
  check_refused ("unknown, high", NULL);
  check_refused ("high,", NULL);
}

static void
test_repeated_line (void)
{
  check_refused ("low", "high");
  check_refused ("high", "high");
  check_refused ("unknown", "high");
  check_refused ("", "high");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/urgency-field/words", test_each_word);
  g_test_add_func ("/urgency-field/missing", test_missing_is_normal);
  g_test_add_func ("/urgency-field/unknown", test_unknown_is_normal);
  g_test_add_func ("/urgency-field/list", test_list);
  g_test_add_func ("/urgency-field/repeated", test_repeated_line);
  return g_test_run ();
}
