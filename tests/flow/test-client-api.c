/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The client API, line by line of its contract: register, listen to one id or
 * to several, unregister. */

#include "support/client.h"
#include "support/http.h"
#include "support/register.h"
#include "support/wait.h"

#include <string.h>

#define UNKNOWN "AAAAAAAAAAAAAAAAAAAAAAAAAAA"

typedef struct
{
  Bus *bus;
  Hub *hub;
  char *a; /* two ids */
  char *b;
  char *to_a; /* their endpoints */
  char *to_b;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->hub = hub_start (fixture->bus, "--ephemeral", NULL);
  fixture->a = client_register (fixture->hub);
  fixture->b = client_register (fixture->hub);
  fixture->to_a = client_get_endpoint (fixture->hub, fixture->a);
  fixture->to_b = client_get_endpoint (fixture->hub, fixture->b);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hub_stop (fixture->hub);
  bus_free (fixture->bus);
  g_free (fixture->a);
  g_free (fixture->b);
  g_free (fixture->to_a);
  g_free (fixture->to_b);
}

static HttpListener *
listen_to (Fixture *fixture, const char *id)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, id);
  HttpListener *listener = http_listen (url, NULL);

  g_assert_cmpuint (listener->status, ==, SOUP_STATUS_OK);
  g_assert_cmpstr (listener->content_type, ==, "text/plain");
  return listener;
}

static HttpListener *
listen_to_both (Fixture *fixture, const char *query)
{
  g_autofree char *url =
      g_strdup_printf ("%s/client/multi_id/%s&%s%s", fixture->hub->base_url,
                       fixture->a, fixture->b, query);
  HttpListener *listener = http_listen (url, NULL);

  g_assert_cmpuint (listener->status, ==, SOUP_STATUS_OK);
  g_assert_cmpstr (listener->content_type, ==, "application/json");
  return listener;
}

static void
push (const char *endpoint, const char *body)
{
  g_free (http_push (endpoint, body, -1));
}

/* GET /client/register: exactly the object, and an id like every endpoint's. */
static void
test_register (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/client/register");
  g_autoptr (HttpReply) reply = http_get (url);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_OK);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL),
                   ==, "application/json");
  g_assert_true (g_regex_match_simple (
      "^\\{\"id\":\"[A-Za-z0-9_-]{27}\"\\}\\s*$", reply->body, 0, 0));
  g_assert_cmpstr (fixture->a, !=, fixture->b);
}

/* GET /push/id/<ID> */
static void
test_discovery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) reply = http_get (fixture->to_a);

  g_assert_cmpstr (g_strchomp (reply->body), ==,
                   "{\"unifiedpush\":{\"version\":1}}");
}

/* Raw octets, then an empty line; what waited comes first. */
static void
test_listen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = NULL;

  push (fixture->to_a, "before");
  push (fixture->to_a, "before that");
  push (fixture->to_b, "for the other one");
  listener = listen_to (fixture, fixture->a);
  http_listener_expect (listener, "before\n\nbefore that\n\n");
  push (fixture->to_a, "after");
  http_listener_expect (listener, "before\n\nbefore that\n\nafter\n\n");
}

static void
test_listen_to_every_octet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = listen_to (fixture, fixture->a);
  guint8 octets[256];

  for (gsize i = 0; i < sizeof octets; i++)
    octets[i] = (guint8) i;
  g_free (http_push (fixture->to_a, octets, sizeof octets));
  wait_until (listener->text->len >= sizeof octets + 2);
  g_assert_cmpmem (listener->text->str, sizeof octets, octets, sizeof octets);
  g_assert_cmpstr (listener->text->str + sizeof octets, ==, "\n\n");
}

/* A push leaves the queue when it has been written. */
static void
test_nothing_comes_twice (Fixture *fixture, gconstpointer data)
{
  HttpListener *first = listen_to (fixture, fixture->a);
  g_autoptr (HttpListener) second = NULL;

  push (fixture->to_a, "one");
  http_listener_expect (first, "one\n\n");
  http_listener_free (first);
  push (fixture->to_a, "two");
  second = listen_to (fixture, fixture->a);
  http_listener_expect (second, "two\n\n");
}

/* Several listeners of one id all get it. */
static void
test_two_listeners (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) first = listen_to (fixture, fixture->a);
  g_autoptr (HttpListener) second = listen_to (fixture, fixture->a);
  g_autoptr (HttpListener) both = listen_to_both (fixture, "");
  g_autofree char *line = g_strdup_printf ("{\"%s\":\"WA==\"}\r\n", fixture->a);

  push (fixture->to_a, "X");
  http_listener_expect (first, "X\n\n");
  http_listener_expect (second, "X\n\n");
  http_listener_expect (both, line);
}

