/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The verbs against a running hub, and against none: what scripts rely on.
 * Everything here goes through pipes, as in a script. */

#include "support/hub.h"
#include "support/http.h"
#include "support/register.h"
#include "support/verb.h"

#include <string.h>

#define APP "org.example.Chat"

/* Status 3, and a line that says what to do. */
static void
test_no_hub (void)
{
  static const char *const verbs[][3] = {
    { "status" },          { "apps" },
    { "explain" },         { "send", APP, "x" },
    { "unregister", APP }, { "listen", "--timeout=1" },
  };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) json = program_run (bus, "status", "--json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (Outcome) outcome =
          program_run (bus, verbs[i][0], verbs[i][1], verbs[i][2], NULL);

      expect_status (outcome, NO_HUB);
      g_assert_true (g_str_has_prefix (outcome->err, "pushhub: "));
    }
  expect_status (json, NO_HUB);
  expect_member (json->out, "running", "false");
}

static void
test_status (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, "token");
  g_autoptr (Outcome) text = NULL;
  g_autoptr (Outcome) json = NULL;
  g_autoptr (Outcome) none = NULL;

  app_leave (app);
  g_free (http_push (endpoint, "waits", -1));
  text = program_run (bus, "status", NULL);
  none = program_run (bus, NULL);
  json = program_run (bus, "status", "--json", NULL);

  expect_status (text, DONE);
  expect_status (none, DONE);
  expect_status (json, DONE);
  g_assert_nonnull (strstr (text->out, hub->base_url));
  g_assert_cmpstr (none->out, ==, text->out);
  expect_member (json->out, "running", "true");
  expect_member (json->out, "base_url", hub->base_url);
  expect_member (json->out, "bus_name", hub->bus_name);
  expect_member (json->out, "registrations", "1");
  expect_member (json->out, "waiting", "1");
}

/* Endpoints are secrets: shown only when asked for. */
static void
test_apps (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, "a-secret-token");
  g_autoptr (Outcome) text = program_run (bus, "apps", NULL);
  g_autoptr (Outcome) json = program_run (bus, "apps", "--json", NULL);
  g_autoptr (Outcome) reveal = program_run (bus, "apps", "--reveal", NULL);
  g_autofree char *list = get_member (json->out, "registrations");

  expect_status (text, DONE);
  expect_status (reveal, DONE);
  g_assert_nonnull (strstr (text->out, APP));
  g_assert_null (strstr (text->out, endpoint));
  g_assert_null (strstr (list, endpoint));
  g_assert_nonnull (strstr (reveal->out, endpoint));
  g_assert_null (strstr (reveal->out, "a-secret-token"));
}

static void
test_send (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, 2, "token");
  g_autofree char *missing = hub_get_url (hub, "/push/id/nothing");
  g_autofree char *large = g_strnfill (4097, 'x');
  g_autoptr (Outcome) by_name = program_run (bus, "send", APP, "one", NULL);
  g_autoptr (Outcome) by_part =
      program_run (bus, "send", "Chat", "two", "--wait", NULL);
  g_autoptr (Outcome) by_number = program_run (bus, "send", "1", "three", NULL);
  g_autoptr (Outcome) by_url =
      program_run (bus, "send", endpoint, "four", "--json", NULL);
  g_autoptr (Outcome) nobody = program_run (bus, "send", "Mail", "x", NULL);
  g_autoptr (Outcome) gone = program_run (bus, "send", missing, "x", NULL);
  g_autoptr (Outcome) too_large = program_run (bus, "send", APP, large, NULL);

  expect_status (by_name, DONE);
  expect_status (by_part, DONE);
  expect_status (by_number, DONE);
  expect_status (by_url, DONE);
  expect_member (by_url->out, "status", "201");
  expect_status (nobody, NOT_FOUND);
  expect_status (gone, REFUSED);
  expect_status (too_large, REFUSED);
  app_expect_message (app, "token", "one", -1);
  app_expect_message (app, "token", "two", -1);
  app_expect_message (app, "token", "three", -1);
  app_expect_message (app, "token", "four", -1);
}

/* --wait ends when the app has acknowledged, or with 5. */
static void
test_send_and_wait (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autoptr (Outcome) outcome = NULL;

  g_free (register_app (app, 2, "token"));
  app_leave (app);
  outcome = program_run (bus, "send", APP, "x", "--wait", "--timeout=1", NULL);
  expect_status (outcome, TIMED_OUT);
}

