/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/event.h"

static void
test_holds_what_it_was_given (void)
{
  g_autoptr (PhEvent) event =
      ph_event_new (1000, PH_EVENT_WAITING, 3, "message", "nobody there");
  g_autoptr (PhEvent) plain =
      ph_event_new (0, PH_EVENT_RECEIVED, 1, "message", NULL);

  g_assert_cmpint (event->time, ==, 1000);
  g_assert_cmpint (event->step, ==, PH_EVENT_WAITING);
  g_assert_cmpint (event->registration, ==, 3);
  g_assert_cmpstr (event->push, ==, "message");
  g_assert_cmpstr (event->detail, ==, "nobody there");
  g_assert_null (plain->detail);
}

/* The words are read by scripts: they stay. */
static void
test_steps (void)
{
  static const struct
  {
    PhEventStep step;
    const char *word;
    gboolean last;
  } steps[] = {
    { PH_EVENT_RECEIVED, "received", FALSE },
    { PH_EVENT_REFUSED, "refused", TRUE },
    { PH_EVENT_JUDGED, "judged", FALSE },
    { PH_EVENT_WAITING, "waiting", FALSE },
    { PH_EVENT_CALLING, "calling", FALSE },
    { PH_EVENT_FAILED, "failed", FALSE },
    { PH_EVENT_ACKNOWLEDGED, "acknowledged", TRUE },
    { PH_EVENT_EXPIRED, "expired", TRUE },
    { PH_EVENT_DROPPED, "dropped", TRUE },
    { PH_EVENT_REMOVED, "removed", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_cmpstr (ph_event_step_to_string (steps[i].step), ==,
                       steps[i].word);
      g_assert_cmpint (ph_event_step_is_last (steps[i].step), ==,
                       steps[i].last);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/holds", test_holds_what_it_was_given);
  g_test_add_func ("/event/steps", test_steps);
  return g_test_run ();
}
