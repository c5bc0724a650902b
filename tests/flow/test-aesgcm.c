/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The gateway for the content encoding "aesgcm", with curl in the place of an
 * application server: section 5.3 of the HTTP contract. */

#include "support/app-fixture.h"
#include "support/curl.h"
#include "support/http.h"

#include <string.h>

#define ENCRYPTION "salt=lngarbyKfMoi9Z75xYXmkg"
#define CRYPTO_KEY                                                             \
  "dh=BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aqxYaQ1G8BqkXC"   \
  "J6DPpDrWtdWj_mugHU"
#define FOLDED                                                                 \
  "aesgcm\nEncryption: " ENCRYPTION "\nCrypto-Key: " CRYPTO_KEY "\n"
#define ENCODING_OPTION "--header 'Content-Encoding: aesgcm' "
#define ENCRYPTION_OPTION "--header 'Encryption: " ENCRYPTION "' "
#define CRYPTO_KEY_OPTION "--header 'Crypto-Key: " CRYPTO_KEY "' "
#define OPTIONS ENCODING_OPTION ENCRYPTION_OPTION CRYPTO_KEY_OPTION

static const AppFixtureCase on = { .config = "[gateways]\naesgcm=true\n" };

/* Returns: (transfer full): the gateway's URL for @endpoint. */
static char *
get_gateway (AppFixture *fixture, const char *endpoint)
{
  g_autofree char *escaped = g_uri_escape_string (endpoint, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/aesgcm?e=", escaped, NULL);

  return hub_get_url (fixture->hub, path);
}

static CurlReply *
push (AppFixture *fixture, gconstpointer body, gssize size, const char *options)
{
  g_autofree char *url = get_gateway (fixture, fixture->endpoint);

  return curl_post (fixture->bus, url, body, size, options);
}

static void
check (AppFixture *fixture, gsize size, const char *options, guint status)
{
  g_autofree char *body = g_strnfill (size, 'x');
  g_autoptr (CurlReply) reply = push (fixture, body, (gssize) size, options);

  g_test_message ("%zu %s", size, options);
  g_assert_cmpuint (reply->status, ==, status);
}

/* Without a word in the configuration there is nothing at this path. */
static void
test_off (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/aesgcm");

  http_expect_status ("GET", url, SOUP_STATUS_NOT_FOUND);
  check (fixture, 1, OPTIONS, 404);
}

static void
test_discovery (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/aesgcm");
  g_autoptr (CurlReply) reply = curl_run (fixture->bus, url);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body, ==,
                   "{\"unifiedpush\":{\"gateway\":\"aesgcm\"}}");
}

static void
test_push (AppFixture *fixture, gconstpointer data)
{
  static const char octets[] = "\0\n\r\xff";
  static const char folded[] = FOLDED "\0\n\r\xff";
  g_autofree char *messages = hub_get_url (fixture->hub, "/message/");
  g_autoptr (CurlReply) reply =
      push (fixture, octets, 4, OPTIONS "--header 'TTL: 60'");
  g_autofree char *location = curl_reply_get_header (reply, "Location");
  g_autofree char *ttl = curl_reply_get_header (reply, "TTL");

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (reply->body, ==, "");
  g_assert_true (g_str_has_prefix (location, messages));
  g_assert_cmpstr (ttl, ==, "60");
  app_expect_message (fixture->app, APP_FIXTURE_TOKEN, folded,
                      sizeof folded - 1);
}

static void
test_topic (AppFixture *fixture, gconstpointer data)
{
  app_leave (fixture->app);
  check (fixture, 1, OPTIONS "--header 'Topic: a'", 201);
  check (fixture, 2, OPTIONS "--header 'Topic: a'", 201);
  app_appear (fixture->app);
  app_fixture_expect (fixture, FOLDED "xx");
  app_fixture_expect_nothing_more (fixture);
}

static void
test_refused (AppFixture *fixture, gconstpointer data)
{
  const gsize most = 4096 - strlen (FOLDED);

  check (fixture, 1, ENCRYPTION_OPTION CRYPTO_KEY_OPTION, 400);
  check (fixture, 1, ENCODING_OPTION CRYPTO_KEY_OPTION, 400);
  check (fixture, 1, ENCODING_OPTION ENCRYPTION_OPTION, 400);
  check (fixture, 1,
         "--header 'Content-Encoding: aes128gcm' " ENCRYPTION_OPTION
             CRYPTO_KEY_OPTION,
         400);
  check (fixture, 1,
         ENCODING_OPTION CRYPTO_KEY_OPTION "--header 'Encryption: salt=x'",
         400);
  check (fixture, 1, OPTIONS "--header 'Urgency: low, high'", 400);
  check (fixture, 0, OPTIONS, 400);
  check (fixture, most + 1, OPTIONS, 413);
  check (fixture, 5000, OPTIONS, 413);
  app_fixture_expect_nothing_more (fixture);

  check (fixture, most, OPTIONS, 201);
}

static void
test_foreign (AppFixture *fixture, gconstpointer data)
{
  static const char *const endpoints[] = {
    "",
    "https://foreign.example/push/id/AAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAA",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *url = get_gateway (fixture, endpoints[i]);
      g_autoptr (CurlReply) reply =
          curl_post (fixture->bus, url, "x", 1, OPTIONS);

      g_assert_cmpuint (reply->status, ==, 404);
    }
}

#define TEST_WITH(name, data, function)                                        \
  g_test_add ("/aesgcm/" name, AppFixture, data, app_fixture_set_up, function, \
              app_fixture_tear_down)
#define TEST(name, function) TEST_WITH (name, &on, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST_WITH ("off", NULL, test_off);
  TEST ("discovery", test_discovery);
  TEST ("push", test_push);
  TEST ("topic", test_topic);
  TEST ("refused", test_refused);
  TEST ("foreign", test_foreign);
  return g_test_run ();
}
