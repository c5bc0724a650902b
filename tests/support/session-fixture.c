/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/session-fixture.h"

#include "support/wait.h"

static GDBusConnection *
connect_to (const char *address)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

void
session_fixture_set_up (SessionFixture *fixture, gconstpointer data)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->hub = connect_to (g_test_dbus_get_bus_address (fixture->bus));
  fixture->app = connect_to (g_test_dbus_get_bus_address (fixture->bus));
}

void
session_fixture_tear_down (SessionFixture *fixture, gconstpointer data)
{
  g_dbus_connection_close_sync (fixture->app, NULL, NULL);
  g_dbus_connection_close_sync (fixture->hub, NULL, NULL);
  g_object_unref (fixture->app);
  g_object_unref (fixture->hub);
  g_test_dbus_stop (fixture->bus);
  g_object_unref (fixture->bus);
}

static void
ask_about_name (GDBusConnection *connection,
                const char *method,
                GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", method, arguments, G_VARIANT_TYPE ("(u)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  guint32 answer = 0;

  g_assert_no_error (error);
  g_variant_get (reply, "(u)", &answer);
  g_assert_cmpuint (answer, ==, 1); /* owner now; released */
}

void
session_fixture_own (GDBusConnection *connection, const char *name)
{
  ask_about_name (connection, "RequestName", g_variant_new ("(su)", name, 0));
}

void
session_fixture_disown (GDBusConnection *connection, const char *name)
{
  ask_about_name (connection, "ReleaseName", g_variant_new ("(s)", name));
}

void
session_fixture_ask_bus (GDBusConnection *connection, const char *method)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          method, NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          wait_take_result, &result);
  wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (connection, result, &error);
  g_assert_no_error (error);
}

char *
session_fixture_call (SessionFixture *fixture,
                      const char *path,
                      const char *interface,
                      const char *method,
                      GVariant *arguments,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_call (
      fixture->app, g_dbus_connection_get_unique_name (fixture->hub), path,
      interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
      wait_take_result, &result);
  wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (fixture->app, result, error);
  return reply != NULL ? g_variant_print (reply, FALSE) : NULL;
}
