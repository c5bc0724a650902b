/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/cors.h"

#include "support/server-fixture.h"

#include <string.h>

/* http-push.md, R8, and the CORS protocol of the Fetch standard. */

#define ORIGIN "Origin: https://example.org\r\n"
#define PREFLIGHT ORIGIN "Access-Control-Request-Method: POST\r\n"
#define PRIVATE "Access-Control-Request-Private-Network: true\r\n"
#define ANY "\r\nAccess-Control-Allow-Origin: *\r\n"
#define REQUEST_FIELDS                                                         \
  "Authorization, Content-Encoding, Content-Type, Crypto-Key, Encryption, "    \
  "Prefer, TTL, Topic, Urgency"
#define EXPOSED                                                                \
  "\r\nAccess-Control-Expose-Headers: "                                        \
  "Allow, Location, Retry-After, TTL, WWW-Authenticate\r\n"

static void
set_up (ServerFixture *fixture, gconstpointer data)
{
  server_fixture_set_up (fixture, data);
  fixture->settings.cors = TRUE;
}

/* Sends @lines, which lack a version and a Host, and say <app> for the app's
 * endpoint and <id> for the one of the client API. Returns: (transfer full):
 * the whole answer. */
static char *
ask (ServerFixture *fixture, const char *lines)
{
  g_autoptr (GString) request = g_string_new (lines);
  g_autoptr (Peer) peer = NULL;

  g_string_replace (request, "<app>", fixture->app, 0);
  g_string_replace (request, "<id>", fixture->id, 0);
  g_string_replace (request, "\r\n", " HTTP/1.1\r\nHost: localhost\r\n", 1);
  peer = peer_send (ph_server_get_addresses (fixture->server)[0], request->str);
  return g_strdup (peer_expect_end (peer));
}

static void
check (const char *lines, const char *answer, guint status, gboolean shared)
{
  g_autofree char *begin = g_strdup_printf ("HTTP/1.1 %u ", status);

  if (!g_str_has_prefix (answer, begin) ||
      (strstr (answer, ANY) != NULL) != shared ||
      (strstr (answer, EXPOSED) != NULL) != shared ||
      (strstr (answer, "Access-Control-") != NULL) != shared)
    g_error ("%s was answered with %s", lines, answer);
}

typedef struct
{
  const char *lines;
  guint status;
} Case;

static void
check_all (ServerFixture *fixture,
           const Case *cases,
           gsize n_cases,
           gboolean shared)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *answer = ask (fixture, cases[i].lines);

      check (cases[i].lines, answer, cases[i].status, shared);
    }
}

static const Case push_side[] = {
  { "GET /health\r\n" ORIGIN "\r\n", 200 },
  { "GET /health\r\n\r\n", 200 },
  { "PATCH /health\r\n" ORIGIN "\r\n", 405 },
  { "GET /push/id/<app>\r\n" ORIGIN "\r\n", 200 },
  { "HEAD /push/id/<app>\r\n" ORIGIN "\r\n", 200 },
  { "POST /push/id/<app>\r\n" ORIGIN "Content-Length: 1\r\n\r\nx", 201 },
  { "POST /push/id/<app>\r\n" ORIGIN "Content-Length: 0\r\n\r\n", 400 },
  { "POST /push/id/<app>\r\n" ORIGIN "Topic: a b\r\n"
    "Content-Length: 1\r\n\r\nx",
    400 },
  { "POST /push/id/none\r\n" ORIGIN "Content-Length: 1\r\n\r\nx", 404 },
  { "DELETE /message/none\r\n" ORIGIN "\r\n", 404 },
  { "GET /_matrix/push/v1/notify\r\n" ORIGIN "\r\n", 200 },
  { "POST /_matrix/push/v1/notify\r\n" ORIGIN "Content-Length: 1\r\n\r\n{",
    400 },
  { "GET /_matrix/push/v2\r\n" ORIGIN "\r\n", 404 },
  { "OPTIONS /health\r\n\r\n", 204 },

  /* No browser asks like this. */
  { "OPTIONS /push/id/none\r\n" ORIGIN "\r\n", 404 },
  { "OPTIONS /push/id/none\r\nAccess-Control-Request-Method: POST\r\n\r\n",
    404 },

  /* Before the body has come. */
  { "POST /push/id/<app>\r\n" ORIGIN "Content-Length: 4097\r\n\r\n", 413 },
  { "POST /push/id/none\r\n" ORIGIN "Content-Length: 4097\r\n\r\n", 404 },
  { "POST /push/id/<app>\r\n" ORIGIN "Content-Length: +1\r\n\r\n", 400 },
  { "POST /_matrix/push/v1/notify\r\n" ORIGIN "Content-Length: 600000\r\n\r\n",
    413 },
};

