/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/push-steps.h"

#include "core/event.h"

/* Of org.pushhub.Manager1, GetTimeline. */
static GPtrArray *
make_steps (const char *text)
{
  g_autoptr (GVariant) events =
      g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), text, NULL, NULL, NULL);

  return ph_steps_new (events);
}

static void
check (const char *text, const char *conclusion)
{
  g_autoptr (GPtrArray) steps = make_steps (text);
  g_autofree char *concluded = ph_steps_conclude (steps);

  g_assert_cmpstr (concluded, ==, conclusion);
}

static void
test_acknowledged (void)
{
  check ("[{'step': <'received'>, 'time': <int64 1000>},"
         " {'step': <'acknowledged'>, 'time': <int64 13000>}]",
         "Its app acknowledged it 12 ms after it was received.");

  /* Its first steps are forgotten. */
  check ("[{'step': <'calling'>, 'time': <int64 1000>},"
         " {'step': <'acknowledged'>, 'time': <int64 13000>}]",
         "Its app acknowledged it.");
}

static void
test_because (void)
{
  check ("[{'step': <'waiting'>, 'detail': <'the receiver is busy'>}]",
         "It waits: the receiver is busy.");
  check ("[{'step': <'waiting'>, 'detail': <'Nobody is there.'>}]",
         "It waits: Nobody is there.");
  check ("[{'step': <'waiting'>, 'detail': <''>}]", "It waits for its app.");
  check ("[{'step': <'refused'>, 'detail': <'ttl-missing: seen: no TTL.'>}]",
         "It was refused: ttl-missing: seen: no TTL.");
  check ("[{'step': <'dropped'>}]",
         "It was for now or never, and its app could not take it.");
  check ("[{'step': <'dropped'>, 'detail': <'The disk is full.'>}]",
         "It could not be kept: The disk is full.");
}

/* An app's words go to a terminal. */
static void
test_nothing_that_a_terminal_obeys (void)
{
  check ("[{'step': <'failed'>, 'detail': <'\\u001b[2Jno'>}]",
         "Its app could not take it: \xef\xbf\xbd[2Jno.");
}

/* Every step that there is has a sentence of its own. */
static void
test_every_step (void)
{
  for (guint step = PH_EVENT_RECEIVED; step <= PH_EVENT_REMOVED; step++)
    {
      g_autofree char *text = g_strdup_printf (
          "[{'step': <'%s'>}]", ph_event_step_to_string ((PhEventStep) step));
      g_autoptr (GPtrArray) steps = make_steps (text);
      g_autofree char *concluded = ph_steps_conclude (steps);

      g_assert_true (g_str_has_suffix (concluded, "."));
    }
  check ("[{'step': <'of a later version'>}]", "of a later version");
}

static void
test_findings (void)
{
  g_autoptr (GPtrArray) judged =
      make_steps ("[{'step': <'received'>},"
                  " {'step': <'judged'>, 'detail': <'a: x\\nb: y'>}]");
  g_autoptr (GPtrArray) right = make_steps ("[{'step': <'received'>}]");
  g_auto (GStrv) findings = ph_steps_list_findings (judged);
  g_auto (GStrv) none = ph_steps_list_findings (right);

  g_assert_cmpuint (g_strv_length (findings), ==, 2);
  g_assert_cmpstr (findings[0], ==, "a: x");
  g_assert_cmpstr (findings[1], ==, "b: y");
  g_assert_null (none[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push-steps/acknowledged", test_acknowledged);
  g_test_add_func ("/push-steps/because", test_because);
  g_test_add_func ("/push-steps/terminal", test_nothing_that_a_terminal_obeys);
  g_test_add_func ("/push-steps/every-step", test_every_step);
  g_test_add_func ("/push-steps/findings", test_findings);
  return g_test_run ();
}
