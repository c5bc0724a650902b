/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-watch.h"

#include "support/session-fixture.h"
#include "support/wait.h"

/* That the names change which the bus can start is in
 * tests/flow/test-starting.c: the bus here cannot read its services again. */

#define NAME "org.example.App"

static void
count (gpointer user_data)
{
  guint *calls = user_data;

  (*calls)++;
}

static void
test_name_appears (SessionFixture *fixture, gconstpointer data)
{
  guint calls = 0;
  g_autoptr (PhAppWatch) watch =
      ph_app_watch_new (fixture->hub, NAME, NULL, count, &calls);

  session_fixture_own (fixture->app, "org.example.Other");
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (calls, ==, 0);
  session_fixture_own (fixture->app, NAME);
  wait_until (calls == 1);
}

/* The app has come between the call that missed it and the watch. */
static void
test_name_is_there (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhAppWatch) watch = NULL;
  guint calls = 0;

  session_fixture_own (fixture->app, NAME);
  watch = ph_app_watch_new (fixture->hub, NAME, NULL, count, &calls);
  wait_until (calls == 1);
}

/* One that failed is worth nothing until another has its name. */
static void
test_name_of_the_one_that_failed (SessionFixture *fixture, gconstpointer data)
{
  const char *known = data;
  const char *failed = known != NULL ?
                           g_dbus_connection_get_unique_name (fixture->app) :
                           PH_APP_WATCH_PRESENT;
  g_autoptr (PhAppWatch) watch = NULL;
  guint calls = 0;

  session_fixture_own (fixture->app, NAME);
  watch = ph_app_watch_new (fixture->hub, NAME, failed, count, &calls);
  session_fixture_ask_bus (fixture->hub, "GetId");
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (calls, ==, 0);

  session_fixture_disown (fixture->app, NAME);
  session_fixture_own (fixture->hub, NAME);
  wait_until (calls == 1);
}

typedef struct
{
  PhAppWatch *watch;
  guint calls;
} Once;

static void
end (gpointer user_data)
{
  Once *once = user_data;

  once->calls++;
  g_clear_pointer (&once->watch, ph_app_watch_free);
}

static void
test_ends_from_within (SessionFixture *fixture, gconstpointer data)
{
  Once once = { 0 };

  once.watch = ph_app_watch_new (fixture->hub, NAME, NULL, end, &once);
  session_fixture_own (fixture->app, NAME);
  wait_until (once.calls == 1);
  session_fixture_disown (fixture->app, NAME);
  session_fixture_own (fixture->app, NAME);
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (once.calls, ==, 1);
}

static void
test_closed_connection (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhAppWatch) watch = NULL;

  g_dbus_connection_close_sync (fixture->hub, NULL, NULL);
  watch = ph_app_watch_new (fixture->hub, NAME, NULL, count, NULL);
  g_assert_nonnull (watch);
}

#define ADD(path, data, function)                                              \
  g_test_add ("/app-watch/" path, SessionFixture, data,                        \
              session_fixture_set_up, function, session_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("name-appears", NULL, test_name_appears);
  ADD ("name-is-there", NULL, test_name_is_there);
  ADD ("failed/known", "known", test_name_of_the_one_that_failed);
  ADD ("failed/whoever-it-is", NULL, test_name_of_the_one_that_failed);
  ADD ("ends-from-within", NULL, test_ends_from_within);
  ADD ("closed", NULL, test_closed_connection);
  return g_test_run ();
}
