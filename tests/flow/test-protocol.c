/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What every distributor does, in both versions of the interfaces: the D-Bus
 * contract and RFC 8030, nothing of pushhub's own. Runs against the program
 * and against any distributor that PUSHHUB_TEST_COMMAND starts. */

#include "support/http.h"
#include "support/hub.h"
#include "support/register.h"

#include <string.h>

#define TOKEN "5f1b3c0e-6a55-4c8b-9d3f-0e1a2b3c4d5e"

/* Register: the answer first, then the endpoint. */
static void
test_register (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint = NULL;
  g_autoptr (GUri) uri = NULL;

  register_send (app, GPOINTER_TO_UINT (version), TOKEN, NULL, NULL);
  register_expect_success (app, GPOINTER_TO_UINT (version));
  endpoint = app_expect_endpoint (app, GPOINTER_TO_UINT (version), TOKEN);

  g_assert_cmpuint (strlen (endpoint), <=, 1000);
  uri = g_uri_parse (endpoint, G_URI_FLAGS_NONE, NULL);
  g_assert_nonnull (uri);
  g_assert_null (g_uri_get_query (uri));
  g_assert_null (g_uri_get_fragment (uri));
  register_expect_nothing_more (app);
}

/* http-push 1.1: the endpoint says what it is. */
static void
test_discovery (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);
  g_autoptr (HttpReply) reply = http_get (endpoint);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_OK);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL),
                   ==, "application/json");
  g_assert_cmpstr (g_strchomp (reply->body), ==,
                   "{\"unifiedpush\":{\"version\":1}}");
  register_expect_nothing_more (app);
}

/* RFC 8030 section 5: 201 with a Location and the TTL; the app gets exactly
 * the octets of the request. */
static void
test_delivers_octets (gconstpointer version)
{
  static const gsize sizes[] = { 1, 256, 4096 };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);
  guint8 octets[4096];

  for (gsize i = 0; i < sizeof octets; i++)
    octets[i] = (guint8) i;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (HttpReply) reply =
          http_request ("POST", endpoint, octets, sizes[i], "TTL", "60", NULL);

      g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
      g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "60");
      g_assert_true (g_uri_is_valid (http_reply_get_header (reply, "Location"),
                                     G_URI_FLAGS_NONE, NULL));
      g_assert_cmpuint (reply->size, ==, 0);
      app_expect_message (app, TOKEN, octets, sizes[i]);
    }
}

static void
test_delivers_in_order (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *body = g_strdup_printf ("push %u", i);

      g_free (http_push (endpoint, body, -1));
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *body = g_strdup_printf ("push %u", i);

      app_expect_message (app, TOKEN, body, -1);
    }
  register_expect_nothing_more (app);
}

/* An answer without the id is still an acknowledgement: nothing comes twice. */
static void
test_empty_answer_acknowledges (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint = register_app (app, 2, TOKEN);

  app->manner = APP_ANSWERS_EMPTY;
  g_free (http_push (endpoint, "one", -1));
  g_free (http_push (endpoint, "two", -1));
  app_expect_message (app, TOKEN, "one", -1);
  app_expect_message (app, TOKEN, "two", -1);
  register_expect_nothing_more (app);
}

/* Registering again is how an app asks for its endpoint. */
static void
test_register_again (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *first =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);
  g_autofree char *second =
      register_app (app, GPOINTER_TO_UINT (version), TOKEN);
  g_autofree char *third = NULL;

  g_assert_cmpstr (second, ==, first);

  register_send (app, GPOINTER_TO_UINT (version), TOKEN, "Another text", NULL);
  register_expect_success (app, GPOINTER_TO_UINT (version));
  third = app_expect_endpoint (app, GPOINTER_TO_UINT (version), TOKEN);
  g_assert_cmpstr (third, ==, first);
}

/* The version an app registered with last is the one it is called with. */
static void
test_change_version (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *first = register_app (app, 1, TOKEN);
  g_autofree char *second = register_app (app, 2, TOKEN);
  g_autoptr (AppEvent) message = NULL;

  g_assert_cmpstr (second, ==, first);
  g_free (http_push (second, "x", -1));
  message = app_take (app, APP_MESSAGE);
  g_assert_cmpuint (message->version, ==, 2);
}

