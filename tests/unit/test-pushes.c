/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/pushes.h"

#include "core/error.h"
#include "store-fixture.h"
#include "tables-fixture.h"

static void
set_up (Tables *tables, gconstpointer unused)
{
  tables_set_up (tables, unused);
  tables_add_client (tables, 7);
  tables_add_client (tables, 8);
}

static void
test_a_push_comes_back (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push (1, 7);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;

  tables_add (tables, push);
  read = ph_pushes_find (tables->database, "push-1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 1);
  assert_same_push (read->pdata[0], push);
}

static void
test_pages_are_in_order (Tables *tables, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *end = NULL;

  tables_add_push (tables, 5, 7);
  tables_add_push (tables, 2, 7);
  tables_add_push (tables, 3, 8);
  tables_add_push (tables, 9, 7);

  first = tables_list_pushes (tables, 7, 0, 2);
  second = tables_list_pushes (tables, 7, 5, 2);
  end = tables_list_pushes (tables, 7, 9, 2);
  g_assert_cmpstr (first, ==, "2 5");
  g_assert_cmpstr (second, ==, "9");
  g_assert_cmpstr (end, ==, "");
}

static void
test_for_nobody (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push (1, 99);
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GError) error = NULL;
  gint64 place = 0;

  g_assert_false (
      ph_pushes_add (tables->database, push, &place, &replaced, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
}

static void
test_removes_one (Tables *tables, gconstpointer unused)
{
  g_autofree char *left = NULL;

  tables_add_push (tables, 1, 7);
  tables_add_push (tables, 2, 7);
  g_assert_true (ph_pushes_remove (tables->database, "push-1", NULL));
  g_assert_true (ph_pushes_remove (tables->database, "push-1", NULL));

  left = tables_list_pushes (tables, 7, 0, 10);
  g_assert_cmpstr (left, ==, "2");
}

static void
test_removes_all_of_one (Tables *tables, gconstpointer unused)
{
  g_autofree char *left = NULL;

  tables_add_push (tables, 1, 7);
  tables_add_push (tables, 2, 8);
  tables_add_push (tables, 3, 7);
  g_assert_true (ph_pushes_remove_all (tables->database, 7, NULL));

  left = tables_list_registrations (tables);
  g_assert_cmpstr (left, ==, "7:0 8:1");
}

static void
test_the_highest_number (Tables *tables, gconstpointer unused)
{
  gint64 last = -1;

  g_assert_true (ph_pushes_get_last (tables->database, &last, NULL));
  g_assert_cmpint (last, ==, 0);

  tables_add_push (tables, 5, 7);
  tables_add_push (tables, 2, 8);
  g_assert_true (ph_pushes_get_last (tables->database, &last, NULL));
  g_assert_cmpint (last, ==, 5);
}

#define ADD(path, function)                                                    \
  g_test_add ("/pushes/" path, Tables, NULL, set_up, function, tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comes-back", test_a_push_comes_back);
  ADD ("pages", test_pages_are_in_order);
  ADD ("nobody", test_for_nobody);
  ADD ("remove", test_removes_one);
  ADD ("remove-all", test_removes_all_of_one);
  ADD ("last", test_the_highest_number);
  return g_test_run ();
}
