/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Paths, methods and addresses of the HTTP side: section 1 of its contract. */

#include "support/error-body.h"
#include "support/http.h"
#include "support/push-fixture.h"
#include "support/wire.h"

#include <string.h>

#define UNKNOWN "AAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* Section 1, R9: any other path; never a redirect. */
static void
test_unknown_paths (PushFixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/",
    "/push",
    "/push/id",
    "/push/id/",
    "/push/id/" UNKNOWN,
    "/push/id/short",
    "/push/id/%2e%2e",
    "/PUSH/ID/" UNKNOWN,
    "/push//id/" UNKNOWN,
    "/push/id/" UNKNOWN "/",
    "/health/",
    "/client",
    "/message/" UNKNOWN,
  };
  static const char *const methods[] = { "GET", "POST", "PUT" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autofree char *url = hub_get_url (fixture->hub, paths[i]);
        g_autoptr (HttpReply) reply =
            http_request (methods[j], url, "x", 1, NULL);

        g_test_message ("%s %s", methods[j], paths[i]);
        if (strstr (paths[i], "/message/") == NULL)
          error_body_expect (reply, SOUP_STATUS_NOT_FOUND);
        g_assert_cmpuint (reply->status, >=, 400);
      }
}

/* A slash more is another path, not a redirect. */
static void
test_trailing_slash (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (fixture->endpoint, "/", NULL);

  http_expect_status ("POST", url, SOUP_STATUS_NOT_FOUND);
}

/* R10: a known path with another method. */
static void
test_methods (PushFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "DELETE", "PATCH", "BREW" };
  static const char *const right[] = { "GET", "HEAD", "POST", "PUT",
                                       "OPTIONS" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (HttpReply) reply =
          http_request (wrong[i], fixture->endpoint, NULL, 0, NULL);

      error_body_expect (reply, SOUP_STATUS_METHOD_NOT_ALLOWED);
      for (gsize j = 0; j < G_N_ELEMENTS (right); j++)
        g_assert_true (soup_message_headers_header_contains (
            reply->headers, "Allow", right[j]));
      g_assert_false (soup_message_headers_header_contains (reply->headers,
                                                            "Allow", wrong[i]));
    }
}

static void
test_head (PushFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      http_request ("HEAD", fixture->endpoint, NULL, 0, NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_OK);
  g_assert_cmpuint (reply->size, ==, 0);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL),
                   ==, "application/json");
}

/* R8: an answer, but none that lets a page of another origin in. */
static void
test_options (PushFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      http_request ("OPTIONS", fixture->endpoint, NULL, 0, "Origin",
                    "https://example.org", NULL);
  g_autoptr (Wire) wire = wire_open (fixture->endpoint);
  g_autofree char *answer = NULL;

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_NO_CONTENT);
  g_assert_null (http_reply_get_header (reply, "Access-Control-Allow-Origin"));
  g_assert_true (
      soup_message_headers_header_contains (reply->headers, "Allow", "POST"));

  wire_send (wire, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n"
                   "Connection: close\r\n\r\n");
  answer = wire_read_all (wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 "));
}

/* R1b: some senders PUT. */
static void
test_put (PushFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      http_request ("PUT", fixture->endpoint, "x", 1, NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
}

static void
test_health (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/health");

  http_expect_status ("GET", url, SOUP_STATUS_OK);
  http_expect_status ("HEAD", url, SOUP_STATUS_OK);
}

/* Loopback means both families. */
static void
test_both_addresses (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *ipv4 = http_get_origin_at (fixture->endpoint, "127.0.0.1");
  g_autofree char *ipv6 = http_get_origin_at (fixture->endpoint, "::1");
  g_autofree char *url4 = g_strconcat (ipv4, "/health", NULL);
  g_autofree char *url6 = g_strconcat (ipv6, "/health", NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress) loopback =
      g_inet_socket_address_new_from_string ("::1", 0);

  http_expect_status ("GET", url4, SOUP_STATUS_OK);
  if (!g_socket_listener_add_address (listener, loopback, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL))
    {
      g_test_skip ("this machine has no address ::1");
      return;
    }
  http_expect_status ("GET", url6, SOUP_STATUS_OK);
}

#define TEST(name, function)                                                   \
  g_test_add ("/routes/" name, PushFixture, NULL, push_fixture_set_up,         \
              function, push_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("unknown-paths", test_unknown_paths);
  TEST ("trailing-slash", test_trailing_slash);
  TEST ("methods", test_methods);
  TEST ("head", test_head);
  TEST ("options", test_options);
  TEST ("put", test_put);
  TEST ("health", test_health);
  TEST ("both-addresses", test_both_addresses);
  return g_test_run ();
}
