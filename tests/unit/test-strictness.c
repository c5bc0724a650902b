/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/strictness.h"

static const char *const words[] = { "false", "true", "body" };

/* Each refuses all that the one before it does, and the store keeps them as
 * numbers: those must not change. */
static void
test_the_least_comes_first (void)
{
  g_assert_cmpint (PH_LENIENT, ==, 0);
  g_assert_cmpint (PH_STRICT, ==, 1);
  g_assert_cmpint (PH_STRICT_BODY, ==, 2);
  g_assert_cmpint (PH_N_STRICTNESS, ==, G_N_ELEMENTS (words));
}

static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PhStrictness strictness = PH_LENIENT;

      g_assert_cmpstr (ph_strictness_to_string ((PhStrictness) i), ==,
                       words[i]);
      g_assert_true (ph_strictness_from_string (words[i], &strictness));
      g_assert_cmpuint (strictness, ==, i);
    }
}

static void
test_no_word (void)
{
  static const char *const wrong[] = {
    "", "True", "yes", "1", "strict", "lenient", " body", "body ", "bodyx",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      PhStrictness strictness = PH_STRICT;

      g_assert_false (ph_strictness_from_string (wrong[i], &strictness));
      g_assert_cmpint (strictness, ==, PH_STRICT);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strictness/order", test_the_least_comes_first);
  g_test_add_func ("/strictness/there-and-back", test_there_and_back);
  g_test_add_func ("/strictness/no-word", test_no_word);
  return g_test_run ();
}