static void
test_push_side (ServerFixture *fixture, gconstpointer data)
{
  check_all (fixture, push_side, G_N_ELEMENTS (push_side), TRUE);
}

/* As long as nobody asked for it. */
static void
test_off (ServerFixture *fixture, gconstpointer data)
{
  static const Case preflights[] = {
    { "OPTIONS /push/id/<app>\r\n" PREFLIGHT "\r\n", 204 },
    { "OPTIONS /push/id/none\r\n" PREFLIGHT "\r\n", 404 },
  };

  fixture->settings.cors = FALSE;
  check_all (fixture, push_side, G_N_ELEMENTS (push_side), FALSE);
  check_all (fixture, preflights, G_N_ELEMENTS (preflights), FALSE);
}

/* A page must not see pushes, nor register. */
static void
test_nothing_else (ServerFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "GET /client/register\r\n\r\n", 200 },
    { "GET /client/register\r\n" ORIGIN "\r\n", 403 },
    { "OPTIONS /client/register\r\n" PREFLIGHT "\r\n", 403 },
    { "OPTIONS /client/register\r\n" PRIVATE "\r\n", 204 },
    { "GET /client/id/<id>\r\n" ORIGIN "\r\n", 403 },
    { "OPTIONS /client/id/<id>\r\n" PREFLIGHT "\r\n", 403 },
    { "DELETE /client/id/none\r\n\r\n", 404 },
    { "PUT /client/id/<id>\r\nContent-Length: 9999\r\n\r\n", 405 },
    { "GET /client/multi_id/<id>\r\n" ORIGIN "\r\n", 403 },
    { "OPTIONS /client/multi_id/<id>\r\n" PREFLIGHT "\r\n", 403 },
    { "GET /nothing\r\n" ORIGIN "\r\n", 404 },
    { "OPTIONS /nothing\r\n" PREFLIGHT "\r\n", 404 },
    { "OPTIONS *\r\n" PREFLIGHT "\r\n", 204 },
    { "GET /aesgcm\r\n" ORIGIN "\r\n", 404 },
    { "OPTIONS /aesgcm\r\n" PREFLIGHT "\r\n", 404 },
    { "POST /nothing\r\n" ORIGIN "Content-Length: 9999\r\n\r\n", 404 },
  };

  check_all (fixture, cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_preflight (ServerFixture *fixture, gconstpointer data)
{
  static const char *const fields[] = {
    "Allow: GET, HEAD, POST, PUT, OPTIONS",
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, OPTIONS",
    "Access-Control-Allow-Headers: " REQUEST_FIELDS,
    "Access-Control-Max-Age: 3600",
  };
  g_autofree char *answer =
      ask (fixture, "OPTIONS /push/id/<app>\r\n" PREFLIGHT "\r\n");

  check ("preflight", answer, 204, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *line = g_strdup_printf ("\r\n%s\r\n", fields[i]);

      g_assert_nonnull (strstr (answer, line));
    }
  g_assert_null (strstr (answer, "Private-Network"));
}

static void
check_methods (ServerFixture *fixture, const char *lines, const char *methods)
{
  g_autofree char *answer = ask (fixture, lines);
  g_autofree char *line =
      g_strdup_printf ("\r\nAccess-Control-Allow-Methods: %s\r\n", methods);

  check (lines, answer, 204, TRUE);
  g_assert_nonnull (strstr (answer, line));
}

/* Those that the resource understands. */
static void
test_preflight_methods (ServerFixture *fixture, gconstpointer data)
{
  check_methods (fixture, "OPTIONS /message/none\r\n" PREFLIGHT "\r\n",
                 "DELETE, OPTIONS");
  fixture->settings.strictness = PH_STRICT;
  check_methods (fixture, "OPTIONS /push/id/<app>\r\n" PREFLIGHT "\r\n",
                 "GET, HEAD, POST, OPTIONS");
}

/* A browser shows a page nothing of a refused preflight: the 404 has to come to
 * the request itself. */
static void
test_preflight_of_nothing (ServerFixture *fixture, gconstpointer data)
{
  check_methods (fixture, "OPTIONS /push/id/none\r\n" PREFLIGHT "\r\n",
                 "GET, HEAD, POST, PUT, OPTIONS");
}

static void
test_private_network (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *answer =
      ask (fixture, "OPTIONS /push/id/<app>\r\n" PREFLIGHT PRIVATE "\r\n");

  g_assert_nonnull (
      strstr (answer, "\r\nAccess-Control-Allow-Private-Network: true\r\n"));
}

static void
test_gateway_that_is_on (ServerFixture *fixture, gconstpointer data)
{
  static const Case cases[] = {
    { "GET /aesgcm\r\n\r\n", 200 },
    { "POST /aesgcm?e=x\r\nContent-Length: 9999\r\n\r\n", 404 },
    { "OPTIONS /aesgcm?e=x\r\n\r\n", 204 },
  };

  fixture->settings.aesgcm_gateway = TRUE;
  check_all (fixture, cases, G_N_ELEMENTS (cases), TRUE);
}

/* libsoup forgets header fields then. */
static void
test_after_continue (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *answer =
      ask (fixture, "POST /push/id/<app>\r\nExpect: 100-continue\r\n"
                    "Content-Length: 1\r\n\r\nx");
  const char *end = strstr (answer, "\r\n\r\n");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 100 "));
  check ("POST", end + strlen ("\r\n\r\n"), 201, TRUE);
}

static void
test_counted_length (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *octets = g_strnfill (4097, 'x');
  g_autofree char *request = g_strdup_printf (
      "POST /push/id/<app>\r\nTransfer-Encoding: chunked\r\n\r\n"
      "1001\r\n%s\r\n",
      octets);
  g_autofree char *answer = ask (fixture, request);

  check ("POST", answer, 413, TRUE);
}

static const PhBounds hasty = { 10, 10, .arrival_ms = 100 };

static void
test_late (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *body =
      ask (fixture, "POST /push/id/<app>\r\nContent-Length: 2\r\n\r\nx");
  g_autofree char *fields = ask (fixture, "POST /push/id/<app>\r\nTTL: ");

  check ("POST", body, 408, TRUE);
  check ("POST", fields, 408, FALSE);
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/cors/" path, ServerFixture, bounds, set_up, function,          \
              server_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("push-side", test_push_side);
  ADD ("off", test_off);
  ADD ("nothing-else", test_nothing_else);
  ADD ("preflight", test_preflight);
  ADD ("preflight-methods", test_preflight_methods);
  ADD ("preflight-nothing", test_preflight_of_nothing);
  ADD ("private-network", test_private_network);
  ADD ("gateway", test_gateway_that_is_on);
  ADD ("continue", test_after_continue);
  ADD ("counted", test_counted_length);
  ADD_WITH ("late", &hasty, test_late);
  return g_test_run ();
}
