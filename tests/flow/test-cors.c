/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* http-push.md, R8: with --cors a web page may send pushes, but not get any.
 * What a browser does for a page is done here by hand: it asks first, then
 * sends, and shows the page what the hub lets it see. */

#include "support/client.h"
#include "support/http.h"
#include "support/push-fixture.h"

#include <string.h>

#define PAGE "https://app.example"

static void
set_up (PushFixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->hub = hub_start (fixture->bus, "--ephemeral", data, NULL);
  fixture->id = client_register (fixture->hub);
  fixture->endpoint = client_get_endpoint (fixture->hub, fixture->id);
}

static gboolean
lists (HttpReply *reply, const char *field, const char *word)
{
  return soup_message_headers_header_contains (reply->headers, field, word);
}

/* Whether a page of any origin gets to see @reply. */
static gboolean
is_shown (HttpReply *reply)
{
  return g_strcmp0 (
             http_reply_get_header (reply, "Access-Control-Allow-Origin"),
             "*") == 0;
}

/* Returns: whether the browser would send @method, with TTL and VAPID. */
static gboolean
is_allowed (const char *method, const char *url)
{
  g_autoptr (HttpReply) reply = http_request (
      "OPTIONS", url, NULL, 0, "Origin", PAGE, "Access-Control-Request-Method",
      method, "Access-Control-Request-Headers", "authorization,ttl",
      "Access-Control-Request-Private-Network", "true", NULL);

  return SOUP_STATUS_IS_SUCCESSFUL (reply->status) && is_shown (reply) &&
         lists (reply, "Access-Control-Allow-Methods", method) &&
         lists (reply, "Access-Control-Allow-Headers", "Authorization") &&
         lists (reply, "Access-Control-Allow-Headers", "TTL") &&
         lists (reply, "Access-Control-Allow-Private-Network", "true");
}

/* Returns: (nullable): what the page sees of a push to @endpoint. */
static HttpReply *
push_from_page (const char *endpoint, const char *body)
{
  g_autoptr (HttpReply) reply = NULL;

  if (!is_allowed ("POST", endpoint))
    return NULL;

  reply = http_request ("POST", endpoint, body, -1, "Origin", PAGE, "TTL", "60",
                        NULL);
  return is_shown (reply) ? g_steal_pointer (&reply) : NULL;
}

static void
test_push_and_cancel (PushFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = push_from_page (fixture->endpoint, "Hello");
  const char *location;
  g_autoptr (HttpReply) cancelled = NULL;

  g_assert_nonnull (reply);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_true (lists (reply, "Access-Control-Expose-Headers", "Location"));
  g_assert_true (lists (reply, "Access-Control-Expose-Headers", "TTL"));
  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "60");

  location = http_reply_get_header (reply, "Location");
  g_assert_true (is_allowed ("DELETE", location));
  cancelled = http_request ("DELETE", location, NULL, 0, "Origin", PAGE, NULL);
  g_assert_cmpuint (cancelled->status, ==, 204);
  g_assert_true (is_shown (cancelled));
}

static void
test_refusals (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (4097, 'x');
  g_autofree char *gone =
      hub_get_url (fixture->hub, "/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA");
  g_autoptr (HttpReply) too_long = push_from_page (fixture->endpoint, body);
  g_autoptr (HttpReply) unknown = push_from_page (gone, "x");

  g_assert_nonnull (too_long);
  g_assert_cmpuint (too_long->status, ==, 413);
  g_assert_nonnull (unknown);
  g_assert_cmpuint (unknown->status, ==, 404);
}

static void
expect_closed (Hub *hub, const char *path)
{
  g_autofree char *url = hub_get_url (hub, path);
  g_autoptr (HttpReply) reply =
      http_request ("GET", url, NULL, 0, "Origin", PAGE, NULL);

  g_assert_false (is_allowed ("GET", url));
  g_assert_false (is_shown (reply));
  g_assert_cmpuint (reply->status, ==, 403);
}

static void
test_client_api_is_closed (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *listen = g_strconcat ("/client/id/", fixture->id, NULL);
  g_autofree char *many = g_strconcat ("/client/multi_id/", fixture->id, NULL);

  expect_closed (fixture->hub, "/client/register");
  expect_closed (fixture->hub, listen);
  expect_closed (fixture->hub, many);
}

static void
test_without_it (PushFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", fixture->endpoint, "x", 1, "Origin", PAGE, NULL);

  g_assert_false (is_allowed ("POST", fixture->endpoint));
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_false (is_shown (reply));
}

#define TEST(name, option, function)                                           \
  g_test_add ("/cors/" name, PushFixture, option, set_up, function,            \
              push_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("push-and-cancel", "--cors", test_push_and_cancel);
  TEST ("refusals", "--cors", test_refusals);
  TEST ("client-api", "--cors", test_client_api_is_closed);
  TEST ("without", NULL, test_without_it);
  return g_test_run ();
}
