/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/gone.h"

static void
test_the_oldest_go_first (void)
{
  g_autoptr (PhGone) gone = ph_gone_new (2);

  ph_gone_add (gone, "one", 1);
  ph_gone_add (gone, "two", 2);
  ph_gone_add (gone, "two", 20);
  ph_gone_add (gone, "three", 3);

  g_assert_cmpint (ph_gone_find (gone, "one"), ==, 0);
  g_assert_cmpint (ph_gone_find (gone, "two"), ==, 2);
  g_assert_cmpint (ph_gone_find (gone, "three"), ==, 3);
  g_assert_cmpint (ph_gone_find (gone, "never"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gone/oldest-first", test_the_oldest_go_first);
  return g_test_run ();
}
