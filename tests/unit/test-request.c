/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/request.h"

#include "core/push.h"
#include "support/server-fixture.h"
#include "support/wait.h"

#include <string.h>

/* http-push.md, sections 1 and 2.1, octet by octet. */

#define CHUNKED "POST /push/id/APP\r\nTransfer-Encoding: chunked\r\n\r\n"

/* Sends @lines, which lack a version and a Host, and say APP for the app's
 * endpoint. */
static Peer *
ask (ServerFixture *fixture, const char *lines)
{
  g_autoptr (GString) request = g_string_new (lines);

  g_string_replace (request, "APP", fixture->app, 0);
  g_string_replace (request, "\r\n", " HTTP/1.1\r\nHost: localhost\r\n", 1);
  return peer_send (ph_server_get_addresses (fixture->server)[0], request->str);
}

static void
check (ServerFixture *fixture, const char *lines, guint status)
{
  g_autoptr (Peer) peer = ask (fixture, lines);
  g_autofree char *begin = g_strdup_printf ("HTTP/1.1 %u ", status);

  if (!g_str_has_prefix (peer_expect_end (peer), begin))
    g_error ("%s was answered with %s", lines, peer->text->str);
}

static void
test_what_is_not_there_comes_first (ServerFixture *fixture, gconstpointer data)
{
  check (fixture, "PATCH /nothing\r\nContent-Length: 9999\r\n\r\n", 404);
  check (fixture, "PATCH /push/id/x\r\nContent-Length: 9999\r\n\r\n", 404);
  check (fixture, "PATCH /push/id/APP\r\nContent-Length: 9999\r\n\r\n", 405);
  check (fixture, "POST /push/id/APP\r\nContent-Length: 9999\r\n\r\n", 413);
}

static void
test_methods (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, "PATCH /push/id/APP\r\n\r\n");
  const char *all = peer_expect_end (peer);

  g_assert_nonnull (
      g_strstr_len (all, -1, "\r\nAllow: GET, HEAD, POST, PUT, OPTIONS\r\n"));
  check (fixture, "OPTIONS /push/id/APP\r\n\r\n", 204);
  check (fixture, "OPTIONS *\r\n\r\n", 204);
}

/* Before a single octet of the body has come. */
static void
test_declared_length (ServerFixture *fixture, gconstpointer data)
{
  check (fixture, "POST /push/id/APP\r\nContent-Length: 4097\r\n\r\n", 413);
  check (fixture, "POST /health\r\nContent-Length: 99999\r\n\r\n", 405);
  check (fixture, "GET /health\r\nContent-Length: 1\r\n\r\n", 413);
}

/* RFC 9112 section 6.3. */
static void
test_doubtful_length (ServerFixture *fixture, gconstpointer data)
{
  check (fixture, "POST /push/id/APP\r\nContent-Length: +1\r\n\r\nx", 400);
  check (fixture,
         "POST /push/id/APP\r\n"
         "Content-Length: 1\r\nContent-Length: 5\r\n\r\nx",
         400);
}

static char *
make_chunk (gsize size)
{
  g_autofree char *octets = g_strnfill (size, 'x');

  return g_strdup_printf ("%zx\r\n%s\r\n", size, octets);
}

/* It does not take the end of the body to know that it is too long. */
static void
test_counted_length (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *most = make_chunk (PH_PUSH_BODY_MAX);
  g_autofree char *one = make_chunk (1);
  g_autofree char *fits = g_strconcat (CHUNKED, most, "0\r\n\r\n", NULL);
  g_autofree char *too_long = g_strconcat (CHUNKED, most, one, NULL);

  check (fixture, fits, 201);
  check (fixture, too_long, 413);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 1);
}

/* RFC 9112 section 8: a body without its last chunk is not whole. */
static void
test_cut_short (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, CHUNKED "3\r\nabc\r\n");

  peer_end (peer);
  g_assert_true (g_str_has_prefix (peer_expect_end (peer), "HTTP/1.1 400 "));
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

/* One that has little time to arrive. */
#define NOTIFY "POST /_matrix/push/v1/notify\r\n"
#define LARGE 9000

/* Several bodies may be larger than a push, as long as they are not too large
 * together; pushes always may come. */
static void
test_large_bodies (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *octets = g_strnfill (LARGE, 'x');
  g_autofree char *begun = g_strdup_printf (
      NOTIFY "Content-Length: %d\r\n\r\n%s", LARGE + 1, octets);
  g_autofree char *whole = g_strconcat (begun, "x", NULL);
  g_autofree char *push =
      g_strconcat ("POST /push/id/APP\r\nContent-Length: 4096\r\n\r\n",
                   octets + LARGE - PH_PUSH_BODY_MAX, NULL);
  g_autofree char *refused =
      g_strdup_printf (NOTIFY "Content-Length: %d\r\n\r\n", 600 * 1024);
  g_autoptr (Peer) first = NULL;
  g_autoptr (Peer) second = NULL;

  fixture->bounds.bodies = 2 * LARGE - 1;
  first = ask (fixture, begun);
  check (fixture, refused, 413);
  second = ask (fixture, begun);
  peer_expect_end (second);
  g_assert_true (g_str_has_prefix (second->text->str, "HTTP/1.1 503 "));
  g_assert_nonnull (strstr (second->text->str, "\r\nRetry-After: "));
  g_assert_nonnull (strstr (second->text->str, "{\"errcode\":\"M_UNKNOWN\""));
  check (fixture, push, 201);

  peer_write (first, "x");
  g_assert_true (g_str_has_prefix (peer_expect_end (first), "HTTP/1.1 400 "));
  check (fixture, whole, 400);
}

