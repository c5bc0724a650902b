/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Pushes for an app that is not there, or does not answer: they wait, survive
 * the hub and arrive in order. */

#include "support/http.h"
#include "support/hub.h"
#include "support/register.h"
#include "support/wait.h"

#define APP "org.example.Chat"
#define TOKEN "5f1b3c0e-6a55-4c8b-9d3f-0e1a2b3c4d5e"
#define PUSHES 30

static void
push_numbers (const char *endpoint, guint first)
{
  for (guint i = first; i < first + PUSHES; i++)
    {
      g_autofree char *body = g_strdup_printf ("push %u", i);

      g_free (http_push (endpoint, body, -1));
    }
}

static void
expect_numbers (App *app, guint first)
{
  for (guint i = first; i < first + PUSHES; i++)
    {
      g_autofree char *body = g_strdup_printf ("push %u", i);

      app_expect_message (app, TOKEN, body, -1);
    }
}

static Hub *
start_on_port (Bus *bus, const char *port)
{
  g_autofree char *state = bus_get_path (bus, "state/hub");

  return hub_start (bus, "--state-dir", state, "--port", port, NULL);
}

static Hub *
start_with_state (Bus *bus)
{
  return start_on_port (bus, "0");
}

static void
test_waits_for_the_name (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_with_state (bus);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);

  app_leave (app);
  push_numbers (endpoint, 0);
  register_expect_nothing_more (app);

  app_appear (app);
  expect_numbers (app, 0);
  push_numbers (endpoint, PUSHES);
  expect_numbers (app, PUSHES);
  register_expect_nothing_more (app);
}

typedef void (*EndHub) (Hub *hub);

static const EndHub end_well = hub_stop;
static const EndHub end_by_kill = hub_kill;

/* Promise 1: what was answered with 201 outlives the hub. */
static void
test_waits_over_a_restart (gconstpointer end)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, port);
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  app_leave (app);
  push_numbers (endpoint, 0);
  (*(const EndHub *) end) (first);

  second = start_on_port (bus, port);
  register_expect_nothing_more (app);
  app_appear (app);
  expect_numbers (app, 0);
}

/* The app has a push and did not answer yet when the hub is killed: it comes
 * again, with the same identifier and before the next one (promise 2). */
static void
test_killed_during_delivery (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, port);
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);
  g_autoptr (AppEvent) once = NULL;
  g_autoptr (AppEvent) again = NULL;

  app->manner = APP_HOLDS;
  g_free (http_push (endpoint, "one", -1));
  g_free (http_push (endpoint, "two", -1));
  once = app_take (app, APP_MESSAGE);
  hub_kill (first);

  app_let_go (app);
  app_forget (app);
  second = start_on_port (bus, port);
  again = app_take (app, APP_MESSAGE);
  g_assert_nonnull (once->text);
  g_assert_cmpstr (again->text, ==, once->text);
  g_assert_true (g_bytes_equal (again->body, once->body));
  app_expect_message (app, TOKEN, "two", -1);
}

/* The hub leaves within 5 s, whatever the app does; what it did not take comes
 * again. */
static void
test_ends_with_a_call_in_flight (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, port);
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);
  gint64 asked = 0;

  app->manner = APP_HOLDS;
  push_numbers (endpoint, 0);
  asked = g_get_monotonic_time ();
  hub_stop (first);
  g_assert_cmpint (g_get_monotonic_time () - asked, <, 5 * G_USEC_PER_SEC);

  app_let_go (app);
  app_forget (app);
  second = start_on_port (bus, port);
  expect_numbers (app, 0);
}

/* TTL 0 is now or never, and answered with 201 all the same (RFC 8030
 * section 5.2). */
static void
test_ttl_zero (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_with_state (bus);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  g_free (http_push_with_ttl (endpoint, "now", "0"));
  app_expect_message (app, TOKEN, "now", -1);

  app_leave (app);
  g_free (http_push_with_ttl (endpoint, "never", "0"));
  g_free (http_push_with_ttl (endpoint, "later", "60"));
  app_appear (app);
  app_expect_message (app, TOKEN, "later", -1);
  register_expect_nothing_more (app);
}

/* One app that does not answer holds up nobody else, nor its sender. */
static void
test_silent_app_holds_up_nobody (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_with_state (bus);
  g_autoptr (App) silent = app_new (bus, APP);
  g_autoptr (App) other = app_new (bus, "org.example.Other");
  g_autofree char *endpoint = register_app (silent, 2, TOKEN);
  g_autofree char *other_endpoint = register_app (other, 2, "other");

  silent->manner = APP_HOLDS;
  push_numbers (endpoint, 0);
  g_free (http_push (other_endpoint, "quick", -1));
  app_expect_message (other, "other", "quick", -1);

  app_let_go (silent);
  expect_numbers (silent, 0);
}

/* An app of version 1 need not answer, and a long backlog must not wait for
 * the time-out of every call. */
static void
test_silent_app_of_version_1 (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_with_state (bus);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 1, TOKEN);
  gint64 deadline = 0;

  app_leave (app);
  for (guint i = 0; i < 4; i++)
    push_numbers (endpoint, i * PUSHES);

  app->manner = APP_HOLDS;
  deadline = g_get_monotonic_time () + wait_get_seconds () * G_USEC_PER_SEC;
  app_appear (app);
  for (guint i = 0; i < 4; i++)
    expect_numbers (app, i * PUSHES);
  g_assert_cmpint (g_get_monotonic_time (), <, deadline);
}

/* What waited for an app that unregistered never comes. */
static void
test_unregister_drops_what_waits (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_with_state (bus);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, TOKEN);
  g_autofree char *again = NULL;

  app_leave (app);
  g_free (http_push (endpoint, "too late", -1));
  unregister_app (app, 2, TOKEN);
  register_expect_nothing_more (app);
  app_appear (app);
  again = register_app (app, 2, TOKEN);
  g_assert_cmpstr (again, !=, endpoint);
  register_expect_nothing_more (app);
}

static void
add (const char *name, gconstpointer data, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat ("/waiting/", name, NULL);

  g_test_add_data_func (path, data, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("v1/for-the-name", GUINT_TO_POINTER (1), test_waits_for_the_name);
  add ("v2/for-the-name", GUINT_TO_POINTER (2), test_waits_for_the_name);
  add ("over-a-restart", &end_well, test_waits_over_a_restart);
  add ("over-a-kill", &end_by_kill, test_waits_over_a_restart);
  g_test_add_func ("/waiting/killed-during-delivery",
                   test_killed_during_delivery);
  g_test_add_func ("/waiting/ttl-zero", test_ttl_zero);
  g_test_add_func ("/waiting/ends-with-a-call-in-flight",
                   test_ends_with_a_call_in_flight);
  g_test_add_func ("/waiting/silent-app-holds-up-nobody",
                   test_silent_app_holds_up_nobody);
  g_test_add_func ("/waiting/silent-app-of-version-1",
                   test_silent_app_of_version_1);
  g_test_add_func ("/waiting/unregister-drops-what-waits",
                   test_unregister_drops_what_waits);
  return g_test_run ();
}
