/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "waits-fixture.h"

#include "core/error.h"
#include "support/wait.h"

static void
test_answered_when_it_ends (WaitsFixture *fixture, gconstpointer data)
{
  GAsyncResult *answers[2] = { NULL };

  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  waits_note (fixture, "b", PH_EVENT_RECEIVED);
  g_assert_true (waits_call (fixture, "a", &answers[0], NULL));
  g_assert_true (waits_call (fixture, "a", &answers[1], NULL));

  waits_note (fixture, "a", PH_EVENT_CALLING);
  waits_note (fixture, "a", PH_EVENT_FAILED);
  waits_note (fixture, "b", PH_EVENT_EXPIRED);
  waits_note (fixture, "a", PH_EVENT_ACKNOWLEDGED);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *outcome = waits_take (fixture, &answers[i], NULL);

      g_assert_cmpstr (outcome, ==, "acknowledged");
    }
}

static void
test_answered_at_once_when_it_has_ended (WaitsFixture *fixture,
                                         gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autofree char *outcome = NULL;

  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  waits_note (fixture, "a", PH_EVENT_EXPIRED);
  g_assert_true (waits_call (fixture, "a", &answer, NULL));
  outcome = waits_take (fixture, &answer, NULL);
  g_assert_cmpstr (outcome, ==, "expired");
}

/* The call stays with who asked, who answers it. */
static void
test_unknown_push (WaitsFixture *fixture, gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;

  g_assert_false (waits_call (fixture, "never", &answer, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
  outcome = waits_take (fixture, &answer, NULL);
  g_assert_cmpstr (outcome, ==, "refused");
}

static void
test_so_many_and_no_more (WaitsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  for (guint i = 0; i < PH_PUSH_WAITS_MAX; i++)
    g_assert_true (waits_call (fixture, "a", NULL, NULL));
  g_assert_false (waits_call (fixture, "a", NULL, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);

  waits_note (fixture, "a", PH_EVENT_ACKNOWLEDGED);
  waits_note (fixture, "b", PH_EVENT_RECEIVED);
  g_assert_true (waits_call (fixture, "b", NULL, NULL));
}

/* Its registration went with everything that waited for it. */
static void
test_removed_with_all_the_others (WaitsFixture *fixture, gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autofree char *outcome = NULL;

  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  g_assert_true (waits_call (fixture, "a", &answer, NULL));
  ph_timeline_add (fixture->timeline, PH_EVENT_REMOVED, 2, PH_EVENT_ALL, NULL);
  waits_note (fixture, "a", PH_EVENT_CALLING);
  g_assert_false (waits_is_answered (fixture, &answer));

  waits_note (fixture, PH_EVENT_ALL, PH_EVENT_REMOVED);
  outcome = waits_take (fixture, &answer, NULL);
  g_assert_cmpstr (outcome, ==, "removed");
}

static void
test_callers_that_left_make_room (WaitsFixture *fixture, gconstpointer data)
{
  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  for (guint i = 0; i < PH_PUSH_WAITS_MAX; i++)
    g_assert_true (waits_call (fixture, "a", NULL, NULL));

  waits_replace_caller (fixture);
  wait_until (waits_call (fixture, "a", NULL, NULL));
}

static void
test_end_answers_everybody (WaitsFixture *fixture, gconstpointer data)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  waits_note (fixture, "a", PH_EVENT_RECEIVED);
  g_assert_true (waits_call (fixture, "a", &answer, NULL));
  ph_push_waits_end (fixture->waits);
  g_assert_null (waits_take (fixture, &answer, &error));
  name = g_dbus_error_get_remote_error (error);
  g_assert_cmpstr (name, ==, "org.pushhub.Error.Unavailable");
}

#define ADD(path, function)                                                    \
  g_test_add ("/push-waits/" path, WaitsFixture, NULL, waits_set_up, function, \
              waits_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("later", test_answered_when_it_ends);
  ADD ("at-once", test_answered_at_once_when_it_has_ended);
  ADD ("unknown", test_unknown_push);
  ADD ("limit", test_so_many_and_no_more);
  ADD ("removed", test_removed_with_all_the_others);
  ADD ("callers-that-left", test_callers_that_left_make_room);
  ADD ("end", test_end_answers_everybody);
  return g_test_run ();
}
