/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* When the client API is there at all, for whom, and what of it outlives the
 * hub: settings, tokens, names, restarts. */

#include "support/client.h"
#include "support/http.h"

static void
write_settings (Bus *bus, const char *text)
{
  g_autofree char *directory = bus_get_path (bus, "config/pushhub");
  g_autofree char *path = g_build_filename (directory, "pushhub.conf", NULL);

  g_assert_no_errno (g_mkdir_with_parents (directory, 0700));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* The hub's base URL is the public one then; requests go to its port. */
static char *
get_local_url (const char *port, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%s%s", port, path);
}

/* Off as soon as there is a public URL. */
static void
test_off_with_public_url (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  g_autoptr (Hub) hub =
      hub_start (bus, "--ephemeral", "--port", port, "--public-url",
                 "https://push.example.org", NULL);
  g_autofree char *url = get_local_url (port, "/client/register");
  g_autofree char *health = get_local_url (port, "/health");

  http_expect_status ("GET", url, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", health, SOUP_STATUS_OK);
  g_assert_cmpstr (hub->base_url, ==, "https://push.example.org");
}

static void
expect_with_token (const char *url,
                   const char *host,
                   const char *authorization,
                   guint status)
{
  g_autoptr (HttpReply) reply = http_request (
      "GET", url, NULL, 0, "Host", host,
      authorization != NULL ? "Authorization" : NULL, authorization, NULL);

  g_assert_cmpuint (reply->status, ==, status);
}

/* … unless it is given a token; then every request needs it. */
static void
test_token (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  g_autofree char *url = get_local_url (port, "/client/register");
  const char *public_host = "push.example.org";
  g_autoptr (Hub) hub = NULL;

  write_settings (bus, "[client-api]\ntoken=open-sesame\n");
  hub = hub_start (bus, "--ephemeral", "--port", port, "--public-url",
                   "https://push.example.org", NULL);

  expect_with_token (url, public_host, NULL, SOUP_STATUS_UNAUTHORIZED);
  expect_with_token (url, public_host, "Bearer open", SOUP_STATUS_UNAUTHORIZED);
  expect_with_token (url, public_host, "Bearer open-sesame", SOUP_STATUS_OK);
  expect_with_token (url, "localhost", "Bearer open-sesame", SOUP_STATUS_OK);
  expect_with_token (url, "other.example.org", "Bearer open-sesame",
                     SOUP_STATUS_FORBIDDEN);
}

/* Host must be a loopback name; a request of a page in a browser is refused. */
static void
test_host_and_origin (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    guint status;
  } headers[] = {
    { "Host", "localhost", SOUP_STATUS_OK },
    { "Host", "[::1]", SOUP_STATUS_OK },
    { "Host", "127.0.0.1", SOUP_STATUS_OK },
    { "Host", "rebound.example.org", SOUP_STATUS_FORBIDDEN },
    { "Host", "localhost.example.org", SOUP_STATUS_FORBIDDEN },
    { "Origin", "https://example.org", SOUP_STATUS_FORBIDDEN },
    { "Origin", "null", SOUP_STATUS_FORBIDDEN },
  };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *url = hub_get_url (hub, "/client/register");

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (HttpReply) reply = http_request (
          "GET", url, NULL, 0, headers[i].name, headers[i].value, NULL);

      g_test_message ("%s: %s", headers[i].name, headers[i].value);
      g_assert_cmpuint (reply->status, ==, headers[i].status);
    }
}

/* batch=true in the configuration is what the seed's distributor needs. */
static void
test_batch_setting (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = NULL;
  g_autofree char *id = NULL;
  g_autofree char *endpoint = NULL;
  g_autofree char *url = NULL;
  g_autofree char *line = NULL;
  g_autoptr (HttpListener) listener = NULL;

  write_settings (bus, "[client-api]\nbatch=true\n");
  hub = hub_start (bus, "--ephemeral", NULL);
  id = client_register (hub);
  endpoint = client_get_endpoint (hub, id);
  url = g_strdup_printf ("%s/client/multi_id/%s", hub->base_url, id);
  line = g_strdup_printf ("{\"%s\":[\"WA==\"]}\r\n", id);
  listener = http_listen (url, NULL);
  g_free (http_push (endpoint, "X", 1));
  http_listener_expect (listener, line);
}

/* Registrations, and what waits for them, survive a restart. */
static void
test_survives_a_restart (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *state = bus_get_path (bus, "state/hub");
  Hub *first = hub_start (bus, "--state-dir", state, NULL);
  g_autoptr (Hub) second = NULL;
  g_autofree char *id = client_register (first);
  g_autofree char *endpoint = client_get_endpoint (first, id);
  g_autofree char *url = NULL;
  g_autoptr (HttpListener) listener = NULL;

  g_free (http_push (endpoint, "one", -1));
  g_free (http_push (endpoint, "two", -1));
  hub_kill (first);
  second = hub_start (bus, "--state-dir", state, NULL);
  url = client_get_listen_url (second, id);
  listener = http_listen (url, NULL);
  http_listener_expect (listener, "one\n\ntwo\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-access/off-with-public-url",
                   test_off_with_public_url);
  g_test_add_func ("/client-access/token", test_token);
  g_test_add_func ("/client-access/host-and-origin", test_host_and_origin);
  g_test_add_func ("/client-access/batch-setting", test_batch_setting);
  g_test_add_func ("/client-access/survives-a-restart",
                   test_survives_a_restart);
  return g_test_run ();
}
