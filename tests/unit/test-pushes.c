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
add_urgent (Tables *tables, gint64 sequence, PhUrgency urgency)
{
  g_autoptr (PhPush) push = make_urgent_push (sequence, 7, urgency);

  tables_add (tables, push);
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

/* A device that saves power takes only the urgent ones; the others stay. */
static void
test_pages_leave_out_what_is_less_urgent (Tables *tables, gconstpointer unused)
{
  static const char *const pages[] = { "1 2 3 4", "2 3 4", "2 4", "4" };

  add_urgent (tables, 1, PH_URGENCY_VERY_LOW);
  add_urgent (tables, 2, PH_URGENCY_NORMAL);
  add_urgent (tables, 3, PH_URGENCY_LOW);
  add_urgent (tables, 4, PH_URGENCY_HIGH);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      const PhPage page = {
        .registration = 7,
        .urgency = (PhUrgency) i,
        .limit = 10,
      };
      g_autoptr (GPtrArray) pushes =
          ph_pushes_read (tables->database, &page, NULL);
      g_autofree char *text = tables_show_pushes (pushes);

      g_assert_cmpstr (text, ==, pages[i]);
    }
}

static void
fail (Tables *tables, const char *id, guint failures)
{
  g_autoptr (GError) error = NULL;

  ph_pushes_set_failures (tables->database, id, failures, &error);
  g_assert_no_error (error);
}

static void
check_aside (Tables *tables, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_pushes_find_aside (tables->database, limit, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = tables_show_pushes (pushes);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_failures_are_kept (Tables *tables, gconstpointer unused)
{
  g_autoptr (GPtrArray) read = NULL;

  tables_add_push (tables, 1, 7);
  tables_add_push (tables, 2, 7);
  fail (tables, "push-1", 3);
  fail (tables, "push-99", 3);

  read = ph_pushes_read (tables->database,
                         &(PhPage){ .registration = 7, .limit = 10 }, NULL);
  g_assert_cmpuint (((const PhPush *) read->pdata[0])->failures, ==, 3);
  g_assert_cmpuint (((const PhPush *) read->pdata[1])->failures, ==, 0);
}

/* Those that its app has failed eight times, until they are given another
 * chance. */
static void
test_aside (Tables *tables, gconstpointer unused)
{
  g_autofree char *without = NULL;
  g_autofree char *again = NULL;

  for (gint64 sequence = 1; sequence <= 4; sequence++)
    tables_add_push (tables, sequence, sequence == 4 ? 8 : 7);
  fail (tables, "push-1", 7);
  fail (tables, "push-4", 8);
  fail (tables, "push-2", 9);

  without = tables_list_pushes (tables, 7, 0, 10);
  g_assert_cmpstr (without, ==, "1 3");
  check_aside (tables, 10, "2 4");
  check_aside (tables, 1, "2");

  fail (tables, "push-2", 0);
  again = tables_list_pushes (tables, 7, 0, 10);
  g_assert_cmpstr (again, ==, "1 2 3");
  check_aside (tables, 10, "4");
}

static void
check_expired (Tables *tables, gint64 now, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_pushes_find_expired (tables->database, now, limit, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = tables_show_pushes (pushes);
  g_assert_cmpstr (text, ==, expected);
}

static void
check_next (Tables *tables, gint64 expected)
{
  gint64 next = 0;

  g_assert_true (ph_pushes_next_expiry (tables->database, &next, NULL));
  g_assert_cmpint (next, ==, expected);
}

static void
add_until (Tables *tables, gint64 sequence, gint64 expires)
{
  g_autoptr (PhPush) push =
      make_push_until (sequence, sequence % 2 == 0 ? 7 : 8, expires);

  g_assert_cmpint (ph_push_expires (push), ==, expires);
  tables_add (tables, push);
}

/* Of all registrations, in the order in which their time comes. */
static void
test_expired_in_order (Tables *tables, gconstpointer unused)
{
  add_until (tables, 1, 300);
  add_until (tables, 2, 100);
  add_until (tables, 3, 200);

  check_expired (tables, 99, 10, "");
  check_expired (tables, 100, 10, "2");
  check_expired (tables, 300, 10, "2 3 1");
  check_expired (tables, 300, 2, "2 3");
}

static void
test_next_expiry (Tables *tables, gconstpointer unused)
{
  check_next (tables, G_MAXINT64);
  add_until (tables, 1, 300);
  check_next (tables, 300);
  add_until (tables, 2, 100);
  check_next (tables, 100);
  g_assert_true (ph_pushes_remove (tables->database, "push-2", NULL));
  check_next (tables, 300);
}

/* One that is set aside expires, too. */
static void
test_aside_expires (Tables *tables, gconstpointer unused)
{
  add_until (tables, 1, 300);
  fail (tables, "push-1", 8);
  check_next (tables, 300);
  check_expired (tables, 300, 10, "1");
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
  ADD ("urgency", test_pages_leave_out_what_is_less_urgent);
  ADD ("failures", test_failures_are_kept);
  ADD ("aside", test_aside);
  ADD ("expired", test_expired_in_order);
  ADD ("next-expiry", test_next_expiry);
  ADD ("aside-expires", test_aside_expires);
  ADD ("nobody", test_for_nobody);
  ADD ("remove", test_removes_one);
  ADD ("remove-all", test_removes_all_of_one);
  ADD ("last", test_the_highest_number);
  return g_test_run ();
}
