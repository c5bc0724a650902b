/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/removed.h"

#include "tables-fixture.h"

static void
add (Tables *tables, const char *endpoint, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_removed_add (tables->database, endpoint, now, &error));
  g_assert_no_error (error);
}

/* In the order in which they went, whatever the clock said. */
static void
test_oldest_first (Tables *tables, gconstpointer unused)
{
  g_autofree char *none = tables_list_removed (tables);
  g_autofree char *two = NULL;

  add (tables, "b", 200);
  add (tables, "a", 100);

  two = tables_list_removed (tables);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (two, ==, "b@200 a@100");
}

static void
test_gone_again (Tables *tables, gconstpointer unused)
{
  g_autofree char *list = NULL;

  add (tables, "a", 1);
  add (tables, "b", 2);
  add (tables, "a", 3);

  list = tables_list_removed (tables);
  g_assert_cmpstr (list, ==, "b@2 a@3");
}

static void
on_removed (const char *endpoint, gint64 removed, gpointer user_data)
{
  g_array_append_val (user_data, removed);
}

static void
test_the_oldest_are_forgotten (Tables *tables, gconstpointer unused)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 now = 1; now <= PH_STORE_REMOVED_MAX + 2; now++)
    {
      g_autofree char *endpoint = g_strdup_printf ("%" G_GINT64_FORMAT, now);

      add (tables, endpoint, now);
    }

  g_assert_true (ph_removed_load (tables->database, on_removed, times, NULL));
  g_assert_cmpuint (times->len, ==, PH_STORE_REMOVED_MAX);
  g_assert_cmpint (g_array_index (times, gint64, 0), ==, 3);
}

#define ADD(path, function)                                                    \
  g_test_add ("/removed/" path, Tables, NULL, tables_set_up, function,         \
              tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("oldest-first", test_oldest_first);
  ADD ("gone-again", test_gone_again);
  ADD ("limit", test_the_oldest_are_forgotten);
  return g_test_run ();
}
