/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/server.h"

#include "core/error.h"
#include "support/server-fixture.h"
#include "support/wait.h"

#include <stdlib.h>
#include <string.h>

static void
test_base_url_is_the_first_address (ServerFixture *fixture, gconstpointer data)
{
  const char *const *addresses = ph_server_get_addresses (fixture->server);
  g_autofree char *base_url = g_strconcat ("http://", addresses[0], NULL);

  g_assert_true (g_str_has_prefix (addresses[0], "127.0.0.1:"));
  g_assert_null (addresses[1]);
  g_assert_cmpstr (ph_server_get_base_url (fixture->server), ==, base_url);
}

static void
test_unless_it_is_public (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (PhServer) server = NULL;
  g_autoptr (GError) error = NULL;

  fixture->settings.public_url = (char *) "https://push.example/hub";
  server = ph_server_new (fixture->hub, &fixture->settings, &fixture->bounds);
  g_assert_true (ph_server_listen (server, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ph_server_get_base_url (server), ==,
                   "https://push.example/hub");
}

static void
test_a_taken_port (ServerFixture *fixture, gconstpointer data)
{
  const char *port =
      strchr (ph_server_get_addresses (fixture->server)[0], ':') + 1;
  g_autoptr (PhServer) second =
      ph_server_new (fixture->hub, &fixture->settings, &fixture->bounds);
  g_autoptr (GError) error = NULL;

  fixture->settings.port = (guint) atoi (port);
  g_assert_false (ph_server_listen (second, NULL, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, port));
}

static void
test_answers (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) health =
      server_fixture_ask (fixture, "GET", "/health", "");
  g_autoptr (HttpReply) nothing =
      server_fixture_ask (fixture, "GET", "/nothing", "");

  g_assert_cmpuint (health->status, ==, 200);
  g_assert_cmpuint (nothing->status, ==, 404);
}

/* Returns: (transfer full): the answer to @request. */
static char *
ask_octets (ServerFixture *fixture, const char *request)
{
  g_autoptr (Peer) peer =
      peer_send (ph_server_get_addresses (fixture->server)[0], request);

  peer_end (peer);
  return g_strdup (peer_expect_end (peer));
}

/* libsoup has refused it before anybody is asked. */
static void
test_explains_what_it_cannot_read (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *request;
    const char *status;
  } cases[] = {
    { "GET /health HTTP/1.1\r\n\r\n", " 400 " },
    { "GET health HTTP/1.1\r\nHost: a\r\n\r\n", " 400 " },
    { "GET /health HTTP/1.1\r\nno colon", " 400 " },
    { "\r\n\r\n", " 400 " },
    { "GET /health HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n", " 417 " },
    { "GET /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n",
      " 501 " },
    { "GET /health HTTP/9.9\r\nHost: a\r\n\r\n", " 505 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = ask_octets (fixture, cases[i].request);

      g_assert_true (
          g_str_has_prefix (answer + strlen ("HTTP/1.x"), cases[i].status));
      g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
      g_assert_nonnull (
          strstr (answer, "\r\nContent-Type: application/json\r\n"));
      g_assert_nonnull (strstr (answer, "\"This cannot be understood: "));
    }
}

/* Nothing of that is left when there is an answer. */
static void
test_answers_with_nothing_else (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *request =
      g_strdup_printf ("POST /push/id/%s HTTP/1.1\r\nHost: a\r\n"
                       "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
                       fixture->app);
  g_autofree char *answer = ask_octets (fixture, request);
  const char *end = strstr (answer, "\r\n\r\n");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 100 Continue\r\n"));
  g_assert_true (g_str_has_prefix (end + 4, "HTTP/1.1 201 Created\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n"));
  g_assert_null (strstr (answer, "Content-Type"));
}

/* RFC 9110 section 14.2. */
static void
test_sends_no_ranges (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *answer =
      ask_octets (fixture, "GET /health HTTP/1.1\r\nHost: a\r\n"
                           "Range: bytes=0-1,3-\r\n\r\n");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 OK\r\n"));
  g_assert_true (g_str_has_suffix (answer, "\r\n\r\n{\"status\":\"ok\"}"));
}

static void
test_its_receivers_are_its_listeners (ServerFixture *fixture,
                                      gconstpointer data)
{
  const PhRegistration *client =
      ph_hub_find_endpoint (fixture->hub, fixture->id, NULL);
  g_autoptr (PhReceiver) receiver =
      ph_server_get_receiver (client, fixture->server);
  g_autofree char *url =
      server_fixture_get_url (fixture, "/client/id/", fixture->id);
  g_autoptr (HttpListener) listener = NULL;

  g_assert_false (ph_receiver_is_available (receiver));
  listener = http_listen (url, NULL);
  g_assert_true (ph_receiver_is_available (receiver));
}

static const PhBounds one_connection = {
  .connections = 1,
  .streams = 10,
  .arrival_ms = PH_BOUNDS_ARRIVAL_MS,
};

static void
test_a_listener_takes_no_place (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/client/id/", fixture->id);
  g_autoptr (HttpListener) first = http_listen (url, NULL);
  g_autoptr (HttpListener) second = http_listen (url, NULL);
  g_autoptr (HttpReply) health =
      server_fixture_ask (fixture, "GET", "/health", "");

  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpuint (health->status, ==, 200);
}

static void
test_stops (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/client/id/", fixture->id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);
  g_autoptr (Peer) peer =
      peer_open (ph_server_get_addresses (fixture->server)[0]);

  ph_server_stop (fixture->server);
  http_listener_expect_end (listener);
  peer_write (peer, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (peer->text->len, ==, 0);
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/server/" path, ServerFixture, bounds, server_fixture_set_up,   \
              function, server_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("base-url", test_base_url_is_the_first_address);
  ADD ("public-url", test_unless_it_is_public);
  ADD ("taken", test_a_taken_port);
  ADD ("answers", test_answers);
  ADD ("not-http", test_explains_what_it_cannot_read);
  ADD ("nothing-else", test_answers_with_nothing_else);
  ADD ("ranges", test_sends_no_ranges);
  ADD ("receivers", test_its_receivers_are_its_listeners);
  ADD_WITH ("places", &one_connection, test_a_listener_takes_no_place);
  ADD ("stops", test_stops);
  return g_test_run ();
}
