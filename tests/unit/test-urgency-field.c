/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/urgency-field.h"

#include "core/error.h"

/* http-push.md, section 2.3, the lenient way. */

static void
check (const char *first, PhUrgency expected)
{
  const char *const values[] = { first, NULL };
  g_autoptr (GError) error = NULL;

  /* Whatever was there before. */
  for (int before = PH_URGENCY_VERY_LOW; before <= PH_URGENCY_HIGH; before++)
    {
      PhUrgency urgency = (PhUrgency) before;

      g_assert_true (ph_urgency_field_parse (values, &urgency, &error));
      g_assert_no_error (error);
      g_assert_cmpint (urgency, ==, expected);
    }
}

static void
check_refused (const char *first, const char *second)
{
  const char *const values[] = { first, second, NULL };
  PhUrgency urgency = PH_URGENCY_NORMAL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_urgency_field_parse (values, &urgency, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Urgency: must have one value only.");
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
  check ("", PH_URGENCY_NORMAL);
  check ("urgent", PH_URGENCY_NORMAL);
  check ("very low", PH_URGENCY_NORMAL);
  check ("high;q=1", PH_URGENCY_NORMAL);
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