/* The sample app, from its registration to its end. */
static void
test_listen (gconstpointer option)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  const char *const args[] = { "listen",    APP,    "--json",
                               "--count=1", option, NULL };
  g_autoptr (Program) listen = program_start (bus, args);
  g_autofree char *registered = program_read_line (listen);
  g_autofree char *announced = program_read_line (listen);
  g_autofree char *endpoint = get_member (announced, "endpoint");
  g_autofree char *id = http_push (endpoint, "Hello", -1);
  g_autofree char *message = program_read_line (listen);

  expect_member (registered, "event", "registered");
  expect_member (announced, "event", "endpoint");
  expect_member (message, "event", "message");
  expect_member (message, "text", "Hello");
  expect_member (message, "id", id);
  g_assert_cmpint (program_wait (listen), ==, DONE);
  http_expect_status ("GET", endpoint, SOUP_STATUS_NOT_FOUND);
}

/* It registers with the key of its sender. */
static void
test_listen_with_vapid_key (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  static const char key[] = VAPID_KEY;
  const char *const args[] = { "listen", APP, "--vapid", key, NULL };
  g_autoptr (Program) listen = program_start (bus, args);
  g_autofree char *registered = program_read_line (listen);
  g_autofree char *endpoint = program_read_line (listen);
  g_autofree char *restricted = program_read_line (listen);
  g_autoptr (Outcome) apps = program_run (bus, "apps", "--json", NULL);
  g_autoptr (Outcome) wrong =
      program_run (bus, "listen", "--vapid", "abc", NULL);
  g_autoptr (Outcome) version1 =
      program_run (bus, "listen", "--vapid", key, "--v1", NULL);

  g_assert_cmpstr (restricted, ==,
                   "  Only the sender with the private key, here in KEYFILE, "
                   "can push to it.");
  http_expect_status ("POST", strstr (endpoint, "http"),
                      SOUP_STATUS_UNAUTHORIZED);
  expect_status (apps, DONE);
  g_assert_nonnull (strstr (apps->out, "\"vapid\":true"));
  expect_status (wrong, USAGE);
  expect_status (version1, USAGE);
}

/* For people: the line with curl that can be copied. */
static void
test_listen_shows_curl (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (Outcome) outcome =
      program_run (bus, "listen", "--timeout=1", NULL);
  g_autofree char *base = hub_get_url (hub, "/push/id/");

  expect_status (outcome, TIMED_OUT);
  g_assert_nonnull (strstr (outcome->out, "curl "));
  g_assert_nonnull (strstr (outcome->out, base));
}

/* The user removes an app: it is told, in version 1 with its token. */
static void
test_unregister (gconstpointer version)
{
  guint v = GPOINTER_TO_UINT (version);
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *endpoint = register_app (app, v, "token");
  g_autoptr (Outcome) outcome = program_run (bus, "unregister", APP, NULL);
  g_autoptr (Outcome) again = program_run (bus, "unregister", APP, NULL);

  expect_status (outcome, DONE);
  expect_status (again, NOT_FOUND);
  app_expect_unregistered (app, v, "token");
  http_expect_status ("GET", endpoint, SOUP_STATUS_NOT_FOUND);
}

static void
test_help (void)
{
  static const char *const verbs[] = { "serve", "status", "apps",
                                       "send",  "listen", "unregister" };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) help = program_run (bus, "help", NULL);
  g_autoptr (Outcome) option = program_run (bus, "--help", NULL);
  g_autoptr (Outcome) version = program_run (bus, "--version", NULL);

  expect_status (help, DONE);
  expect_status (option, DONE);
  expect_status (version, DONE);
  g_assert_cmpstr (help->out, ==, option->out);
  g_assert_true (g_str_has_prefix (version->out, "pushhub "));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (Outcome) one = program_run (bus, "help", verbs[i], NULL);
      g_autoptr (Outcome) json =
          program_run (bus, "help", verbs[i], "--json", NULL);

      g_assert_nonnull (strstr (help->out, verbs[i]));
      expect_status (one, DONE);
      expect_status (json, DONE);
      g_assert_nonnull (strstr (one->out, verbs[i]));
      expect_member (json->out, "name", verbs[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/no-hub", test_no_hub);
  g_test_add_func ("/cli/status", test_status);
  g_test_add_func ("/cli/apps", test_apps);
  g_test_add_func ("/cli/send", test_send);
  g_test_add_func ("/cli/send-and-wait", test_send_and_wait);
  g_test_add_data_func ("/cli/listen", NULL, test_listen);
  g_test_add_data_func ("/cli/listen-v1", "--v1", test_listen);
  g_test_add_func ("/cli/listen-vapid", test_listen_with_vapid_key);
  g_test_add_func ("/cli/listen-shows-curl", test_listen_shows_curl);
  g_test_add_data_func ("/cli/v1/unregister", GUINT_TO_POINTER (1),
                        test_unregister);
  g_test_add_data_func ("/cli/v2/unregister", GUINT_TO_POINTER (2),
                        test_unregister);
  g_test_add_func ("/cli/help", test_help);
  return g_test_run ();
}
