/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-stream.h"

#include "support/server-fixture.h"
#include "support/tls-files.h"
#include "support/wait.h"

#include <string.h>

/* What libsoup and the rest of http do with a stream: a whole server. */
typedef struct
{
  ServerFixture server;
  TlsFiles *files;
  PhTls *tls;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  PhSettings settings = { 0 };
  g_autoptr (GError) error = NULL;

  fixture->files = tls_files_new ();
  settings.tls_certificate = fixture->files->certificate;
  settings.tls_key = fixture->files->key;
  g_assert_true (ph_tls_open (&settings, &fixture->tls, &error));
  g_assert_no_error (error);
  fixture->server.tls = fixture->tls;
  server_fixture_set_up (&fixture->server, data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server, data);
  ph_tls_free (fixture->tls);
  tls_files_free (fixture->files);
}

static Peer *
open_peer (Fixture *fixture)
{
  return peer_open_tls (ph_server_get_addresses (fixture->server.server)[0]);
}

/* Sends @lines, which lack a version and a Host, and say <app> for the
 * app's endpoint, <id> for that of the client API. */
static Peer *
ask (Fixture *fixture, const char *lines)
{
  g_autoptr (GString) request = g_string_new (lines);
  Peer *peer = open_peer (fixture);

  g_string_replace (request, "<app>", fixture->server.app, 0);
  g_string_replace (request, "<id>", fixture->server.id, 0);
  g_string_replace (request, "\r\n", " HTTP/1.1\r\nHost: localhost\r\n", 1);
  peer_write (peer, request->str);
  return peer;
}

static void
expect (Peer *peer, guint status)
{
  g_autofree char *begin = g_strdup_printf ("HTTP/1.1 %u ", status);

  g_assert_true (g_str_has_prefix (peer_expect_end (peer), begin));
  g_assert_false (peer->failed);
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, "GET /health\r\n\r\n");

  expect (peer, 200);
  g_assert_true (g_str_has_prefix (
      ph_server_get_base_url (fixture->server.server), "https://127.0.0.1:"));
}

static void
test_takes_a_push (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer =
      ask (fixture, "POST /push/id/<app>\r\nExpect: 100-continue\r\n"
                    "Content-Length: 5\r\n\r\n");

  peer_expect (peer, "\r\n\r\n");
  g_assert_true (g_str_has_prefix (peer->text->str, "HTTP/1.1 100 "));
  peer_write (peer, "Hello");
  wait_until (peer->ended);
  g_assert_nonnull (strstr (peer->text->str, "HTTP/1.1 201 Created\r\n"));
  g_assert_nonnull (strstr (peer->text->str, "\r\nLocation: https://"));
  g_assert_cmpstr (fake_receiver_get_taken (fixture->server.receiver), ==,
                   "Hello");
}

/* The answer is not lost, and TLS comes to its end. */
static void
test_refuses_while_more_comes (Fixture *fixture, gconstpointer data)
{
  const gsize size = 4 * 1024 * 1024;
  g_autoptr (GBytes) octets = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (Peer) peer =
      ask (fixture, "POST /push/id/<app>\r\nContent-Length: 4194304\r\n\r\n");

  peer_write_bytes (peer, octets);
  wait_until (peer->sending == NULL);
  g_assert_false (peer->broken_off);
  expect (peer, 413);
}

/* RFC 9112 section 8: a body without its last chunk is not whole. */
static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer =
      ask (fixture, "POST /push/id/<app>\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nabc\r\n");

  peer_end (peer);
  peer_expect_end (peer);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->server.receiver), ==, 0);
}

/* Little time to arrive; the second is enough for a handshake at least. */
static const PhBounds hasty = { 10, 10, .arrival_ms = 200 };
static const PhBounds brisk = { 10, 10, .arrival_ms = 3000 };

/* Who has not even said what TLS to speak is told nothing. */
static void
test_late_handshake (Fixture *fixture, gconstpointer data)
{
  const char *address = ph_server_get_addresses (fixture->server.server)[0];
  g_autoptr (Peer) silent = peer_open (address);
  g_autoptr (Peer) stalled = peer_send (address, "\x16\x03\x01\x02");

  g_assert_cmpstr (peer_expect_end (silent), ==, "");
  g_assert_cmpstr (peer_expect_end (stalled), ==, "");
}

static void
test_late_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, "POST /push/id/<app>\r\nTTL: ");

  expect (peer, 408);
}

static PhReceiver *
get_client (Fixture *fixture)
{
  return ph_server_get_receiver (
      ph_hub_find_endpoint (fixture->server.hub, fixture->server.id, NULL),
      fixture->server.server);
}

static void
push (Fixture *fixture, const char *body)
{
  g_autofree char *lines =
      g_strdup_printf ("POST /push/id/<id>\r\nContent-Length: %zu\r\n\r\n%s",
                       strlen (body), body);
  g_autoptr (Peer) peer = ask (fixture, lines);

  expect (peer, 201);
}

static void
test_stays_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) listener = ask (fixture, "GET /client/id/<id>\r\n\r\n");
  g_autoptr (PhReceiver) client = get_client (fixture);

  wait_until (ph_receiver_is_available (client));
  push (fixture, "one");
  peer_expect (listener, "5\r\none\n\n\r\n");
  push (fixture, "two");
  peer_expect (listener, "5\r\ntwo\n\n\r\n");

  ph_server_stop (fixture->server.server);
  wait_until (listener->ended);
  g_assert_false (listener->failed);
  g_assert_true (g_str_has_suffix (listener->text->str, "\r\n0\r\n\r\n"));
}

static void
test_notices_who_goes (Fixture *fixture, gconstpointer data)
{
  Peer *listener = ask (fixture, "GET /client/id/<id>\r\n\r\n");
  g_autoptr (PhReceiver) client = get_client (fixture);

  wait_until (ph_receiver_is_available (client));
  peer_free (listener);
  wait_until (!ph_receiver_is_available (client));
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/tls-stream/" path, Fixture, bounds, set_up, function, tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answers", test_answers);
  ADD ("push", test_takes_a_push);
  ADD ("refuses", test_refuses_while_more_comes);
  ADD ("cut-short", test_cut_short);
  ADD_WITH ("late-handshake", &hasty, test_late_handshake);
  ADD_WITH ("late-request", &brisk, test_late_request);
  ADD ("open", test_stays_open);
  ADD ("gone", test_notices_who_goes);
  return g_test_run ();
}
