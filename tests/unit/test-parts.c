/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/parts.h"

#include "store-fixture.h"
#include "support/wait.h"

/* The row of a push that has ended. */

typedef struct
{
  Fixture store;
  PhParts parts;
} PartsFixture;

static void
set_up (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) first = make_push (1, 1);
  g_autoptr (PhPush) second = make_push (2, 1);
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture->store, unused);
  fixture_save (&fixture->store, app);
  fixture_add (&fixture->store, first, &error);
  g_assert_no_error (error);
  fixture_add (&fixture->store, second, &error);
  g_assert_no_error (error);
  fixture->parts = (PhParts){
    .store = fixture->store.store,
    .ending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
}

static void
tear_down (PartsFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->parts.ending, g_hash_table_unref);
  fixture_tear_down (&fixture->store, unused);
}

static void
test_ends_until_it_is_removed (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) left = NULL;
  char id[] = "push-1";

  g_assert_false (ph_parts_is_ending (&fixture->parts, "push-1"));
  ph_parts_end_row (&fixture->parts, id);
  id[0] = '-';
  g_assert_true (ph_parts_is_ending (&fixture->parts, "push-1"));
  g_assert_false (ph_parts_is_ending (&fixture->parts, "push-2"));

  wait_until (!ph_parts_is_ending (&fixture->parts, "push-1"));
  left = fixture_read (&fixture->store, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpint (((const PhPush *) left->pdata[0])->sequence, ==, 2);
}

/* What is read meanwhile is old news: the removal is first in the queue. */
static void
test_ends_before_later_reads (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) left = NULL;

  ph_parts_end_row (&fixture->parts, "push-1");
  ph_parts_end_row (&fixture->parts, "push-2");
  left = fixture_read (&fixture->store, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->parts.ending), ==, 0);
}

/* The hub may be gone when the store answers. */
static void
test_answered_after_the_hub (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) left = NULL;

  ph_parts_end_row (&fixture->parts, "push-1");
  g_clear_pointer (&fixture->parts.ending, g_hash_table_unref);
  left = fixture_read (&fixture->store, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 1);
}

static void
test_a_store_that_is_closed (PartsFixture *fixture, gconstpointer unused)
{
  ph_store_close (fixture->store.store);
  ph_parts_end_row (&fixture->parts, "push-1");
  wait_until (!ph_parts_is_ending (&fixture->parts, "push-1"));
}

/* What the store has of the app after it has answered. Returns: (transfer
 * full) */
static Found *
note_present (PartsFixture *fixture, PhRegistration *app)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  PhEntry entry = { .registration = app };

  fixture->parts.clock = clock;
  ph_parts_note_present (&fixture->parts, &entry);
  g_assert_cmpint (app->absent, ==, 0);

  /* Once all that was asked of it is answered. */
  g_ptr_array_unref (fixture_read (&fixture->store, 1, 0, 1));
  return fixture_load (&fixture->store);
}

/* An app that has answered is not absent any more, over a restart too. */
static void
test_an_app_is_present_again (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (Found) found = NULL;

  app->absent = 1000;
  fixture_save (&fixture->store, app);
  found = note_present (fixture, app);
  assert_same_registration (found->registrations->pdata[0], app);
}

/* What is known already costs no disk. */
static void
test_an_app_is_still_present (PartsFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhRegistration) stored = make_app (1);
  g_autoptr (Found) found = NULL;

  app->last_used++;
  found = note_present (fixture, app);
  assert_same_registration (found->registrations->pdata[0], stored);
}

#define ADD(path, function)                                                    \
  g_test_add ("/parts/" path, PartsFixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("until-removed", test_ends_until_it_is_removed);
  ADD ("later-reads", test_ends_before_later_reads);
  ADD ("after-the-hub", test_answered_after_the_hub);
  ADD ("present", test_an_app_is_present_again);
  ADD ("still-present", test_an_app_is_still_present);
  ADD ("closed", test_a_store_that_is_closed);
  return g_test_run ();
}
