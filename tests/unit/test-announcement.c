/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/announcement.h"

#include "slow-ear.h"
#include "support/wait.h"

typedef struct
{
  SlowEar *ear;
  PhAnnouncement *announcement;
  guint taken;
  guint not_taken;
} Fixture;

static void
on_announced (gint64 registration,
              const char *endpoint,
              gboolean taken,
              gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (registration, ==, 7);
  g_assert_cmpstr (endpoint, ==, "http://127.0.0.1:1/push/id/x");
  if (taken)
    fixture->taken++;
  else
    fixture->not_taken++;
  if (taken)
    g_clear_pointer (&fixture->announcement, ph_announcement_free);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) registration =
      ph_registration_new (PH_REGISTRATION_APP);

  registration->id = 7;
  fixture->ear = slow_ear_new ();
  fixture->announcement = ph_announcement_new (
      PH_RECEIVER (fixture->ear), registration, "http://127.0.0.1:1/push/id/x",
      on_announced, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->announcement, ph_announcement_free);
  g_assert_finalize_object (fixture->ear);
}

static guint
calls (Fixture *fixture)
{
  return slow_ear_get_calls (fixture->ear);
}

static void
test_tells_at_once (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (calls (fixture), ==, 1);
  g_assert_true (ph_announcement_is_busy (fixture->announcement));

  slow_ear_take (fixture->ear);
  wait_until (fixture->taken == 1);
  g_assert_cmpuint (fixture->not_taken, ==, 0);
}

static void
test_tells_again_when_it_is_there (Fixture *fixture, gconstpointer data)
{
  slow_ear_set_available (fixture->ear, FALSE);
  slow_ear_refuse (fixture->ear, PH_ERROR_UNREACHABLE);
  wait_until (fixture->not_taken == 1);
  g_assert_false (ph_announcement_is_busy (fixture->announcement));
  g_assert_cmpuint (calls (fixture), ==, 1);

  slow_ear_set_available (fixture->ear, TRUE);
  ph_receiver_emit_available (PH_RECEIVER (fixture->ear));
  g_assert_cmpuint (calls (fixture), ==, 2);
  slow_ear_take (fixture->ear);
  wait_until (fixture->taken == 1);
}

/* It came back while the call that failed was still under way. */
static void
test_misses_no_return (Fixture *fixture, gconstpointer data)
{
  ph_receiver_emit_available (PH_RECEIVER (fixture->ear));
  g_assert_cmpuint (calls (fixture), ==, 1);

  slow_ear_refuse (fixture->ear, PH_ERROR_UNREACHABLE);
  wait_until (calls (fixture) == 2);
  slow_ear_take (fixture->ear);
  wait_until (fixture->taken == 1);
}

static void
test_failure_of_the_app_is_logged (Fixture *fixture, gconstpointer data)
{
  g_test_expect_message ("pushhub", G_LOG_LEVEL_MESSAGE,
                         "Registration 7 did not take its endpoint: No.");
  slow_ear_refuse (fixture->ear, PH_ERROR_FAILED);
  wait_until (fixture->not_taken == 1);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (calls (fixture), ==, 1);
}

static void
test_calls_nobody_once_freed (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->announcement, ph_announcement_free);
  ph_receiver_emit_available (PH_RECEIVER (fixture->ear));
  slow_ear_refuse (fixture->ear, PH_ERROR_UNREACHABLE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpuint (calls (fixture), ==, 1);
  g_assert_cmpuint (fixture->taken + fixture->not_taken, ==, 0);
  g_assert_false (g_signal_has_handler_pending (
      fixture->ear, g_signal_lookup ("available", PH_TYPE_RECEIVER), 0, TRUE));
}

#define ADD(path, function)                                                    \
  g_test_add ("/announcement/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("at-once", test_tells_at_once);
  ADD ("again", test_tells_again_when_it_is_there);
  ADD ("misses-no-return", test_misses_no_return);
  ADD ("failure-is-logged", test_failure_of_the_app_is_logged);
  ADD ("freed", test_calls_nobody_once_freed);
  return g_test_run ();
}
