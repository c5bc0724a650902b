/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "backlog-fixture.h"

#include "support/wait.h"

/* The order and the memory of a backlog that is partly in the store. */

static void
test_in_order_through_memory_and_store (BacklogFixture *fixture,
                                        gconstpointer data)
{
  backlog_add (fixture, 1, NULL);
  g_assert_true (backlog_has_room (fixture));
  backlog_add_to_store (fixture, 2);
  backlog_add_to_store (fixture, 3);
  g_assert_false (backlog_has_room (fixture));
  g_assert_cmpstr (backlog_show (fixture), ==, "1");

  wait_until (!ph_backlog_is_busy (fixture->backlog));
  backlog_read (fixture);
  g_assert_cmpstr (backlog_show (fixture), ==, "1 2 3");
  g_assert_true (backlog_has_room (fixture));
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 3);
}

static void
test_what_leaves_comes_back_in_order (BacklogFixture *fixture,
                                      gconstpointer data)
{
  PhDelivery *called = backlog_add (fixture, 1, NULL);

  backlog_add (fixture, 2, NULL);
  backlog_add (fixture, 3, NULL);
  called->calling = TRUE;
  ph_backlog_leave (fixture->backlog, "The app fails.");
  g_assert_cmpstr (backlog_show (fixture), ==, "1");
  g_assert_cmpint (ph_timeline_find_last (fixture->timeline, "push-3")->step,
                   ==, PH_EVENT_WAITING);

  called->calling = FALSE;
  ph_backlog_leave (fixture->backlog, "The app fails.");
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 3);

  backlog_read (fixture);
  g_assert_cmpstr (backlog_show (fixture), ==, "1 2 3");
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 3);
}

/* However many wait, only a few pages are in memory at once. */
static void
test_long_backlog_costs_little_memory (BacklogFixture *fixture,
                                       gconstpointer data)
{
  const guint n = 1000;
  guint n_ended = 0;

  for (guint i = 1; i <= n; i++)
    backlog_add_to_store (fixture, i);
  wait_until (!ph_backlog_is_busy (fixture->backlog));
  backlog_begin_again (fixture);

  while (n_ended < n)
    {
      guint n_read = 0;

      backlog_read (fixture);
      n_read = g_list_length (ph_backlog_get_head (fixture->backlog));
      g_assert_cmpuint (n_read, >, 0);
      g_assert_cmpuint (n_read, <=, 256);
      n_ended += backlog_end_all (fixture);
    }
  g_assert_cmpuint (n_ended, ==, n);
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 0);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);
}

static void
test_memory_is_bounded (BacklogFixture *fixture, gconstpointer data)
{
  guint n = 0;

  while (n < 4096 && backlog_has_room (fixture))
    backlog_add (fixture, ++n, NULL);
  g_assert_cmpuint (n, <, 4096);
}

#define ADD(path, function)                                                    \
  g_test_add ("/backlog-pages/" path, BacklogFixture, NULL, backlog_set_up,    \
              function, backlog_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("in-order", test_in_order_through_memory_and_store);
  ADD ("leaves-and-comes-back", test_what_leaves_comes_back_in_order);
  ADD ("long", test_long_backlog_costs_little_memory);
  ADD ("bounded", test_memory_is_bounded);
  return g_test_run ();
}
