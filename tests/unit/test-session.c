/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/session.h"

#include "core/error.h"
#include "support/session-fixture.h"
#include "support/wait.h"

static void
on_closed (GDBusConnection *connection,
           gboolean remote_peer_vanished,
           GError *error,
           gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_connections_of_our_own (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) first = ph_session_connect (&error);
  g_autoptr (GDBusConnection) second = ph_session_connect (&error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_dbus_connection_get_unique_name (first), !=,
                   g_dbus_connection_get_unique_name (second));
  g_assert_true (g_dbus_connection_close_sync (first, NULL, NULL));
  g_assert_true (g_dbus_connection_close_sync (second, NULL, NULL));
}

/* The bus cuts the connection off; this program goes on. */
static void
test_survives_the_bus (void)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusConnection) connection = NULL;
  gboolean closed = FALSE;

  g_test_dbus_up (bus);
  connection = ph_session_connect (NULL);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), &closed);
  g_test_dbus_stop (bus);
  wait_until (closed);
}

static void
test_no_bus (void)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_assert_null (ph_session_connect (&error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "no session bus"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/our-own", SessionFixture, NULL, session_fixture_set_up,
              test_connections_of_our_own, session_fixture_tear_down);
  g_test_add_func ("/session/survives-the-bus", test_survives_the_bus);
  g_test_add_func ("/session/no-bus", test_no_bus);
  return g_test_run ();
}
