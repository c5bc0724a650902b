/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "backlog-fixture.h"

#include "core/error.h"
#include "support/wait.h"

static PhEventStep
last_step (BacklogFixture *fixture, const char *push)
{
  return ph_timeline_find_last (fixture->timeline, push)->step;
}

static void
test_delivered_from_memory_costs_no_disk (BacklogFixture *fixture,
                                          gconstpointer data)
{
  GAsyncResult *accepted = NULL;

  g_assert_true (ph_backlog_is_empty (fixture->backlog));
  backlog_add (fixture, 1, &accepted);
  g_assert_false (ph_backlog_is_empty (fixture->backlog));
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 1);

  g_assert_cmpuint (backlog_end_all (fixture), ==, 1);
  g_assert_true (backlog_was_accepted (&accepted));
  g_assert_true (ph_backlog_is_empty (fixture->backlog));
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 0);
  g_assert_cmpint (last_step (fixture, "push-1"), ==, PH_EVENT_ACKNOWLEDGED);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);
}

static void
test_commit_answers_when_it_is_stored (BacklogFixture *fixture,
                                       gconstpointer data)
{
  GAsyncResult *accepted = NULL;
  PhDelivery *delivery = backlog_add (fixture, 1, &accepted);

  ph_backlog_commit (fixture->backlog, delivery);
  ph_backlog_commit (fixture->backlog, delivery);
  g_assert_true (ph_backlog_is_busy (fixture->backlog));
  g_assert_nonnull (delivery->accept);

  wait_until (fixture->moves == 1);
  g_assert_false (ph_backlog_is_busy (fixture->backlog));
  g_assert_true (backlog_was_accepted (&accepted));
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 1);

  backlog_end_all (fixture);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);
}

/* TTL 0 is dropped, which is no failure for its sender. */
static void
test_drops_what_is_not_worth_storing (BacklogFixture *fixture,
                                      gconstpointer data)
{
  GAsyncResult *accepted = NULL;

  backlog_add (fixture, 1, &accepted)->keep = FALSE;
  ph_backlog_leave (fixture->backlog, "The app is away.");
  ph_backlog_give_up (fixture->backlog, "The app is away.");

  g_assert_true (backlog_was_accepted (&accepted));
  g_assert_cmpint (last_step (fixture, "push-1"), ==, PH_EVENT_DROPPED);
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 0);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);
}

static void
test_closing_answers_who_waits (BacklogFixture *fixture, gconstpointer data)
{
  GAsyncResult *accepted[2] = { NULL };
  g_autoptr (PhDelivery) committing = NULL;

  backlog_add (fixture, 1, &accepted[0]);
  committing = ph_delivery_ref (backlog_add (fixture, 2, &accepted[1]));
  ph_backlog_commit (fixture->backlog, committing);
  backlog_close (fixture);

  g_assert_false (backlog_was_accepted (&accepted[0]));
  g_assert_false (backlog_was_accepted (&accepted[1]));
  wait_until (!committing->committing);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);
  g_assert_cmpuint (fixture->moves, ==, 0);
}

static void
test_trouble_with_the_disk (BacklogFixture *fixture, gconstpointer data)
{
  GAsyncResult *accepted = NULL;

  backlog_add_to_store (fixture, 1);
  wait_until (fixture->moves == 1);
  ph_store_close (fixture->store.store);

  backlog_read (fixture);
  g_assert_cmpuint (fixture->n_trouble, ==, 1);

  ph_backlog_commit (fixture->backlog, backlog_add (fixture, 2, &accepted));
  g_assert_false (backlog_was_accepted (&accepted));
  g_assert_cmpint (last_step (fixture, "push-2"), ==, PH_EVENT_DROPPED);
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 1);
}

#define ADD(path, function)                                                    \
  g_test_add ("/backlog/" path, BacklogFixture, NULL, backlog_set_up,          \
              function, backlog_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("costs-no-disk", test_delivered_from_memory_costs_no_disk);
  ADD ("commit-answers", test_commit_answers_when_it_is_stored);
  ADD ("not-worth-storing", test_drops_what_is_not_worth_storing);
  ADD ("closing", test_closing_answers_who_waits);
  ADD ("trouble", test_trouble_with_the_disk);
  return g_test_run ();
}
