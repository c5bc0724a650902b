/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ttl.h"

/* http-push.md, section 2.2. */

#define DEFAULT 300
#define MOST 1000
#define NOTHING PH_N_RULES

/* @rule: what is found, or NOTHING */
static void
check (guint32 expected, PhRule rule, const char *first, const char *second)
{
  const char *const values[] = { first, second, NULL };
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpuint (ph_ttl_read (values, DEFAULT, MOST, findings), ==,
                    expected);
  if (rule == NOTHING)
    g_assert_true (ph_findings_is_empty (findings));
  else
    g_assert_true (ph_findings_has (findings, rule));
}

static void
test_well_formed (void)
{
  check (0, NOTHING, "0", NULL);
  check (15, NOTHING, "15", NULL);
  check (7, NOTHING, "0007", NULL);
  check (999, NOTHING, "999", NULL);
  check (1000, NOTHING, "1000", NULL);
}

static void
test_too_large_is_the_largest (void)
{
  check (MOST, PH_RULE_TTL_CLAMPED, "1001", NULL);
  check (MOST, PH_RULE_TTL_CLAMPED, "4294967297", NULL);
  check (MOST, PH_RULE_TTL_CLAMPED, "18446744073709551616", NULL);
  check (MOST, PH_RULE_TTL_CLAMPED,
         "99999999999999999999999999999999999999999999", NULL);
}

/* RFC 8030 section 5.2. */
static void
test_overflow_is_two_to_the_31 (void)
{
  const char *const values[] = { "9999999999", NULL };
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpuint (ph_ttl_read (values, 0, G_MAXUINT32, findings), ==,
                    1u << 31);
}

static void
test_malformed_is_missing (void)
{
  static const char *const wrong[] = {
    "", " ", "+1", "1.5", "NaN", "1 ", "0x10", "10, 20", "\xd9\xa1", "-", "-a",
  };

  check (DEFAULT, PH_RULE_TTL_MISSING, NULL, NULL);
  check (DEFAULT, PH_RULE_TTL_SIGN, "-1", NULL);
  check (DEFAULT, PH_RULE_TTL_SIGN, "-99999999999999999999", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (DEFAULT, PH_RULE_TTL_SHAPE, wrong[i], NULL);
}

static void
test_first_well_formed_counts (void)
{
  check (10, PH_RULE_TTL_REPEATED, "10", "86400");
  check (20, PH_RULE_TTL_REPEATED, "NaN", "20");
  check (20, PH_RULE_TTL_SHAPE, "NaN", "20");
  check (DEFAULT, PH_RULE_TTL_REPEATED, "NaN", "-1");
}

static void
test_default_is_not_above_the_largest (void)
{
  const char *const values[] = { NULL };
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpuint (ph_ttl_read (values, 300, 200, findings), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ttl/well-formed", test_well_formed);
  g_test_add_func ("/ttl/too-large", test_too_large_is_the_largest);
  g_test_add_func ("/ttl/overflow", test_overflow_is_two_to_the_31);
  g_test_add_func ("/ttl/malformed", test_malformed_is_missing);
  g_test_add_func ("/ttl/repeated", test_first_well_formed_counts);
  g_test_add_func ("/ttl/default", test_default_is_not_above_the_largest);
  return g_test_run ();
}
