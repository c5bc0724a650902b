/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/urgency.h"

static const char *const words[] = { "very-low", "low", "normal", "high" };

static void
test_the_least_comes_first (void)
{
  g_assert_cmpint (PH_URGENCY_VERY_LOW, <, PH_URGENCY_LOW);
  g_assert_cmpint (PH_URGENCY_LOW, <, PH_URGENCY_NORMAL);
  g_assert_cmpint (PH_URGENCY_NORMAL, <, PH_URGENCY_HIGH);
}

static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      PhUrgency urgency = PH_URGENCY_NORMAL;

      g_assert_cmpstr (ph_urgency_to_string ((PhUrgency) i), ==, words[i]);
      g_assert_true (ph_urgency_from_string (words[i], &urgency));
      g_assert_cmpuint (urgency, ==, i);
    }
}

/* The store has them as numbers: those must not change. */
static void
test_numbers (void)
{
  g_assert_cmpint (PH_URGENCY_VERY_LOW, ==, 0);
  g_assert_cmpint (PH_URGENCY_HIGH, ==, 3);
}

static void
test_case_does_not_matter (void)
{
  PhUrgency urgency = PH_URGENCY_NORMAL;

  g_assert_true (ph_urgency_from_string ("HIGH", &urgency));
  g_assert_cmpint (urgency, ==, PH_URGENCY_HIGH);
  g_assert_true (ph_urgency_from_string ("Very-Low", &urgency));
  g_assert_cmpint (urgency, ==, PH_URGENCY_VERY_LOW);
}

static void
test_no_word (void)
{
  static const char *const wrong[] = {
    "", "urgent", "very low", "verylow", " high", "high ", "hig", "highest",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      PhUrgency urgency = PH_URGENCY_LOW;

      g_assert_false (ph_urgency_from_string (wrong[i], &urgency));
      g_assert_cmpint (urgency, ==, PH_URGENCY_LOW);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/urgency/order", test_the_least_comes_first);
  g_test_add_func ("/urgency/there-and-back", test_there_and_back);
  g_test_add_func ("/urgency/numbers", test_numbers);
  g_test_add_func ("/urgency/case", test_case_does_not_matter);
  g_test_add_func ("/urgency/no-word", test_no_word);
  return g_test_run ();
}
