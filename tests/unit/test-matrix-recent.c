/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-recent.h"

static void
test_remembers (void)
{
  g_autoptr (PhMatrixRecent) recent = ph_matrix_recent_new ();

  g_assert_false (ph_matrix_recent_has (recent, "one", "$a", 0));
  ph_matrix_recent_add (recent, "one", "$a", 0);
  ph_matrix_recent_add (recent, "one", "$a", 0);
  g_assert_true (ph_matrix_recent_has (recent, "one", "$a", 0));
  g_assert_false (ph_matrix_recent_has (recent, "one", "$b", 0));
  g_assert_false (ph_matrix_recent_has (recent, "two", "$a", 0));
  g_assert_false (ph_matrix_recent_has (recent, "on", "e$a", 0));
}

/* From when it was first pushed. */
static void
test_forgets_in_time (void)
{
  g_autoptr (PhMatrixRecent) recent = ph_matrix_recent_new ();

  ph_matrix_recent_add (recent, "one", "$a", 5);
  ph_matrix_recent_add (recent, "one", "$a", 6);
  ph_matrix_recent_add (recent, "one", "$b", 7);
  g_assert_true (
      ph_matrix_recent_has (recent, "one", "$a", PH_MATRIX_RECENT_TIME + 4));
  g_assert_false (
      ph_matrix_recent_has (recent, "one", "$a", PH_MATRIX_RECENT_TIME + 5));
  g_assert_true (
      ph_matrix_recent_has (recent, "one", "$b", PH_MATRIX_RECENT_TIME + 5));

  ph_matrix_recent_add (recent, "one", "$a", PH_MATRIX_RECENT_TIME + 7);
  g_assert_true (
      ph_matrix_recent_has (recent, "one", "$a", PH_MATRIX_RECENT_TIME + 7));
  g_assert_false (
      ph_matrix_recent_has (recent, "one", "$b", PH_MATRIX_RECENT_TIME + 7));
}

static void
add_number (PhMatrixRecent *recent, guint number)
{
  g_autofree char *event_id = g_strdup_printf ("$%u", number);

  ph_matrix_recent_add (recent, "one", event_id, 0);
}

/* The oldest goes when there are too many. */
static void
test_forgets_the_oldest (void)
{
  g_autoptr (PhMatrixRecent) recent = ph_matrix_recent_new ();

  for (guint i = 0; i < PH_MATRIX_RECENT_MAX; i++)
    add_number (recent, i);
  g_assert_true (ph_matrix_recent_has (recent, "one", "$0", 0));

  add_number (recent, PH_MATRIX_RECENT_MAX);
  g_assert_false (ph_matrix_recent_has (recent, "one", "$0", 0));
  g_assert_true (ph_matrix_recent_has (recent, "one", "$1", 0));
  g_assert_true (ph_matrix_recent_has (recent, "one", "$1024", 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-recent/remembers", test_remembers);
  g_test_add_func ("/matrix-recent/time", test_forgets_in_time);
  g_test_add_func ("/matrix-recent/oldest", test_forgets_the_oldest);
  return g_test_run ();
}
