/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The push resource: the contracts of RFC 8030 and UnifiedPush as an
 * application server sees them, answered by a hub with nobody behind the
 * endpoint. */

#include "support/client.h"
#include "support/error-body.h"
#include "support/http.h"
#include "support/push-fixture.h"

#include <string.h>

#define UNKNOWN "AAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void
expect_post (const char *url, gconstpointer body, gssize size, guint status)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", url, body, size, "TTL", "60", NULL);

  if (status >= 400)
    error_body_expect (reply, status);
  else
    g_assert_cmpuint (reply->status, ==, status);
}

/* Section 2.5: 1 to 4096 octets, an empty body is 400. */
static void
test_sizes (PushFixture *fixture, gconstpointer data)
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
test_order_of_checks (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (5000, 'x');
  g_autofree char *url = hub_get_url (fixture->hub, "/push/id/" UNKNOWN);

  expect_post (url, body, 5000, SOUP_STATUS_NOT_FOUND);
}

/* Section 2.2: what is asked for and what is applied, in seconds. */
static void
test_ttl (PushFixture *fixture, gconstpointer data)
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
test_location (PushFixture *fixture, gconstpointer data)
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
test_tolerance (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *url = g_strconcat (fixture->endpoint, "?up=1", NULL);
  g_autoptr (HttpReply) reply = http_request (
      "POST", url, "x", 1, "Content-Encoding", "aesgcm", "x-unifiedpush", "1",
      "Prefer", "respond-async", "Content-Type", "nonsense", NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
}

#define TEST(name, function)                                                   \
  g_test_add ("/http/" name, PushFixture, NULL, push_fixture_set_up, function, \
              push_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("sizes", test_sizes);
  TEST ("order-of-checks", test_order_of_checks);
  TEST ("ttl", test_ttl);
  TEST ("location", test_location);
  TEST ("tolerance", test_tolerance);
  return g_test_run ();
}
