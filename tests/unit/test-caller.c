/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/caller.h"

#include "core/error.h"
#include "support/session-fixture.h"
#include "support/wait.h"

/* contracts/dbus.md, "Who may register for which service". */

#define NAME "org.example.App"

static gboolean
may_act (SessionFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_caller_check_async (fixture->hub,
                         g_dbus_connection_get_unique_name (fixture->app), NAME,
                         wait_take_result, &result);
  wait_until (result != NULL);
  return ph_caller_check_finish (fixture->hub, result, error);
}

static void
test_owner_and_nobody_may (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (may_act (fixture, &error));
  session_fixture_own (fixture->app, NAME);
  g_assert_true (may_act (fixture, &error));
  g_assert_no_error (error);
}

static void
test_somebody_else_may_not (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  session_fixture_own (fixture->hub, NAME);
  g_assert_false (may_act (fixture, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAUTHORIZED);
}

static void
test_without_an_answer_nobody_may (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_close_sync (fixture->hub, NULL, NULL);
  g_assert_false (may_act (fixture, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAUTHORIZED);
}

#define ADD(path, function)                                                    \
  g_test_add ("/caller/" path, SessionFixture, NULL, session_fixture_set_up,   \
              function, session_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("owner-and-nobody", test_owner_and_nobody_may);
  ADD ("somebody-else", test_somebody_else_may_not);
  ADD ("no-answer", test_without_an_answer_nobody_may);
  return g_test_run ();
}
