/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/aesgcm-gateway.h"

#include "aesgcm-fixture.h"
#include "rule-names.h"
#include "support/wait.h"

#include <string.h>

/* What is refused: http-push.md, section 5.3. */

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
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);

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
test_sizes (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autofree char *nowhere =
      aesgcm_get_gateway (fixture, "https://foreign.example/");
  g_autofree char *body = g_strnfill (4097, 'x');

  aesgcm_expect (gateway, "", NULL, NULL, 400);
  aesgcm_expect (gateway, body + 1 + strlen (FOLDED), NULL, NULL, 201);
  aesgcm_expect (gateway, body + strlen (FOLDED), NULL, NULL, 413);
  aesgcm_expect (gateway, body, NULL, NULL, 413);
  aesgcm_expect (nowhere, body, NULL, NULL, 404);
}

static void
set_strict (ServerFixture *fixture)
{
  gint64 id = ph_hub_find_endpoint (fixture->hub, fixture->app, NULL)->id;
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_set_strictness_async (fixture->hub, id, PH_STRICT, wait_take_result,
                               &result);
  wait_until (result != NULL);
  g_assert_true (ph_hub_set_strictness_finish (fixture->hub, result, NULL));
}

/* A strict endpoint wants none of it. */
static void
test_strict_endpoint (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autoptr (HttpReply) reply = NULL;

  set_strict (fixture);
  reply = aesgcm_push (gateway, "x", "TTL", "60");
  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_nonnull (strstr (reply->body, "encoding-aesgcm: "));
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);
}

static void
on_event (PhTimeline *timeline, const PhEvent *event, GString *told)
{
  g_autofree char *rules = NULL;

  if (event->step == PH_EVENT_JUDGED)
    {
      rules = rule_names_read (event->detail);
      g_string_append_printf (told, "(%s) ", rules);
    }
  else if (event->step == PH_EVENT_REFUSED)
    g_string_append (told, "refused ");
  else if (event->step == PH_EVENT_RECEIVED)
    g_string_append_printf (told, "%s ", event->detail);
}

static GString *
listen_to_the_timeline (ServerFixture *fixture)
{
  GString *told = g_string_new (NULL);

  g_signal_connect (ph_hub_get_timeline (fixture->hub), "event",
                    G_CALLBACK (on_event), told);
  return told;
}

/* The user sees what a sender was told, and what else is wrong. */
static void
test_refusals_are_noted (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autofree char *body = g_strnfill (4097, 'x');
  g_autoptr (GString) told = listen_to_the_timeline (fixture);
  g_autoptr (HttpReply) unnamed = NULL;
  g_autoptr (HttpReply) bare = NULL;

  aesgcm_expect (gateway, "x", "Topic", "a b", 400);
  g_assert_cmpstr (told->str, ==, "(ttl-missing topic-shape) refused ");
  g_string_truncate (told, 0);

  aesgcm_expect (gateway, body + 1, NULL, NULL, 413);
  g_assert_cmpstr (told->str, ==, "(ttl-missing) refused ");
  g_string_truncate (told, 0);

  aesgcm_expect (gateway, body, NULL, NULL, 413);
  g_assert_cmpstr (told->str, ==, "(body-length ttl-missing) refused ");
  g_string_truncate (told, 0);

  unnamed = http_request ("POST", gateway, "x", -1, "Encryption", ENCRYPTION,
                          "Crypto-Key", CRYPTO_KEY, NULL);
  g_assert_cmpuint (unnamed->status, ==, 400);
  g_assert_cmpstr (told->str, ==, "(ttl-missing encoding-missing) refused ");
  g_string_truncate (told, 0);

  bare = http_request ("POST", gateway, "x", -1, "Content-Encoding", "aesgcm",
                       NULL);
  g_assert_cmpuint (bare->status, ==, 400);
  g_assert_cmpstr (told->str, ==, "(ttl-missing) refused ");
}

/* Here is where aesgcm belongs. The user sees that it came here. */
static void
test_encoding_is_right (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);
  g_autoptr (GString) told = listen_to_the_timeline (fixture);

  aesgcm_expect (gateway, "x", "TTL", "60", 201);
  g_assert_cmpstr (told->str, ==, "through the aesgcm gateway ");
  g_string_truncate (told, 0);
  aesgcm_expect (gateway, "x", "Content-Encoding", "aes128gcm", 201);
  g_assert_cmpstr (told->str, ==,
                   "through the aesgcm gateway "
                   "(ttl-missing encoding-repeated) ");
}

/* The push resource judges, and acts on the fields. */
static void
test_other_fields (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *gateway = aesgcm_get_gateway_of_app (fixture);

  aesgcm_expect (gateway, "x", "Topic", "a b", 400);
  aesgcm_expect (gateway, "x", "Urgency", "low, high", 400);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_NORMAL);
  aesgcm_expect (gateway, "low", "Urgency", "low", 201);
  g_assert_cmpuint (fake_receiver_get_calls (fixture->receiver), ==, 0);

  fixture->settings.waiting_max = 3;
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  aesgcm_expect (gateway, "one", "Topic", "topic", 201);
  aesgcm_expect (gateway, "two", "Topic", "topic", 201);
  aesgcm_expect (gateway, "three", "TTL", "60", 201);
  aesgcm_expect (gateway, "four", "TTL", "60", 429);
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
  g_test_add ("/aesgcm-gateway-judge/" path, ServerFixture, NULL,              \
              aesgcm_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("wrong-fields", test_wrong_fields);
  ADD ("sizes", test_sizes);
  ADD ("strict-endpoint", test_strict_endpoint);
  ADD ("noted", test_refusals_are_noted);
  ADD ("encoding", test_encoding_is_right);
  ADD ("other-fields", test_other_fields);
  ADD ("before-the-body", test_refused_before_the_body);
  return g_test_run ();
}
