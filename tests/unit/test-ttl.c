/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ttl.h"

#define DEFAULT 300
#define MOST 1000

static void
check (guint32 expected, const char *first, const char *second)
{
  const char *const values[] = { first, second, NULL };

  g_assert_cmpuint (ph_ttl_parse (values, DEFAULT, MOST), ==, expected);
}

static void
test_well_formed (void)
{
  check (0, "0", NULL);
  check (15, "15", NULL);
  check (7, "0007", NULL);
  check (999, "999", NULL);
  check (1000, "1000", NULL);
}

static void
test_too_large_is_the_largest (void)
{
  check (MOST, "1001", NULL);
  check (MOST, "4294967297", NULL);
  check (MOST, "18446744073709551616", NULL);
  check (MOST, "99999999999999999999999999999999999999999999", NULL);
}

/* RFC 8030 section 5.2. */
static void
test_overflow_is_two_to_the_31 (void)
{
  const char *const values[] = { "9999999999", NULL };

  g_assert_cmpuint (ph_ttl_parse (values, 0, G_MAXUINT32), ==, 1u << 31);
}

static void
test_malformed_is_missing (void)
{
  static const char *const wrong[] = {
    "", " ", "-1", "+1", "1.5", "NaN", "1 ", "0x10", "10, 20", "\xd9\xa1",
  };

  check (DEFAULT, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (DEFAULT, wrong[i], NULL);
}

static void
test_first_well_formed_counts (void)
{
  check (10, "10", "600");
  check (600, "soon", "600");
  check (DEFAULT, "soon", "later");
}

static void
test_default_is_clamped_too (void)
{
  const char *const none[] = { NULL };

  g_assert_cmpuint (ph_ttl_parse (none, 500, 100), ==, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ttl/well-formed", test_well_formed);
  g_test_add_func ("/ttl/too-large", test_too_large_is_the_largest);
  g_test_add_func ("/ttl/overflow", test_overflow_is_two_to_the_31);
  g_test_add_func ("/ttl/malformed", test_malformed_is_missing);
  g_test_add_func ("/ttl/first-counts", test_first_well_formed_counts);
  g_test_add_func ("/ttl/default-clamped", test_default_is_clamped_too);
  return g_test_run ();
}
