/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/backoff.h"

/* design.md section 3: 15 s × 1.5ⁿ with a random part, at most 30 min. */

static guint
pause_after (guint failures, double random)
{
  const PhBackoff backoff = {
    .first = PH_BACKOFF_FIRST,
    .failures = failures,
  };

  return ph_backoff_pause (&backoff, random);
}

static void
test_grows_to_half_an_hour (void)
{
  g_assert_cmpuint (pause_after (1, 0), ==, 15000);
  g_assert_cmpuint (pause_after (2, 0), ==, 22500);
  g_assert_cmpuint (pause_after (3, 0), ==, 33750);
  g_assert_cmpuint (pause_after (3, 1), >, 33750);
  g_assert_cmpuint (pause_after (100, 0), ==, 30 * 60 * 1000);
  g_assert_cmpuint (pause_after (G_MAXUINT, 1), ==, 30 * 60 * 1000);
}

static gboolean
never (gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_counts_until_success (void)
{
  PhBackoff backoff = { .first = PH_BACKOFF_FIRST };

  g_assert_false (ph_backoff_is_running (&backoff));
  ph_backoff_start (&backoff, never, NULL);
  ph_backoff_start (&backoff, never, NULL);
  g_assert_true (ph_backoff_is_running (&backoff));
  g_assert_cmpuint (backoff.failures, ==, 1);

  ph_backoff_stop (&backoff);
  g_assert_false (ph_backoff_is_running (&backoff));
  ph_backoff_start (&backoff, never, NULL);
  g_assert_cmpuint (backoff.failures, ==, 2);

  ph_backoff_reset (&backoff);
  g_assert_false (ph_backoff_is_running (&backoff));
  g_assert_cmpuint (backoff.failures, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/grows", test_grows_to_half_an_hour);
  g_test_add_func ("/backoff/counts", test_counts_until_success);
  return g_test_run ();
}