/* One JSON object a line, ended by CR LF, padded standard base64. */
static void
test_multi_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = listen_to_both (fixture, "");
  g_autoptr (GString) lines = g_string_new (NULL);

  push (fixture->to_a, "\xfb\xff");
  g_string_append_printf (lines, "{\"%s\":\"+/8=\"}\r\n", fixture->a);
  http_listener_expect (listener, lines->str);
  push (fixture->to_b, "Hello");
  g_string_append_printf (lines, "{\"%s\":\"SGVsbG8=\"}\r\n", fixture->b);
  http_listener_expect (listener, lines->str);
}

/* Never two pushes of one id in an object: what waited takes two lines. */
static void
test_multi_id_what_waited (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_auto (GStrv) lines = NULL;

  push (fixture->to_a, "1");
  push (fixture->to_a, "2");
  listener = listen_to_both (fixture, "");
  first = g_strdup_printf ("{\"%s\":\"MQ==\"}", fixture->a);
  second = g_strdup_printf ("{\"%s\":\"Mg==\"}", fixture->a);
  wait_until (listener->text->len >= 2 * (strlen (first) + 2));
  lines = g_strsplit (listener->text->str, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, first);
  g_assert_cmpstr (lines[1], ==, second);
  g_assert_cmpstr (lines[2], ==, "");
}

/* With batch=1 every value is an array of all that waits. */
static void
test_batch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  push (fixture->to_a, "1");
  push (fixture->to_a, "2");
  listener = listen_to_both (fixture, "?batch=1");
  g_string_append_printf (lines, "{\"%s\":[\"MQ==\",\"Mg==\"]}\r\n",
                          fixture->a);
  http_listener_expect (listener, lines->str);
  push (fixture->to_b, "3");
  g_string_append_printf (lines, "{\"%s\":[\"Mw==\"]}\r\n", fixture->b);
  http_listener_expect (listener, lines->str);
}

/* Unknown ids: 404 that names them; nothing is opened. */
static void
test_unknown_ids (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = client_get_listen_url (fixture->hub, UNKNOWN);
  g_autofree char *some = g_strdup_printf ("%s/client/multi_id/%s&" UNKNOWN,
                                           fixture->hub->base_url, fixture->a);
  g_autofree char *none = hub_get_url (fixture->hub, "/client/multi_id/");
  g_autoptr (HttpReply) reply = http_get (some);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_NOT_FOUND);
  g_assert_nonnull (strstr (reply->body, UNKNOWN));
  g_assert_null (strstr (reply->body, fixture->a));
  http_expect_status ("GET", one, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("DELETE", one, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", none, SOUP_STATUS_NOT_FOUND);
}

/* Whoever knows an app's endpoint must not be able to read its pushes. */
static void
test_endpoint_of_an_app (Fixture *fixture, gconstpointer data)
{
  g_autoptr (App) app = app_new (fixture->bus, "org.example.Chat");
  g_autofree char *endpoint = register_app (app, 2, "token");
  const char *id = strrchr (endpoint, '/') + 1;
  g_autofree char *url = client_get_listen_url (fixture->hub, id);
  g_autofree char *many =
      g_strdup_printf ("%s/client/multi_id/%s", fixture->hub->base_url, id);

  http_expect_status ("GET", url, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", many, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("DELETE", url, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
}

/* DELETE: unregistered, listeners closed, the endpoint answers 404. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HttpListener) listener = listen_to (fixture, fixture->a);
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->a);
  g_autoptr (HttpReply) reply = http_request ("DELETE", url, NULL, 0, NULL);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_NO_CONTENT);
  http_listener_expect_end (listener);
  http_expect_status ("GET", url, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", fixture->to_a, SOUP_STATUS_NOT_FOUND);
  http_expect_status ("GET", fixture->to_b, SOUP_STATUS_OK);
}

#define TEST(name, function)                                                   \
  g_test_add ("/client-api/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("register", test_register);
  TEST ("discovery", test_discovery);
  TEST ("listen", test_listen);
  TEST ("listen-to-every-octet", test_listen_to_every_octet);
  TEST ("nothing-comes-twice", test_nothing_comes_twice);
  TEST ("two-listeners", test_two_listeners);
  TEST ("multi-id", test_multi_id);
  TEST ("multi-id-what-waited", test_multi_id_what_waited);
  TEST ("batch", test_batch);
  TEST ("unknown-ids", test_unknown_ids);
  TEST ("endpoint-of-an-app", test_endpoint_of_an_app);
  TEST ("delete", test_delete);
  return g_test_run ();
}
