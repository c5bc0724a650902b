/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/expiry.h"

#include "store-fixture.h"
#include "support/wait.h"

typedef struct
{
  Fixture store;
  PhClock *clock;
  PhExpiry *expiry; /* NULL once freed */
  GString *expired; /* the numbers of what was told, a space after each */
  guint calls;
} ExpiryFixture;

static void
on_expired (GPtrArray *pushes, gpointer user_data)
{
  ExpiryFixture *fixture = user_data;

  fixture->calls++;
  g_assert_cmpuint (pushes->len, >, 0);
  for (guint i = 0; i < pushes->len; i++)
    g_string_append_printf (fixture->expired, "%" G_GINT64_FORMAT " ",
                            ((const PhPush *) pushes->pdata[i])->sequence);
}

static void
set_up (ExpiryFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);

  fixture_set_up (&fixture->store, unused);
  fixture_save (&fixture->store, app);
  fixture->clock = ph_clock_new ();
  fixture->expired = g_string_new (NULL);
  fixture->expiry =
      ph_expiry_new (fixture->store.store, fixture->clock, on_expired, fixture);
}

static void
tear_down (ExpiryFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->expiry, ph_expiry_free);
  ph_store_close (fixture->store.store);
  g_assert_cmpint (wait_get_sleep (), ==, -1);
  g_assert_finalize_object (g_steal_pointer (&fixture->store.store));
  fixture_tear_down (&fixture->store, unused);
  g_string_free (fixture->expired, TRUE);
  ph_clock_free (fixture->clock);
}

static gint64
in (ExpiryFixture *fixture, gint64 span)
{
  return ph_clock_now (fixture->clock) + span;
}

/* Stores a push that expires at @when. */
static void
add (ExpiryFixture *fixture, gint64 sequence, gint64 when)
{
  g_autoptr (PhPush) push = make_push_until (sequence, 1, when);
  g_autoptr (GError) error = NULL;

  fixture_add (&fixture->store, push, &error);
  g_assert_no_error (error);
}

/* How many pushes are stored, once all that was asked of the store before is
 * answered. */
static guint
count (ExpiryFixture *fixture)
{
  g_autoptr (GPtrArray) pushes = fixture_read (&fixture->store, 1, 0, G_MAXINT);

  return pushes->len;
}

/* The loop would sleep until then: the two clocks are not read at once. */
static void
check_sleeps_until (ExpiryFixture *fixture, gint64 when)
{
  gint64 sleep = wait_get_sleep ();
  gint64 pause =
      (when - ph_clock_now (fixture->clock)) / G_TIME_SPAN_MILLISECOND;

  g_assert_cmpint (sleep, >=, pause - 1000);
  g_assert_cmpint (sleep, <=, pause + 1000);
}

static void
check_sleeps_for_ever (void)
{
  g_assert_cmpint (wait_get_sleep (), ==, -1);
}

static void
test_no_timer_for_nothing (ExpiryFixture *fixture, gconstpointer unused)
{
  check_sleeps_for_ever ();
  ph_expiry_start (fixture->expiry);
  g_assert_cmpuint (count (fixture), ==, 0);
  check_sleeps_for_ever ();
  g_assert_cmpuint (fixture->calls, ==, 0);
}

/* While the hub was down. */
static void
test_what_has_expired_at_the_start (ExpiryFixture *fixture,
                                    gconstpointer unused)
{
  gint64 later = in (fixture, G_TIME_SPAN_HOUR);

  add (fixture, 1, in (fixture, -1));
  add (fixture, 2, later);
  add (fixture, 3, in (fixture, -G_TIME_SPAN_DAY));
  ph_expiry_start (fixture->expiry);

  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpstr (fixture->expired->str, ==, "3 1 ");
  g_assert_cmpuint (fixture->calls, ==, 1);
  check_sleeps_until (fixture, later);
}

static void
test_more_than_fit_in_one_transaction (ExpiryFixture *fixture,
                                       gconstpointer unused)
{
  for (gint64 sequence = 1; sequence <= 300; sequence++)
    {
      g_autoptr (PhPush) push = make_push_until (sequence, 1, sequence);

      ph_store_add_push_async (fixture->store.store, push, NULL, NULL);
    }
  ph_expiry_start (fixture->expiry);
  wait_until (fixture->calls == 2);
  g_assert_true (g_str_has_prefix (fixture->expired->str, "1 2 3 "));
  g_assert_true (g_str_has_suffix (fixture->expired->str, " 299 300 "));
  g_assert_cmpuint (count (fixture), ==, 0);
  check_sleeps_for_ever ();
}

