/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-api.h"

#include "support/server-fixture.h"
#include "support/wait.h"

#include <string.h>

/* client-api.md, but what a listener is sent: see test-clients.c. */

#define ONE "/client/id/"
#define SEVERAL "/client/multi_id/"

static guint
get_status (ServerFixture *fixture,
            const char *method,
            const char *path,
            const char *name)
{
  g_autoptr (HttpReply) reply =
      server_fixture_ask (fixture, method, path, name);

  return reply->status;
}

/* Of a registration with one header field. */
static guint
register_with (ServerFixture *fixture, const char *header, const char *value)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/client/register", "");
  g_autoptr (HttpReply) reply =
      http_request ("GET", url, NULL, 0, header, value, NULL);

  return reply->status;
}

static void
test_register (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply =
      server_fixture_ask (fixture, "GET", "/client/register", "");
  g_auto (GStrv) parts = g_strsplit (reply->body, "\"", -1);
  g_autofree char *json = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  json = g_strdup_printf ("{\"id\":\"%s\"}", parts[3]);
  g_assert_cmpstr (reply->body, ==, json);
  g_assert_cmpint (ph_hub_find_endpoint (fixture->hub, parts[3], NULL)->kind,
                   ==, PH_REGISTRATION_CLIENT);
}

/* The user can remove an id that is still being stored. */
static void
test_register_removed_meanwhile (ServerFixture *fixture, gconstpointer data)
{
  const gint64 next =
      ph_hub_find_endpoint (fixture->hub, fixture->app, NULL)->id + 1;
  g_autoptr (Peer) peer =
      peer_send (ph_server_get_addresses (fixture->server)[0],
                 "GET /client/register HTTP/1.1\r\n"
                 "Host: localhost\r\n\r\n");

  wait_until (ph_hub_find_id (fixture->hub, next) != NULL);
  ph_hub_unregister_async (fixture->hub, next, FALSE, NULL, NULL);
  g_assert_true (g_str_has_prefix (peer_expect_end (peer), "HTTP/1.1 404 "));
}

static void
test_refusals (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = NULL;

  g_assert_cmpuint (register_with (fixture, "Host", "evil.example"), ==, 403);
  g_assert_cmpuint (register_with (fixture, "Origin", "null"), ==, 403);

  fixture->settings.client_token = (char *) "secret";
  reply = server_fixture_ask (fixture, "GET", "/client/register", "");
  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_cmpstr (http_reply_get_header (reply, "WWW-Authenticate"), ==,
                   "Bearer");
  g_assert_cmpuint (register_with (fixture, "Authorization", "Bearer secret"),
                    ==, 200);
}

/* There is no place for a key in this API. What is registered stays. */
static void
test_demanded_key (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = NULL;

  fixture->settings.demand_vapid = TRUE;
  reply = server_fixture_ask (fixture, "GET", "/client/register", "");
  g_assert_cmpuint (reply->status, ==, 403);
  g_assert_nonnull (strstr (reply->body, "the client API has none"));
  g_assert_nonnull (ph_hub_find_endpoint (fixture->hub, fixture->id, NULL));
}

static void
test_off (ServerFixture *fixture, gconstpointer data)
{
  fixture->settings.public_url = (char *) "https://push.example";
  g_assert_cmpuint (get_status (fixture, "GET", "/client/register", ""), ==,
                    404);
  g_assert_cmpuint (get_status (fixture, "GET", ONE, fixture->id), ==, 404);
  g_assert_cmpuint (get_status (fixture, "DELETE", ONE, fixture->id), ==, 404);
}