/* Two identical calls at once make one registration. */
static void
test_register_twice_at_once (gconstpointer version)
{
  guint v = GPOINTER_TO_UINT (version);
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *first = NULL;
  guint replies = 0;

  register_send (app, v, TOKEN, NULL, NULL);
  register_send (app, v, TOKEN, NULL, NULL);
  for (guint endpoints = 0; endpoints < 2;)
    {
      g_autoptr (AppEvent) event = app_take_any (app);

      if (event->kind == APP_REPLY)
        replies++;
      else if (endpoints++ == 0)
        first = g_steal_pointer (&event->text);
      else
        g_assert_cmpstr (event->text, ==, first);
      g_assert_cmpuint (endpoints, <=, replies);
    }

  unregister_app (app, v, TOKEN);
  app_expect_unregistered (app, v, v == 1 ? "" : TOKEN);
  http_expect_status ("GET", first, SOUP_STATUS_NOT_FOUND);
}

/* Unregister: the app is told, in version 1 with an empty token, and the
 * endpoint is gone. */
static void
test_unregister (gconstpointer version)
{
  guint v = GPOINTER_TO_UINT (version);
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint = register_app (app, v, TOKEN);
  g_autofree char *other = register_app (app, v, "other");

  unregister_app (app, v, TOKEN);
  app_expect_unregistered (app, v, v == 1 ? "" : TOKEN);
  http_expect_status ("GET", endpoint, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("POST", endpoint, SOUP_STATUS_NOT_FOUND);

  g_free (http_push (other, "still here", -1));
  app_expect_message (app, "other", "still here", -1);
}

/* Unregister with an unknown token: an empty answer, nothing else. */
static void
test_unregister_unknown (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");

  unregister_app (app, GPOINTER_TO_UINT (version), "never seen");
  register_expect_nothing_more (app);
}

static void
test_endpoints_differ (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) chat = app_new (bus, "org.example.Chat");
  g_autoptr (App) mail = app_new (bus, "org.example.Mail");
  g_autofree char *chat_endpoint = register_app (chat, 2, TOKEN);
  g_autofree char *mail_endpoint = register_app (mail, 1, "mail");

  g_assert_cmpstr (chat_endpoint, !=, mail_endpoint);
  g_free (http_push (mail_endpoint, "for mail", -1));
  app_expect_message (mail, "mail", "for mail", -1);
  register_expect_nothing_more (chat);
}

/* The Qt connector looks for the second interface in the introspection data,
 * and speaks the first if it does not find it. */
static void
test_introspection (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Distributor) distributor = distributor_start (bus);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *text = register_introspect (app);

  g_assert_nonnull (strstr (text, "\"org.unifiedpush.Distributor1\""));
  g_assert_nonnull (strstr (text, "\"org.unifiedpush.Distributor2\""));
}

static void
add (const char *name, GTestDataFunc test)
{
  for (guint version = 1; version <= 2; version++)
    {
      g_autofree char *path =
          g_strdup_printf ("/protocol/v%u/%s", version, name);

      g_test_add_data_func (path, GUINT_TO_POINTER (version), test);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("register", test_register);
  add ("discovery", test_discovery);
  add ("delivers-octets", test_delivers_octets);
  add ("delivers-in-order", test_delivers_in_order);
  add ("register-again", test_register_again);
  add ("register-twice-at-once", test_register_twice_at_once);
  add ("unregister", test_unregister);
  add ("unregister-unknown", test_unregister_unknown);
  g_test_add_func ("/protocol/v2/empty-answer-acknowledges",
                   test_empty_answer_acknowledges);
  g_test_add_func ("/protocol/change-version", test_change_version);
  g_test_add_func ("/protocol/introspection", test_introspection);
  g_test_add_func ("/protocol/endpoints-differ", test_endpoints_differ);
  return g_test_run ();
}