static void
test_one_timer_for_the_next (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 hour = in (fixture, G_TIME_SPAN_HOUR);
  gint64 minute = in (fixture, G_TIME_SPAN_MINUTE);

  ph_expiry_note (fixture->expiry, hour);
  check_sleeps_until (fixture, hour);
  ph_expiry_note (fixture->expiry, minute);
  check_sleeps_until (fixture, minute);
  ph_expiry_note (fixture->expiry, hour);
  check_sleeps_until (fixture, minute);
}

/* A timer may not count the time that the machine sleeps. */
static void
test_a_timer_lasts_a_day (ExpiryFixture *fixture, gconstpointer unused)
{
  ph_expiry_note (fixture->expiry, in (fixture, 40 * G_TIME_SPAN_DAY));
  check_sleeps_until (fixture, in (fixture, G_TIME_SPAN_DAY));
}

static void
test_what_is_noted_expires (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 now = in (fixture, 0);

  ph_expiry_note (fixture->expiry, now);
  add (fixture, 1, now);
  wait_until (fixture->calls == 1);
  g_assert_cmpstr (fixture->expired->str, ==, "1 ");
  g_assert_cmpuint (count (fixture), ==, 0);
  check_sleeps_for_ever ();
}

/* The hub's time counts: an hour goes by, and what is noted then has the rest
 * looked at as well. */
static void
test_follows_the_clock (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 hour = in (fixture, G_TIME_SPAN_HOUR);
  gint64 day = in (fixture, G_TIME_SPAN_DAY);

  add (fixture, 1, hour);
  add (fixture, 2, day);
  ph_expiry_start (fixture->expiry);
  g_assert_cmpuint (count (fixture), ==, 2);
  check_sleeps_until (fixture, hour);

  ph_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  ph_expiry_note (fixture->expiry, hour - 1);
  wait_until (fixture->calls == 1);
  g_assert_cmpstr (fixture->expired->str, ==, "1 ");
  check_sleeps_until (fixture, day);
}

/* What is looked for now may not have it yet. One look at a time is enough. */
static void
test_noted_while_it_looks (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 minute = in (fixture, G_TIME_SPAN_MINUTE);

  add (fixture, 1, in (fixture, G_TIME_SPAN_HOUR));
  ph_expiry_start (fixture->expiry);
  ph_expiry_note (fixture->expiry, minute);
  g_assert_null (
      g_main_context_find_source_by_user_data (NULL, fixture->expiry));
  g_assert_cmpuint (count (fixture), ==, 1);
  check_sleeps_until (fixture, minute);
}

static void
test_expires_while_it_looks (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 now = in (fixture, 0);

  ph_expiry_start (fixture->expiry);
  ph_expiry_note (fixture->expiry, now);
  add (fixture, 1, now);
  wait_until (fixture->calls == 1);
  g_assert_cmpuint (count (fixture), ==, 0);
  check_sleeps_for_ever ();
}

/* It is tried again in a minute, not at once. */
static void
test_an_error_of_the_store (ExpiryFixture *fixture, gconstpointer unused)
{
  add (fixture, 1, in (fixture, -1));
  ph_store_close (fixture->store.store);
  ph_expiry_start (fixture->expiry);
  check_sleeps_until (fixture, in (fixture, G_TIME_SPAN_MINUTE));
  g_assert_cmpuint (fixture->calls, ==, 0);
}

static void
test_freed_while_it_looks (ExpiryFixture *fixture, gconstpointer unused)
{
  add (fixture, 1, in (fixture, -1));
  ph_expiry_start (fixture->expiry);
  g_clear_pointer (&fixture->expiry, ph_expiry_free);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (fixture->calls, ==, 0);
  check_sleeps_for_ever ();
}

static void
test_freed_before_the_timer (ExpiryFixture *fixture, gconstpointer unused)
{
  gint64 now = in (fixture, 0);

  add (fixture, 1, now);
  ph_expiry_note (fixture->expiry, now);
  g_clear_pointer (&fixture->expiry, ph_expiry_free);
  check_sleeps_for_ever ();
  g_assert_cmpuint (count (fixture), ==, 1);
}

#define ADD(path, function)                                                    \
  g_test_add ("/expiry/" path, ExpiryFixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing", test_no_timer_for_nothing);
  ADD ("start", test_what_has_expired_at_the_start);
  ADD ("many", test_more_than_fit_in_one_transaction);
  ADD ("one-timer", test_one_timer_for_the_next);
  ADD ("a-day", test_a_timer_lasts_a_day);
  ADD ("noted", test_what_is_noted_expires);
  ADD ("clock", test_follows_the_clock);
  ADD ("noted-while-looking", test_noted_while_it_looks);
  ADD ("expires-while-looking", test_expires_while_it_looks);
  ADD ("error", test_an_error_of_the_store);
  ADD ("freed-while-looking", test_freed_while_it_looks);
  ADD ("freed-before-timer", test_freed_before_the_timer);
  return g_test_run ();
}
