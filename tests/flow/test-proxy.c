/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The recipes of pushhub-proxy(7): what the world sees of a hub behind them. */

#include "support/files.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/proxy.h"
#include "support/register.h"
#include "support/wait.h"

#include <string.h>

#define AUTHORIZATION "Authorization", "Bearer " PROXY_TOKEN

/* Returns: (transfer full): an endpoint of @app, below the public URL. */
static char *
get_endpoint (ProxyFixture *fixture, App *app)
{
  char *endpoint = register_app (app, 2, "token");
  g_autofree char *base =
      g_strconcat (fixture->hub->base_url, "/push/id/", NULL);

  g_assert_true (g_str_has_prefix (fixture->hub->base_url, fixture->origin));
  g_assert_true (g_str_has_prefix (endpoint, base));
  return endpoint;
}

static void
expect_push (ProxyFixture *fixture, App *app, const char *endpoint)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, "Hello", -1, "TTL", "60", NULL);
  g_autofree char *base =
      g_strconcat (fixture->hub->base_url, "/message/", NULL);

  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, "60");
  g_assert_true (
      g_str_has_prefix (http_reply_get_header (reply, "Location"), base));
  app_expect_message (app, "token", "Hello", -1);
}

/* It waits for an app that has left. */
static void
expect_cancel (const char *endpoint)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, "unseen", -1, NULL);
  const char *location = http_reply_get_header (reply, "Location");

  g_assert_cmpuint (reply->status, ==, 201);
  http_expect_status ("DELETE", location, 204);
  http_expect_status ("DELETE", location, 404);
}

/* In the log that nginx would keep. */
static void
expect_no_trace (ProxyFixture *fixture, const char *endpoint)
{
  g_autofree char *path = bus_get_path (fixture->bus, "access.log");
  g_autofree char *log = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  log = files_read (path);
  g_assert_null (strstr (log, strrchr (endpoint, '/') + 1));
}

/* What the hub says is what the sender reads. */
static void
expect_refusal (const char *method,
                const char *url,
                gsize size,
                guint status,
                const char *words)
{
  g_autofree char *body = size > 0 ? g_strnfill (size, 'x') : NULL;
  g_autoptr (HttpReply) reply = http_request (method, url, body, -1, NULL);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_nonnull (strstr (reply->body, words));
}

static void
expect_refusals (ProxyFixture *fixture, const char *endpoint)
{
  g_autofree char *nothing = hub_get_url (fixture->hub, "/nothing");
  g_autofree char *above = g_strconcat (endpoint, "x", NULL);

  expect_refusal ("POST", endpoint, 4097, 413, "4096 octets");
  expect_refusal ("POST", endpoint, 100000, 413, "4096 octets");
  expect_refusal ("POST", endpoint, 0, 400, "\"message\"");
  expect_refusal ("PATCH", endpoint, 1, 405, "Allow");
  expect_refusal ("POST", above, 1, 404, "\"message\"");
  expect_refusal ("GET", nothing, 0, 404, "\"message\"");
}

/* Always at the root of the host, whatever the public URL. */
static void
expect_notification (ProxyFixture *fixture, App *app, const char *endpoint)
{
  g_autofree char *url =
      g_strconcat (fixture->origin, "/_matrix/push/v1/notify", NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"notification\":{\"event_id\":\"$one\","
      "\"devices\":[{\"app_id\":\"org.example\",\"pushkey\":\"%s\"}]}}",
      endpoint);
  g_autoptr (HttpReply) reply = http_request ("POST", url, body, -1, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (strstr (reply->body, "\"rejected\":[]"));
  app_expect_message (app, "token",
                      "{\"notification\":{\"event_id\":\"$one\"}}", -1);
}

static void
test_push (ProxyFixture *fixture, gconstpointer data)
{
  g_autoptr (App) app = NULL;
  g_autofree char *endpoint = NULL;

  if (fixture->hub == NULL)
    return;

  app = app_new (fixture->bus, "org.example.Chat");
  endpoint = get_endpoint (fixture, app);
  expect_push (fixture, app, endpoint);
  expect_notification (fixture, app, endpoint);
  expect_refusals (fixture, endpoint);
  app_leave (app);
  expect_cancel (endpoint);
  expect_no_trace (fixture, endpoint);
}

/* Returns: (transfer full): the URL of the new id's @resource. */
static char *
new_client (ProxyFixture *fixture, const char *resource, char **endpoint)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/client/register");
  g_autoptr (HttpReply) reply =
      http_request ("GET", url, NULL, 0, AUTHORIZATION, NULL);
  g_auto (GStrv) parts = g_strsplit (reply->body, "\"", -1);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  *endpoint = g_strconcat (fixture->hub->base_url, "/push/id/", parts[3], NULL);
  return g_strconcat (fixture->hub->base_url, resource, parts[3], NULL);
}

