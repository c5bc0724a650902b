/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/clock.h"

static void
test_starts_from_the_wall_clock (void)
{
  gint64 before = g_get_real_time ();
  g_autoptr (PhClock) clock = ph_clock_new ();
  gint64 now = ph_clock_now (clock);

  /* The two clocks are read one after the other; the second leaves room for a
   * machine that is busy between them. */
  g_assert_cmpint (now, >=, before - G_USEC_PER_SEC);
  g_assert_cmpint (now, <=, g_get_real_time () + G_USEC_PER_SEC);
}

static void
test_never_goes_back (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  gint64 last = ph_clock_now (clock);

  for (guint i = 0; i < 10000; i++)
    {
      gint64 now = ph_clock_now (clock);

      g_assert_cmpint (now, >=, last);
      last = now;
    }
}

static void
test_advances (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  gint64 before = ph_clock_now (clock);

  ph_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_cmpint (ph_clock_now (clock), >=, before + G_TIME_SPAN_HOUR);
  g_assert_cmpint (ph_clock_now (clock), <, before + 2 * G_TIME_SPAN_HOUR);
}

/* Two clocks are independent: advancing one leaves the other alone. */
static void
test_advances_alone (void)
{
  g_autoptr (PhClock) one = ph_clock_new ();
  g_autoptr (PhClock) other = ph_clock_new ();

  ph_clock_advance (one, G_TIME_SPAN_HOUR);
  g_assert_cmpint (ph_clock_now (other), <,
                   ph_clock_now (one) - G_TIME_SPAN_MINUTE);
}

/* The boot clock goes on between two hubs; so does the time of the second one
 * when it has the offset of the first, even with another wall clock. */
static void
test_goes_on_with_an_offset (void)
{
  g_autoptr (PhClock) first = ph_clock_new ();
  g_autoptr (PhClock) second = ph_clock_new ();
  gint64 offset = ph_clock_get_offset (first) - G_TIME_SPAN_DAY;
  gint64 before = ph_clock_now (first);

  ph_clock_set_offset (second, offset);
  g_assert_cmpint (ph_clock_get_offset (second), ==, offset);
  g_assert_cmpint (ph_clock_now (second), >=, before - G_TIME_SPAN_DAY);
  g_assert_cmpint (ph_clock_now (second), <=,
                   ph_clock_now (first) - G_TIME_SPAN_DAY);
}

/* What a test adds is no matter of the wall clock: it is not kept. */
static void
test_offset_stays (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  gint64 offset = ph_clock_get_offset (clock);
  gint64 before = ph_clock_now (clock);

  ph_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_cmpint (ph_clock_get_offset (clock), ==, offset);
  ph_clock_set_offset (clock, offset);
  g_assert_cmpint (ph_clock_now (clock), >=, before + G_TIME_SPAN_HOUR);
}

static void
test_boot_has_one_name (void)
{
  g_autofree char *name = ph_clock_name_boot ();
  g_autofree char *again = ph_clock_name_boot ();

  g_assert_nonnull (name);
  g_assert_cmpstr (name, ==, again);
  g_assert_true (g_uuid_string_is_valid (name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/wall", test_starts_from_the_wall_clock);
  g_test_add_func ("/clock/never-back", test_never_goes_back);
  g_test_add_func ("/clock/advances", test_advances);
  g_test_add_func ("/clock/alone", test_advances_alone);
  g_test_add_func ("/clock/offset", test_goes_on_with_an_offset);
  g_test_add_func ("/clock/offset-stays", test_offset_stays);
  g_test_add_func ("/clock/boot", test_boot_has_one_name);
  return g_test_run ();
}
