/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What a hub keeps from one run to the next, and what it tells apps when its
 * address is another one. */

#include "support/client.h"
#include "support/files.h"
#include "support/http.h"
#include "support/register.h"

#include <glib/gstdio.h>
#include <string.h>

#define APP "org.example.Chat"

static Hub *
start_on_port (Bus *bus, const char *port)
{
  g_autofree char *state = bus_get_path (bus, "state/hub");

  return hub_start (bus, "--state-dir", state, "--port", port, NULL);
}

/* Same token, same endpoint; an app that knows it is left in peace. */
static void
test_registration_survives (gconstpointer version)
{
  guint v = GPOINTER_TO_UINT (version);
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, port);
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, v, "token");
  g_autofree char *again = NULL;

  register_expect_nothing_more (app);
  hub_stop (first);
  second = start_on_port (bus, port);
  register_expect_nothing_more (app);

  g_free (http_push (endpoint, "after the restart", -1));
  app_expect_message (app, "token", "after the restart", -1);
  again = register_app (app, v, "token");
  g_assert_cmpstr (again, ==, endpoint);
}

/* Removed is removed. */
static void
test_unregistration_survives (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, port);
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, "token");

  unregister_app (app, 2, "token");
  hub_kill (first);
  second = start_on_port (bus, port);
  http_expect_status ("GET", endpoint, SOUP_STATUS_NOT_FOUND);
}

static void
expect_moved (const char *before, const char *after, Hub *hub)
{
  g_assert_cmpstr (before, !=, after);
  g_assert_cmpstr (strrchr (before, '/'), ==, strrchr (after, '/'));
  g_assert_true (g_str_has_prefix (after, hub->base_url));
}

/* Another port: the app that runs is told at the hub's start, the one that
 * does not is told when it appears, and before its pushes. */
static void
test_other_port_is_announced (gconstpointer version)
{
  guint v = GPOINTER_TO_UINT (version);
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  Hub *first = start_on_port (bus, "0");
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) running = app_new (bus, APP);
  g_autoptr (App) stopped = app_new (bus, "org.example.Mail");
  g_autofree char *chat = register_app (running, v, "chat");
  g_autofree char *mail = register_app (stopped, v, "mail");
  g_autofree char *new_chat = NULL;
  g_autofree char *new_mail = NULL;

  app_leave (stopped);
  hub_stop (first);
  second = start_on_port (bus, port);
  new_chat = app_expect_endpoint (running, v, "chat");
  expect_moved (chat, new_chat, second);
  g_free (http_push (new_chat, "found you", -1));
  app_expect_message (running, "chat", "found you", -1);

  register_expect_nothing_more (stopped);
  app_appear (stopped);
  new_mail = app_expect_endpoint (stopped, v, "mail");
  expect_moved (mail, new_mail, second);
}

/* The same for a public URL, which has a path of its own here. */
static void
test_public_url_is_announced (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *state = bus_get_path (bus, "state/hub");
  Hub *first = start_on_port (bus, "0");
  g_autoptr (Hub) second = NULL;
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *before = register_app (app, 2, "token");
  g_autofree char *after = NULL;
  g_autofree char *expected = NULL;

  hub_stop (first);
  second = hub_start (bus, "--state-dir", state, "--public-url",
                      "https://example.org/push", NULL);
  after = app_expect_endpoint (app, 2, "token");
  expected = g_strconcat ("https://example.org/push/push/id",
                          strrchr (before, '/'), NULL);
  g_assert_cmpstr (after, ==, expected);
}

/* Once told is enough, also over one more restart. */
static void
test_announced_once (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  g_autoptr (Hub) last = NULL;
  g_autoptr (App) app = app_new (bus, APP);

  {
    g_autoptr (Hub) first = start_on_port (bus, "0");

    g_free (register_app (app, 2, "token"));
    register_expect_nothing_more (app);
  }
  {
    g_autoptr (Hub) moved = start_on_port (bus, port);

    g_free (app_expect_endpoint (app, 2, "token"));
    register_expect_nothing_more (app);
  }
  last = start_on_port (bus, port);
  register_expect_nothing_more (app);
}

/* --ephemeral leaves no file behind, anywhere below home. */
static void
test_ephemeral (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (App) app = app_new (bus, APP);
  static const char *const places[] = { "home", "config", "state", "data",
                                        "run" };

  {
    g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
    g_autofree char *endpoint = register_app (app, 2, "token");
    g_autofree char *id = client_register (hub);

    app_leave (app);
    g_free (http_push (endpoint, "waits", -1));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = bus_get_path (bus, places[i]);
      g_autoptr (GPtrArray) files = files_list_tree (path);

      g_assert_cmpuint (files->len, ==, 0);
    }
}

/* The state is for its user alone, in the place the design names. */
static void
test_state_is_private (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autofree char *directory = bus_get_path (bus, "state/pushhub");
  g_autoptr (GPtrArray) files = files_list_tree (directory);
  GStatBuf status;

  g_assert_no_errno (g_stat (directory, &status));
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpuint (files->len, >, 0);
  for (guint i = 0; i < files->len; i++)
    {
      g_assert_no_errno (g_stat (files->pdata[i], &status));
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/restart/v1/registration-survives",
                        GUINT_TO_POINTER (1), test_registration_survives);
  g_test_add_data_func ("/restart/v2/registration-survives",
                        GUINT_TO_POINTER (2), test_registration_survives);
  g_test_add_func ("/restart/unregistration-survives",
                   test_unregistration_survives);
  g_test_add_data_func ("/restart/v1/other-port-is-announced",
                        GUINT_TO_POINTER (1), test_other_port_is_announced);
  g_test_add_data_func ("/restart/v2/other-port-is-announced",
                        GUINT_TO_POINTER (2), test_other_port_is_announced);
  g_test_add_func ("/restart/public-url-is-announced",
                   test_public_url_is_announced);
  g_test_add_func ("/restart/announced-once", test_announced_once);
  g_test_add_func ("/restart/ephemeral", test_ephemeral);
  g_test_add_func ("/restart/state-is-private", test_state_is_private);
  return g_test_run ();
}
