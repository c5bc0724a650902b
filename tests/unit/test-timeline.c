/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/timeline.h"

static void
on_event (PhTimeline *timeline, const PhEvent *event, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s %s;", event->push,
                          ph_event_step_to_string (event->step));
}

static void
test_every_step_is_told (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  g_autoptr (PhTimeline) timeline = ph_timeline_new (clock);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (timeline, "event", G_CALLBACK (on_event), seen);
  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "a", NULL);
  ph_timeline_add (timeline, PH_EVENT_FAILED, 1, "a", "why");
  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 2, "b", NULL);

  g_assert_cmpstr (seen->str, ==, "a received;a failed;b received;");
  g_assert_cmpstr (ph_timeline_find_last (timeline, "a")->detail, ==, "why");
  g_assert_null (ph_timeline_find_last (timeline, "c"));
}

static void
add_to_text (const PhEvent *event, gpointer user_data)
{
  on_event (NULL, event, user_data);
}

static void
test_all_are_told_in_order (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  g_autoptr (PhTimeline) timeline = ph_timeline_new (clock);
  g_autoptr (GString) seen = g_string_new (NULL);

  ph_timeline_foreach (timeline, add_to_text, seen);
  g_assert_cmpstr (seen->str, ==, "");

  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "a", NULL);
  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "b", NULL);
  ph_timeline_add (timeline, PH_EVENT_CALLING, 1, "a", NULL);
  ph_timeline_foreach (timeline, add_to_text, seen);
  g_assert_cmpstr (seen->str, ==, "a received;b received;a calling;");
}

static void
test_the_ring_is_bounded (void)
{
  g_autoptr (PhClock) clock = ph_clock_new ();
  g_autoptr (PhTimeline) timeline = ph_timeline_new (clock);

  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "first", NULL);
  for (guint i = 0; i < PH_TIMELINE_LENGTH - 1; i++)
    ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "other", NULL);
  g_assert_nonnull (ph_timeline_find_last (timeline, "first"));

  ph_timeline_add (timeline, PH_EVENT_RECEIVED, 1, "other", NULL);
  g_assert_null (ph_timeline_find_last (timeline, "first"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/told", test_every_step_is_told);
  g_test_add_func ("/timeline/in-order", test_all_are_told_in_order);
  g_test_add_func ("/timeline/bounded", test_the_ring_is_bounded);
  return g_test_run ();
}