/* Each route refuses in its own form, also before the body is there. */
static void
test_form (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *lines;
    const char *part;
  } cases[] = {
    { NOTIFY "Content-Length: 1000000\r\n\r\n",
      "{\"errcode\":\"M_TOO_LARGE\"" },
    { NOTIFY "Content-Length: +1\r\n\r\n", "{\"errcode\":\"M_UNKNOWN\"" },
    { "PUT /_matrix/push/v1/notify\r\n\r\n",
      "{\"errcode\":\"M_UNRECOGNIZED\"" },
    { "GET /_matrix/push/\r\n\r\n", "{\"errcode\":\"M_UNRECOGNIZED\"" },
    { "PUT /health\r\n\r\n", "{\"code\":405," },
    { "GET /_matrix\r\n\r\n", "{\"code\":404," },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Peer) peer = ask (fixture, cases[i].lines);

      g_assert_nonnull (strstr (peer_expect_end (peer), cases[i].part));
    }
}

static const PhBounds hasty = { 10, 10, .arrival_ms = 100 };

static void
check_late (Peer *peer)
{
  const char *all = peer_expect_end (peer);

  g_assert_true (g_str_has_prefix (all, "HTTP/1.1 408 "));
  g_assert_nonnull (g_strstr_len (all, -1, "\r\nConnection: close\r\n"));
  g_assert_nonnull (g_strstr_len (all, -1, "{\"code\":408,"));
}

static void
test_late (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) silent =
      peer_open (ph_server_get_addresses (fixture->server)[0]);
  g_autoptr (Peer) in_headers = ask (fixture, "POST /push/id/APP\r\nTTL: ");
  g_autoptr (Peer) in_body = ask (fixture, CHUNKED "3\r\nabc\r\n");

  check_late (silent);
  check_late (in_headers);
  check_late (in_body);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* It is not a matter of silence. */
static void
test_late_by_drops (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, "POST /push/id/APP\r\nTTL: 1");
  GSocket *socket = g_socket_connection_get_socket (peer->connection);
  guint tick = g_timeout_add (5, on_tick, NULL);
  guint drops = 0;

  for (; !peer->ended; drops++)
    {
      g_socket_send (socket, "1", 1, NULL, NULL);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
  g_assert_cmpuint (drops, >, 5);
  check_late (peer);
}

static void
test_late_and_refused (ServerFixture *fixture, gconstpointer data)
{
  check (fixture, "POST /push/id/x\r\nContent-Length: 9\r\n\r\n", 404);
}

/* The app takes longer than a request may; that is not the sender's fault. */
static void
test_an_answer_may_be_late (ServerFixture *fixture, gconstpointer data)
{
  fixture->bounds.arrival_ms = 20;
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  check (fixture, "POST /push/id/APP\r\nContent-Length: 1\r\n\r\nx", 201);
  fake_receiver_answer (fixture->receiver, TRUE);
}

/* Open listeners do not wake the hub, nor does what was answered. (A client of
 * libsoup has timers, so none is used here.) */
static void
test_sleeps (ServerFixture *fixture, gconstpointer data)
{
  const char *address = ph_server_get_addresses (fixture->server)[0];
  g_autofree char *listen = g_strdup_printf (
      "GET /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n", fixture->id);
  g_autofree char *push =
      g_strdup_printf ("POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
                       "Content-Length: 1\r\n\r\nx",
                       fixture->id);
  g_autoptr (Peer) listener = peer_send (address, listen);
  g_autoptr (Peer) sender = NULL;

  peer_expect (listener, "\r\n\r\n");
  g_assert_cmpint (wait_get_sleep (), ==, -1);

  sender = peer_send (address, push);
  peer_expect_end (sender);
  peer_expect (listener, "x\n\n\r\n");
  g_assert_cmpint (wait_get_sleep (), ==, -1);
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/request/" path, ServerFixture, bounds, server_fixture_set_up,  \
              function, server_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_what_is_not_there_comes_first);
  ADD ("methods", test_methods);
  ADD ("declared", test_declared_length);
  ADD ("doubtful", test_doubtful_length);
  ADD ("counted", test_counted_length);
  ADD ("cut-short", test_cut_short);
  ADD ("large", test_large_bodies);
  ADD ("form", test_form);
  ADD_WITH ("late", &hasty, test_late);
  ADD_WITH ("late-by-drops", &hasty, test_late_by_drops);
  ADD_WITH ("late-and-refused", &hasty, test_late_and_refused);
  ADD_WITH ("late-answer", &hasty, test_an_answer_may_be_late);
  ADD ("sleeps", test_sleeps);
  return g_test_run ();
}