/* Who knows the endpoint of an app learns nothing about it here. */
static void
test_an_app_is_nothing (ServerFixture *fixture, gconstpointer data)
{
  static const char unknown[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaa";
  static const char *const methods[] = { "GET", "DELETE" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (HttpReply) app =
          server_fixture_ask (fixture, methods[i], ONE, fixture->app);
      g_autoptr (HttpReply) nothing =
          server_fixture_ask (fixture, methods[i], ONE, unknown);
      g_autoptr (GString) same = g_string_new (app->body);

      g_string_replace (same, fixture->app, unknown, 0);
      g_assert_cmpuint (app->status, ==, 404);
      g_assert_cmpuint (nothing->status, ==, 404);
      g_assert_cmpstr (nothing->body, ==, same->str);
    }
  g_assert_nonnull (ph_hub_find_endpoint (fixture->hub, fixture->app, NULL));
}

static void
test_names_the_unknown (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *ids = g_strconcat ("x&", fixture->id, "&y", NULL);
  g_autoptr (HttpReply) reply =
      server_fixture_ask (fixture, "GET", SEVERAL, ids);

  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_nonnull (g_strstr_len (reply->body, -1, "x, y"));
  g_assert_null (g_strstr_len (reply->body, -1, fixture->id));
}

static void
test_styles (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *query;
    gboolean setting;
    const char *text; /* with ID for the id */
  } cases[] = {
    { ONE, "", FALSE, "x\n\n" },
    { SEVERAL, "", FALSE, "{\"ID\":\"eA==\"}\r\n" },
    { SEVERAL, "?batch=0", FALSE, "{\"ID\":\"eA==\"}\r\n" },
    { SEVERAL, "?batch=1", FALSE, "{\"ID\":[\"eA==\"]}\r\n" },
    { SEVERAL, "", TRUE, "{\"ID\":[\"eA==\"]}\r\n" },
  };
  g_autofree char *endpoint =
      server_fixture_get_url (fixture, "/push/id/", fixture->id);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat (fixture->id, cases[i].query, NULL);
      g_autofree char *url =
          server_fixture_get_url (fixture, cases[i].path, name);
      g_autoptr (GString) text = g_string_new (cases[i].text);
      g_autoptr (HttpListener) listener = NULL;

      fixture->settings.client_batch = cases[i].setting;
      listener = http_listen (url, NULL);
      g_free (http_push (endpoint, "x", -1));
      g_string_replace (text, "ID", fixture->id, 0);
      http_listener_expect (listener, text->str);
    }
}

static void
test_too_many_listeners (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url = server_fixture_get_url (fixture, ONE, fixture->id);
  g_autoptr (HttpListener) first = http_listen (url, NULL);
  g_autoptr (HttpReply) reply = NULL;

  fixture->bounds.streams = 1;
  reply = server_fixture_ask (fixture, "GET", ONE, fixture->id);
  g_assert_cmpuint (reply->status, ==, 503);
  g_assert_nonnull (http_reply_get_header (reply, "Retry-After"));
  g_assert_nonnull (g_strstr_len (reply->body, -1, "1 listeners are open"));
  g_assert_cmpuint (get_status (fixture, "GET", ONE, "x"), ==, 404);
}

static guint
listen_once (const char *url)
{
  g_autoptr (HttpListener) listener = http_listen (url, NULL);

  return listener->status;
}

static void
test_room_for_the_next (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url = server_fixture_get_url (fixture, ONE, fixture->id);

  fixture->bounds.streams = 1;
  g_assert_cmpuint (listen_once (url), ==, 200);
  wait_until (listen_once (url) == 200);
}

static void
test_unregister (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *url = server_fixture_get_url (fixture, ONE, fixture->id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);

  g_assert_cmpuint (get_status (fixture, "DELETE", ONE, fixture->id), ==, 204);
  http_listener_expect_end (listener);
  g_assert_cmpuint (get_status (fixture, "DELETE", ONE, fixture->id), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", ONE, fixture->id), ==, 404);
}

#define ADD(path, function)                                                    \
  g_test_add ("/client-api/" path, ServerFixture, NULL, server_fixture_set_up, \
              function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("register", test_register);
  ADD ("register-removed-meanwhile", test_register_removed_meanwhile);
  ADD ("refusals", test_refusals);
  ADD ("demanded-key", test_demanded_key);
  ADD ("off", test_off);
  ADD ("app", test_an_app_is_nothing);
  ADD ("unknown", test_names_the_unknown);
  ADD ("styles", test_styles);
  ADD ("too-many", test_too_many_listeners);
  ADD ("room", test_room_for_the_next);
  ADD ("unregister", test_unregister);
  return g_test_run ();
}
