/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-probe.h"

#include "support/session-fixture.h"
#include "support/wait.h"

#define NAME "org.example.App"

static void
count (gpointer user_data)
{
  guint *calls = user_data;

  (*calls)++;
}

static void
test_app_that_is_there (SessionFixture *fixture, gconstpointer patience)
{
  g_autoptr (PhAppProbe) probe = NULL;
  guint calls = 0;

  session_fixture_own (fixture->app, NAME);
  probe = ph_app_probe_new (fixture->hub, NAME, GPOINTER_TO_UINT (patience),
                            count, &calls);
  g_assert_false (ph_app_probe_has_owner (probe));
  wait_until (calls == 1);
  g_assert_true (ph_app_probe_has_owner (probe));
}

/* On the connection's thread: the app takes in nothing. */
static GDBusMessage *
swallow (GDBusConnection *connection,
         GDBusMessage *message,
         gboolean incoming,
         gpointer user_data)
{
  gint *swallowed = user_data;

  if (!incoming || g_dbus_message_get_message_type (message) !=
                       G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  g_object_unref (message);
  g_atomic_int_inc (swallowed);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* The new owner would answer, and knows nothing of the call. */
static void
test_who_had_the_name_is_asked (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhAppProbe) probe = NULL;
  gint swallowed = 0;
  guint calls = 0;

  g_dbus_connection_add_filter (fixture->app, swallow, &swallowed, NULL);
  session_fixture_own (fixture->app, NAME);
  probe = ph_app_probe_new (fixture->hub, NAME, 20, count, &calls);
  wait_until (ph_app_probe_has_owner (probe));
  session_fixture_disown (fixture->app, NAME);
  session_fixture_own (fixture->hub, NAME);
  wait_until (g_atomic_int_get (&swallowed) == 1);
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (calls, ==, 0);
}

/* It has gone with all that it was sent: that is no answer. */
static void
test_app_that_left (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhAppProbe) probe = NULL;
  gint swallowed = 0;
  guint calls = 0;

  g_dbus_connection_add_filter (fixture->app, swallow, &swallowed, NULL);
  session_fixture_own (fixture->app, NAME);
  probe = ph_app_probe_new (fixture->hub, NAME, 0, count, &calls);
  wait_until (g_atomic_int_get (&swallowed) == 1);
  g_dbus_connection_close_sync (fixture->app, NULL, NULL);
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (calls, ==, 0);
}

static void
test_app_that_is_being_started (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhAppProbe) probe = NULL;
  guint calls = 0;

  probe = ph_app_probe_new (fixture->hub, NAME, 0, count, &calls);
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_false (ph_app_probe_has_owner (probe));
  session_fixture_own (fixture->app, NAME);
  wait_until (calls == 1);
}

static void
test_nothing_after_the_end (SessionFixture *fixture, gconstpointer data)
{
  guint calls = 0;

  session_fixture_own (fixture->app, NAME);
  ph_app_probe_free (ph_app_probe_new (fixture->hub, NAME, 0, count, &calls));
  session_fixture_ask_bus (fixture->hub, "GetId");
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_cmpuint (calls, ==, 0);
}

#define ADD(path, data, function)                                              \
  g_test_add ("/app-probe/" path, SessionFixture, data,                        \
              session_fixture_set_up, function, session_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("there/at-once", GUINT_TO_POINTER (0), test_app_that_is_there);
  ADD ("there/patient", GUINT_TO_POINTER (20), test_app_that_is_there);
  ADD ("other-owner", NULL, test_who_had_the_name_is_asked);
  ADD ("left", NULL, test_app_that_left);
  ADD ("starting", NULL, test_app_that_is_being_started);
  ADD ("freed", NULL, test_nothing_after_the_end);
  return g_test_run ();
}
