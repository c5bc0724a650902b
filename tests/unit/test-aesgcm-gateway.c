/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/aesgcm-gateway.h"

#include "aesgcm-fixture.h"
#include "support/wait.h"

#include <string.h>

/* http-push.md, section 5. */

static void
check_off (ServerFixture *fixture, gboolean strict)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "OPTIONS" };
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);

  fixture->settings.aesgcm_gateway = strict;
  fixture->settings.strictness = strict ? PH_STRICT : PH_LENIENT;
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (HttpReply) reply =
          http_request (methods[i], gateway, NULL, 0, NULL);

      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_nonnull (strstr (reply->body, "\"errno\":404"));
    }
}

static void
test_off (ServerFixture *fixture, gconstpointer data)
{
  check_off (fixture, FALSE);
}

/* RFC 8291 section 4: senders must not use it. */
static void
test_off_when_strict (ServerFixture *fixture, gconstpointer data)
{
  check_off (fixture, TRUE);
}

static void
test_discovery (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) get =
      server_fixture_ask (fixture, "GET", "/aesgcm", "");
  g_autoptr (HttpReply) head =
      server_fixture_ask (fixture, "HEAD", "/aesgcm", "?e=x");
  g_autoptr (HttpReply) put =
      server_fixture_ask (fixture, "PUT", "/aesgcm", "?e=x");

  g_assert_cmpuint (get->status, ==, 200);
  g_assert_cmpstr (get->body, ==, "{\"unifiedpush\":{\"gateway\":\"aesgcm\"}}");
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (put->status, ==, 405);
}

static void
test_push (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autofree char *messages =
      g_strconcat (ph_server_get_base_url (fixture->server), "/message/", NULL);
  g_autoptr (HttpReply) reply = aesgcm_push (gateway, "body", "TTL", "60");

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpuint (reply->size, ==, 0);
  g_assert_true (
      g_str_has_prefix (http_reply_get_header (reply, "Location"), messages));
  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "60");
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==,
                   FOLDED "body");
}

/* Other gateways in between repeat fields; the first is the sender's. */
static void
test_first_line_counts (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autoptr (HttpReply) reply =
      http_request ("POST", gateway, "x", -1, "Content-Encoding", "aesgcm",
                    "Content-Encoding", "aes128gcm", "encryption", ENCRYPTION,
                    "Encryption", "", "crypto-key", CRYPTO_KEY, "Crypto-Key",
                    "p256ecdsa=x", "TTL", "10", "TTL", "1500", NULL);

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "10");
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, FOLDED "x");
}

static void
test_foreign (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app =
      server_fixture_get_url (fixture, "/push/id/", fixture->app);
  g_autofree char *unknown = server_fixture_get_url (
      fixture, "/push/id/", "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
  g_autofree char *without = server_fixture_get_url (fixture, "/aesgcm", "");
  g_autofree char *foreign =
      aesgcm_get_gateway (fixture, "https://foreign.example/");
  g_autofree char *never = aesgcm_get_gateway (fixture, unknown);
  g_autofree char *gone = aesgcm_get_gateway (fixture, app);
  const char *const gateways[] = { without, foreign, never, gone };

  server_fixture_unregister (fixture, fixture->app);
  for (gsize i = 0; i < G_N_ELEMENTS (gateways); i++)
    {
      g_autoptr (HttpReply) reply = aesgcm_push (gateways[i], "x", NULL, NULL);

      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_nonnull (strstr (reply->body, gateways[i] == gone ?
                                                 "\"errno\":103" :
                                                 "\"errno\":102"));
    }
}

#define ADD(path, function)                                                    \
  g_test_add ("/aesgcm-gateway/" path, ServerFixture, NULL, aesgcm_set_up,     \
              function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off", test_off);
  ADD ("off-when-strict", test_off_when_strict);
  ADD ("discovery", test_discovery);
  ADD ("push", test_push);
  ADD ("first-line", test_first_line_counts);
  ADD ("foreign", test_foreign);
  return g_test_run ();
}
