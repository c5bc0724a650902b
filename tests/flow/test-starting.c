/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Pushes for an app that does not run and that the bus can start. */

#include "support/http.h"
#include "support/hub.h"
#include "support/register.h"
#include "support/wait.h"

#define APP "org.example.Chat"
#define TOKEN "5f1b3c0e-6a55-4c8b-9d3f-0e1a2b3c4d5e"

/* A stopped app is started by the bus. */
static void
test_starts_the_app (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);

  bus_add_service_of_test (bus, APP);
  app_leave (app);
  bus_take_wake ();
  g_free (http_push (endpoint, "wake up", -1));
  wait_until (bus_take_wake ());
  app_appear (app);
  app_expect_message (app, TOKEN, "wake up", -1);
}

/* A push for an app that runs does not try to start it. */
static void
test_does_not_start_a_running_app (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);

  bus_add_service_of_test (bus, APP);
  bus_take_wake ();
  g_free (http_push (endpoint, "hello", -1));
  app_expect_message (app, TOKEN, "hello", -1);
  g_assert_false (bus_take_wake ());
}

/* "The set of activatable names changed" ends a wait. */
static void
test_app_becomes_startable (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  app_leave (app);
  g_free (http_push (endpoint, "wake up", -1));
  bus_take_wake ();
  bus_add_service_of_test (bus, APP);
  wait_until (bus_take_wake ());
  app_appear (app);
  app_expect_message (app, TOKEN, "wake up", -1);
}

/* An app that can be started counts as reachable for TTL 0. */
static void
test_ttl_zero_starts_the_app (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  bus_add_service_of_test (bus, APP);
  app_leave (app);
  bus_take_wake ();
  g_free (http_push_with_ttl (endpoint, "now", "0"));
  wait_until (bus_take_wake ());
  app_appear (app);
  app_expect_message (app, TOKEN, "now", -1);
}

/* Returns: (transfer full): how the push ended, when it has. */
static char *
wait_for_outcome (Bus *bus, const char *push)
{
  g_autoptr (GDBusConnection) connection = bus_connect (bus);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  char *outcome = NULL;

  g_dbus_connection_call (connection, "org.pushhub.Pushhub",
                          "/org/pushhub/Manager", "org.pushhub.Manager1",
                          "WaitForPush", g_variant_new ("(s)", push),
                          G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT, NULL, wait_take_result, &result);
  wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (connection, result, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(s)", &outcome);
  return outcome;
}

static gboolean
on_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

/* RFC 8030 section 5.2: never after the TTL, however long the app takes to
 * start. That its one second passes is what there is to wait for. */
static void
test_ttl_ends_during_the_start (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);
  g_autofree char *push = NULL;
  g_autofree char *outcome = NULL;
  gboolean over = FALSE;

  bus_add_service_of_test (bus, APP);
  app_leave (app);
  bus_take_wake ();
  push = http_push_with_ttl (endpoint, "too late", "1");
  g_timeout_add (1000, on_over, &over);
  g_free (http_push_with_ttl (endpoint, "in time", "60"));
  wait_until (bus_take_wake ());
  wait_until (over);

  app_appear (app);
  outcome = wait_for_outcome (bus, push);
  g_assert_cmpstr (outcome, ==, "expired");
  app_expect_message (app, TOKEN, "in time", -1);
  register_expect_nothing_more (app);
}

/* It is no reason to unregister it, nor to try without end: the push waits
 * until somebody else has brought the app up. */
static void
test_app_is_broken (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  bus_add_service (bus, APP, "/bin/false");
  app_leave (app);
  g_free (http_push (endpoint, "one", -1));
  g_free (http_push (endpoint, "two", -1));
  register_expect_nothing_more (app);

  app_appear (app);
  app_expect_message (app, TOKEN, "one", -1);
  app_expect_message (app, TOKEN, "two", -1);
}

static void
add (const char *name, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat ("/starting/", name, NULL);

  g_test_add_data_func (path, data, test);
}

static void
add_versions (const char *name, GTestDataFunc test)
{
  g_autofree char *v1 = g_strconcat ("v1/", name, NULL);
  g_autofree char *v2 = g_strconcat ("v2/", name, NULL);

  add (v1, GUINT_TO_POINTER (1), test);
  add (v2, GUINT_TO_POINTER (2), test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_versions ("starts-the-app", test_starts_the_app);
  add_versions ("not-a-running-app", test_does_not_start_a_running_app);
  add_versions ("ttl-ends", test_ttl_ends_during_the_start);
  g_test_add_func ("/starting/becomes-startable", test_app_becomes_startable);
  g_test_add_func ("/starting/ttl-zero", test_ttl_zero_starts_the_app);
  g_test_add_func ("/starting/broken", test_app_is_broken);
  return g_test_run ();
}