/* curl, since an answer's header fields may come with its first octets only:
 * Caddy keeps them until then. Open when the hub knows of it. */
static Program *
listen (ProxyFixture *fixture, const char *url)
{
  g_autofree char *command = g_strdup_printf (
      "curl -sSN --cacert %s -H 'Authorization: Bearer " PROXY_TOKEN "' '%s'",
      fixture->files->ca, url);
  Program *listener;

  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
  listener = program_start_command (fixture->bus, command);
  measure_wait_for_more_descriptors (fixture->hub->pid, fixture->idle + 1);
  return listener;
}

static void
expect_line (Program *listener, const char *text)
{
  g_autofree char *line = program_read_line (listener);

  g_assert_cmpstr (line, ==, text);
}

/* Each push comes when it is sent. Who has gone gets none: what is pushed then
 * waits for the next. */
static void
expect_stream (ProxyFixture *fixture)
{
  g_autofree char *endpoint = NULL;
  g_autofree char *url = new_client (fixture, "/client/id/", &endpoint);
  g_autoptr (Program) next = NULL;
  Program *listener;

  listener = listen (fixture, url);
  g_free (http_push (endpoint, "one", -1));
  expect_line (listener, "one");
  expect_line (listener, "");
  g_free (http_push (endpoint, "two", -1));
  expect_line (listener, "two");
  program_free (listener);
  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);

  g_free (http_push (endpoint, "three", -1));
  next = listen (fixture, url);
  expect_line (next, "three");
}

/* Path and query arrive as they were sent. */
static void
expect_many_ids (ProxyFixture *fixture)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *one = new_client (fixture, "/client/multi_id/", &first);
  g_autofree char *other = new_client (fixture, "", &second);
  g_autofree char *url = NULL;
  g_autofree char *line = NULL;
  g_autoptr (Program) listener = NULL;

  url = g_strconcat (one, "&", other + strlen (fixture->hub->base_url),
                     "?batch=1", NULL);
  listener = listen (fixture, url);
  g_free (http_push (second, "X", -1));
  line = program_read_line (listener);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_suffix (g_strchomp (line), ":[\"WA==\"]}"));
}

static void
test_stream (ProxyFixture *fixture, gconstpointer data)
{
  if (fixture->hub == NULL)
    return;

  expect_stream (fixture);
  expect_many_ids (fixture);
}

static const ProxyCase cases[] = {
  { "nginx", "nginx", "hub", "push.example.org" },
  { "nginx", "nginx with a path", "hub with a path", "www.example.org" },
  { "caddy", "caddy", "hub", "push.example.org" },
  { "caddy", "caddy with a path", "hub with a path", "www.example.org" },
};

static void
add (const ProxyCase *proxy,
     const char *name,
     void (*function) (ProxyFixture *fixture, gconstpointer data))
{
  g_autofree char *words = g_strdelimit (g_strdup (proxy->server), " ", '-');
  g_autofree char *path = g_strdup_printf ("/proxy/%s/%s", words, name);

  g_test_add (path, ProxyFixture, proxy, proxy_fixture_set_up, function,
              proxy_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  /* libsoup 3.2 stumbles over an answer of HTTP/2 that comes before all of the
   * request has gone. curl speaks HTTP/2 here. */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add (&cases[i], "push", test_push);
      add (&cases[i], "stream", test_stream);
    }
  return g_test_run ();
}
