/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store-fixture.h"

#include "core/error.h"

/* The hub's time goes on when a hub follows another one of the same boot. */

/* What the store makes of @offset in @boot, after the hub was started anew. */
static gint64
keep (Fixture *fixture, const char *boot, gint64 offset)
{
  g_autoptr (GError) error = NULL;

  fixture_reopen (fixture);
  g_assert_true (ph_store_keep_clock (fixture->store, boot, &offset, &error));
  g_assert_no_error (error);
  return offset;
}

static void
test_first (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (keep (fixture, "boot", 5), ==, 5);
}

static void
test_same_boot (Fixture *fixture, gconstpointer unused)
{
  const gint64 now = G_GINT64_CONSTANT (1700000000123456);

  g_assert_cmpint (keep (fixture, "boot", now), ==, now);
  g_assert_cmpint (keep (fixture, "boot", now + 1), ==, now);
  g_assert_cmpint (keep (fixture, "boot", -1), ==, now);
}

static void
test_other_boot (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (keep (fixture, "first", 5), ==, 5);
  g_assert_cmpint (keep (fixture, "second", -7), ==, -7);
  g_assert_cmpint (keep (fixture, "second", 9), ==, -7);
  g_assert_cmpint (keep (fixture, "first", 11), ==, 11);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 offset = 5;

  ph_store_close (fixture->store);
  g_assert_false (
      ph_store_keep_clock (fixture->store, "boot", &offset, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_cmpint (offset, ==, 5);
}

#define ADD(path, function)                                                    \
  g_test_add ("/store-clock/" path, Fixture, NULL, fixture_set_up, function,   \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first", test_first);
  ADD ("same-boot", test_same_boot);
  ADD ("other-boot", test_other_boot);
  ADD ("closed", test_closed);
  return g_test_run ();
}
