/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/aesgcm-gateway.h"

#include "support/server-fixture.h"
#include "support/wait.h"

#include <string.h>

/* http-push.md, section 5. */

#define ENCRYPTION "keyid=p256dh;salt=lngarbyKfMoi9Z75xYXmkg"
#define CRYPTO_KEY                                                             \
  "keyid=p256dh;dh=BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aq"  \
  "xYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU"
#define FOLDED                                                                 \
  "aesgcm\nEncryption: " ENCRYPTION "\nCrypto-Key: " CRYPTO_KEY "\n"

static void
set_up (ServerFixture *fixture, gconstpointer data)
{
  server_fixture_set_up (fixture, NULL);
  fixture->settings.aesgcm_gateway = TRUE;
}

/* Returns: (transfer full): the gateway's URL for @url. */
static char *
get_gateway (ServerFixture *fixture, const char *url)
{
  g_autofree char *escaped = g_uri_escape_string (url, NULL, FALSE);

  return server_fixture_get_url (fixture, "/aesgcm?e=", escaped);
}

/* Returns: (transfer full): the same for the app's endpoint. */
static char *
get_gateway_of_app (ServerFixture *fixture)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/push/id/", fixture->app);

  return get_gateway (fixture, url);
}

/* Pushes with the usual fields and another, if @field is one. */
static HttpReply *
push (const char *gateway,
      const char *body,
      const char *field,
      const char *value)
{
  return http_request ("POST", gateway, body, -1, "Content-Encoding", "aesgcm",
                       "Encryption", ENCRYPTION, "Crypto-Key", CRYPTO_KEY,
                       field, value, NULL);
}

static void
test_off (ServerFixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "OPTIONS" };
  g_autofree char *gateway = get_gateway_of_app (fixture);

  fixture->settings.aesgcm_gateway = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (HttpReply) reply =
          http_request (methods[i], gateway, NULL, 0, NULL);

      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_nonnull (strstr (reply->body, "\"errno\":404"));
    }
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
  g_autofree char *gateway = get_gateway_of_app (fixture);
  g_autofree char *messages =
      g_strconcat (ph_server_get_base_url (fixture->server), "/message/", NULL);
  g_autoptr (HttpReply) reply = push (gateway, "body", "TTL", "60");

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
  g_autofree char *gateway = get_gateway_of_app (fixture);
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
  g_autofree char *foreign = get_gateway (fixture, "https://foreign.example/");
  g_autofree char *never = get_gateway (fixture, unknown);
  g_autofree char *gone = get_gateway (fixture, app);
  const char *const gateways[] = { without, foreign, never, gone };

  server_fixture_unregister (fixture, fixture->app);
  for (gsize i = 0; i < G_N_ELEMENTS (gateways); i++)
    {
      g_autoptr (HttpReply) reply = push (gateways[i], "x", NULL, NULL);

      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_nonnull (strstr (reply->body, gateways[i] == gone ?
                                                 "\"errno\":103" :
                                                 "\"errno\":102"));
    }
}

static void
test_wrong_fields (ServerFixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { NULL, ENCRYPTION, CRYPTO_KEY },
    { "aes128gcm", ENCRYPTION, CRYPTO_KEY },
    { "aesgcm, aes128gcm", ENCRYPTION, CRYPTO_KEY },
    { "aesgcm", NULL, CRYPTO_KEY },
    { "aesgcm", "salt=short", CRYPTO_KEY },
    { "aesgcm", ENCRYPTION, NULL },
    { "aesgcm", ENCRYPTION, "dh=short" },
  };
  static const char *const names[] = { "Content-Encoding", "Encryption",
                                       "Crypto-Key" };
  g_autofree char *gateway = get_gateway_of_app (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fields[7] = { NULL };
      gsize n = 0;
      g_autoptr (HttpReply) reply = NULL;

      for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
        if (cases[i][k] != NULL)
          {
            fields[n++] = names[k];
            fields[n++] = cases[i][k];
          }
      reply = http_request ("POST", gateway, "x", -1, fields[0], fields[1],
                            fields[2], fields[3], fields[4], fields[5], NULL);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (strstr (reply->body, "\"errno\":110"));
    }
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

static void
check_status (const char *gateway,
              const char *body,
              const char *field,
              const char *value,
              guint status)
{
  g_autoptr (HttpReply) reply = push (gateway, body, field, value);

  g_assert_cmpuint (reply->status, ==, status);
}

static void
test_sizes (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = get_gateway_of_app (fixture);
  g_autofree char *body = g_strnfill (4097, 'x');

  check_status (gateway, "", NULL, NULL, 400);
  check_status (gateway, body + 1 + strlen (FOLDED), NULL, NULL, 201);
  check_status (gateway, body + strlen (FOLDED), NULL, NULL, 413);
  check_status (gateway, body, NULL, NULL, 413);
}

/* The push resource judges, and acts on the fields. */
static void
test_other_fields (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = get_gateway_of_app (fixture);

  check_status (gateway, "x", "Topic", "a b", 400);
  check_status (gateway, "x", "Urgency", "low, high", 400);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  check_status (gateway, "low", "Urgency", "low", 201);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);

  fixture->settings.waiting_max = 3;
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  check_status (gateway, "one", "Topic", "topic", 201);
  check_status (gateway, "two", "Topic", "topic", 201);
  check_status (gateway, "three", "TTL", "60", 201);
  check_status (gateway, "four", "TTL", "60", 429);
}

/* Before a single octet of the body has come. */
static void
test_refused_before_the_body (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *request = g_strdup_printf (
      "POST /aesgcm?e=http://%s/push/id/%s HTTP/1.1\r\n"
      "Host: localhost\r\nContent-Length: 4\r\n"
      "Expect: 100-continue\r\nTopic: a b\r\n\r\n",
      ph_server_get_addresses (fixture->server)[0], fixture->app);
  g_autoptr (Peer) peer =
      peer_send (ph_server_get_addresses (fixture->server)[0], request);

  wait_until (strstr (peer->text->str, "\"errno\":113") != NULL);
  g_assert_true (g_str_has_prefix (peer->text->str, "HTTP/1.1 400 "));
}

#define ADD(path, function)                                                    \
  g_test_add ("/aesgcm-gateway/" path, ServerFixture, NULL, set_up, function,  \
              server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off", test_off);
  ADD ("discovery", test_discovery);
  ADD ("push", test_push);
  ADD ("first-line", test_first_line_counts);
  ADD ("foreign", test_foreign);
  ADD ("wrong-fields", test_wrong_fields);
  ADD ("sizes", test_sizes);
  ADD ("other-fields", test_other_fields);
  ADD ("before-the-body", test_refused_before_the_body);
  return g_test_run ();
}
