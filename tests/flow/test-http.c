/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The push resource: contracts of RFC 8030 and UnifiedPush as an application
 * server sees them, answered by a hub with nobody behind the endpoint. */

#include "support/client.h"
#include "support/http.h"
#include "support/wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define UNKNOWN "AAAAAAAAAAAAAAAAAAAAAAAAAAA"

typedef struct
{
  Bus *bus;
  Hub *hub;
  char *id;
  char *endpoint;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->hub = hub_start (fixture->bus, "--ephemeral", NULL);
  fixture->id = client_register (fixture->hub);
  fixture->endpoint = client_get_endpoint (fixture->hub, fixture->id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hub_stop (fixture->hub);
  bus_free (fixture->bus);
  g_free (fixture->id);
  g_free (fixture->endpoint);
}

/* Section 2.8: every error says the same five things in JSON. */
static void
expect_error (HttpReply *reply, guint status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (reply->body, &error);
  JsonObject *object;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL),
                   ==, "application/json");
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, status);
  g_assert_cmpint (json_object_get_int_member (object, "errno"), >, 0);
  g_assert_nonnull (json_object_get_string_member (object, "error"));
  g_assert_nonnull (json_object_get_string_member (object, "more_info"));
  g_assert_cmpstr (json_object_get_string_member (object, "message"), !=, "");
}

static void
expect_post (const char *url, gconstpointer body, gssize size, guint status)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", url, body, size, "TTL", "60", NULL);

  if (status >= 400)
    expect_error (reply, status);
  else
    g_assert_cmpuint (reply->status, ==, status);
}

/* Section 1, R9: any other path; never a redirect. */
static void
test_unknown_paths (Fixture *fixture, gconstpointer data)
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
          expect_error (reply, SOUP_STATUS_NOT_FOUND);
        g_assert_cmpuint (reply->status, >=, 400);
      }
}

/* A slash more is another path, not a redirect. */
static void
test_trailing_slash (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (fixture->endpoint, "/", NULL);

  expect_post (url, "x", 1, SOUP_STATUS_NOT_FOUND);
}

/* R10: a known path with another method. */
static void
test_methods (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "DELETE", "PATCH", "BREW" };
  static const char *const right[] = { "GET", "HEAD", "POST", "PUT",
                                       "OPTIONS" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (HttpReply) reply =
          http_request (wrong[i], fixture->endpoint, NULL, 0, NULL);

      expect_error (reply, SOUP_STATUS_METHOD_NOT_ALLOWED);
      for (gsize j = 0; j < G_N_ELEMENTS (right); j++)
        g_assert_true (soup_message_headers_header_contains (
            reply->headers, "Allow", right[j]));
      g_assert_false (soup_message_headers_header_contains (reply->headers,
                                                            "Allow", wrong[i]));
    }
}

static void
test_head (Fixture *fixture, gconstpointer data)
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
test_options (Fixture *fixture, gconstpointer data)
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
test_put (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      http_request ("PUT", fixture->endpoint, "x", 1, NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
}

/* Section 2.5: 1 to 4096 octets, an empty body is 400. */
static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gsize size;
    guint status;
  } sizes[] = {
    { 0, SOUP_STATUS_BAD_REQUEST },
    { 1, SOUP_STATUS_CREATED },
    { 4096, SOUP_STATUS_CREATED },
    { 4097, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE },
    { 100000, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE },
  };
  g_autofree char *body = g_strnfill (100000, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    expect_post (fixture->endpoint, body, sizes[i].size, sizes[i].status);
}

/* Section 2.1: an unknown endpoint before a size. */
static void
test_order_of_checks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (5000, 'x');
  g_autofree char *url = hub_get_url (fixture->hub, "/push/id/" UNKNOWN);

  expect_post (url, body, 5000, SOUP_STATUS_NOT_FOUND);
}

/* Section 2.2: what is asked for and what is applied, in seconds. */
static void
test_ttl (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *asked;
    const char *applied;
  } ttls[] = {
    { "0", "0" },
    { "10", "10" },
    { "0010", "10" },
    { "2592000", "2592000" },
    { "2592001", "2592000" },
    { "99999999999999999999999", "2592000" },
    { "-1", "86400" },
    { "1.5", "86400" },
    { "NaN", "86400" },
    { "", "86400" },
  };
  g_autoptr (HttpReply) none =
      http_request ("POST", fixture->endpoint, "x", 1, NULL);
  g_autoptr (HttpReply) two = http_request ("POST", fixture->endpoint, "x", 1,
                                            "TTL", "7", "TTL", "86400", NULL);

  g_assert_cmpstr (http_reply_get_header (none, "TTL"), ==, "86400");
  g_assert_cmpstr (http_reply_get_header (two, "TTL"), ==, "7");
  for (gsize i = 0; i < G_N_ELEMENTS (ttls); i++)
    {
      g_autoptr (HttpReply) reply = http_request (
          "POST", fixture->endpoint, "x", 1, "ttl", ttls[i].asked, NULL);

      g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
      g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==,
                       ttls[i].applied);
    }
}

/* Section 2.7: an absolute Location, below the base URL, with an identifier
 * that has nothing to do with the endpoint's. */
static void
test_location (Fixture *fixture, gconstpointer data)
{
  g_autofree char *base = hub_get_url (fixture->hub, "/message/");
  g_autofree char *first = http_push (fixture->endpoint, "x", 1);
  g_autofree char *second = http_push (fixture->endpoint, "x", 1);
  g_autoptr (HttpReply) reply =
      http_request ("POST", fixture->endpoint, "x", 1, NULL);

  g_assert_cmpuint (strlen (first), ==, 27);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (first, !=, fixture->id);
  g_assert_true (
      g_str_has_prefix (http_reply_get_header (reply, "Location"), base));
  g_assert_cmpstr (http_reply_get_header (reply, "Content-Length"), ==, "0");
}

/* What senders add to an endpoint or to a request is not our business. */
static void
test_tolerance (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (fixture->endpoint, "?up=1", NULL);
  g_autoptr (HttpReply) reply = http_request (
      "POST", url, "x", 1, "Content-Encoding", "aesgcm", "x-unifiedpush", "1",
      "Prefer", "respond-async", "Content-Type", "nonsense", NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
}

static void
test_health (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/health");

  http_expect_status ("GET", url, SOUP_STATUS_OK);
  http_expect_status ("HEAD", url, SOUP_STATUS_OK);
}

/* Loopback means both families. */
static void
test_both_addresses (Fixture *fixture, gconstpointer data)
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
  g_test_add ("/http/" name, Fixture, NULL, set_up, function, tear_down)

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
  TEST ("sizes", test_sizes);
  TEST ("order-of-checks", test_order_of_checks);
  TEST ("ttl", test_ttl);
  TEST ("location", test_location);
  TEST ("tolerance", test_tolerance);
  TEST ("health", test_health);
  TEST ("both-addresses", test_both_addresses);
  return g_test_run ();
}
