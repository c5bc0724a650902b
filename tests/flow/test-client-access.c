/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* When the client API is there at all, for whom, and what of it outlives the
 * hub: settings, tokens, restarts, listeners that vanish. */

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/wait.h"
#include "support/wire.h"

#include <stdlib.h>
#include <string.h>

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

/* A listener that vanished takes nothing with it. */
static void
test_vanished_listener (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *id = client_register (hub);
  g_autofree char *endpoint = client_get_endpoint (hub, id);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autoptr (HttpListener) later = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Wire) wire = wire_open (url);

      wire_send (wire, "GET /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                 id);
      g_free (wire_read_headers (wire));
    }
  http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
  g_free (http_push (endpoint, "kept", -1));
  later = http_listen (url, NULL);
  http_listener_expect (later, "kept\n\n");
}

/* Pushes that fill the kernel's buffers and more than the mebibyte that the
 * hub keeps for a listener. Many at a time: each of the last ones is answered
 * only after the grace time. */
#define BATCHES 20
#define BATCH 100
#define MANY (BATCHES * BATCH)

static void
push_batch (const char *url, const char *id, guint batch)
{
  g_autofree char *padding = g_strnfill (4096 - 7, 'x');
  Wire *wires[BATCH];

  for (guint i = 0; i < BATCH; i++)
    {
      wires[i] = wire_open (url);
      wire_send (wires[i],
                 "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Length: 4096\r\n\r\n<%05u>%s",
                 id, batch * BATCH + i, padding);
    }
  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *answer = wire_read_headers (wires[i]);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
      wire_close (wires[i]);
    }
}

/* Notes in @seen which pushes @text has. Returns: how many. */
static guint
see_pushes (const char *text, gboolean *seen)
{
  guint count = 0;

  for (const char *at = strchr (text, '<'); at != NULL;
       at = strchr (at + 1, '<'), count++)
    seen[atoi (at + 1)] = TRUE;
  return count;
}

static gboolean
has_all (const gboolean *seen)
{
  for (guint i = 0; i < MANY; i++)
    if (!seen[i])
      return FALSE;
  return TRUE;
}

static gboolean
keep_looking (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Nothing tells a client that does not read of the end. */
static void
wait_for_cut (Hub *hub, guint descriptors)
{
  guint tick = g_timeout_add (20, keep_looking, NULL);

  wait_until (measure_descriptors (hub->pid) <= descriptors);
  g_source_remove (tick);
}

/* A listener that does not read is cut off; what it did not get is kept. */
static void
test_listener_that_does_not_read (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  guint descriptors = measure_descriptors (hub->pid);
  g_autofree char *id = client_register (hub);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autofree gboolean *seen = g_new0 (gboolean, MANY);
  g_autoptr (Wire) wire = wire_open (url);
  g_autoptr (HttpListener) reader = NULL;
  g_autofree char *got = NULL;

  wire_send (wire, "GET /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n", id);
  g_free (wire_read_headers (wire));
  for (guint i = 0; i < BATCHES; i++)
    push_batch (url, id, i);
  wait_for_cut (hub, descriptors);
  got = wire_read_all (wire);
  g_assert_cmpuint (see_pushes (got, seen), <, MANY);

  reader = http_listen (url, NULL);
  wait_until (see_pushes (reader->text->str, seen) > 0 && has_all (seen));
}

/* An old client gets a body that ends with the connection. */
static void
test_http_1_0 (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *id = client_register (hub);
  g_autofree char *endpoint = client_get_endpoint (hub, id);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autoptr (Wire) wire = wire_open (url);
  g_autofree char *headers = NULL;
  g_autofree char *body = NULL;

  wire_send (wire, "GET /client/id/%s HTTP/1.0\r\nHost: localhost\r\n\r\n", id);
  headers = wire_read_headers (wire);
  g_assert_null (strstr (headers, "chunked"));
  g_free (http_push (endpoint, "one", -1));
  http_expect_status ("DELETE", url, SOUP_STATUS_NO_CONTENT);
  body = wire_read_all (wire);
  g_assert_cmpstr (body, ==, "one\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-access/off-with-public-url",
                   test_off_with_public_url);
  g_test_add_func ("/client-access/token", test_token);
  g_test_add_func ("/client-access/batch-setting", test_batch_setting);
  g_test_add_func ("/client-access/survives-a-restart",
                   test_survives_a_restart);
  g_test_add_func ("/client-access/vanished-listener", test_vanished_listener);
  g_test_add_func ("/client-access/listener-that-does-not-read",
                   test_listener_that_does_not_read);
  g_test_add_func ("/client-access/http-1.0", test_http_1_0);
  return g_test_run ();
}
