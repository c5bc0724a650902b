/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The ways in which a push ends before it is delivered: its sender takes it
 * back, its time runs out, its app unregisters. */

#include "support/app-fixture.h"
#include "support/ask.h"
#include "support/error-body.h"
#include "support/http.h"
#include "support/register.h"
#include "support/wire.h"

#include <string.h>

/* Taking back (RFC 8030 section 6.2) */

static void
test_cancel (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  app_leave (fixture->app);
  id = http_push (fixture->endpoint, "never", -1);
  g_free (http_push (fixture->endpoint, "kept", -1));
  app_fixture_go_through_end (fixture, data);
  app_fixture_expect_cancel (fixture, id, SOUP_STATUS_NO_CONTENT);
  app_fixture_go_through_end (fixture, data);
  app_fixture_expect_cancel (fixture, id, SOUP_STATUS_NOT_FOUND);

  app_appear (fixture->app);
  app_fixture_expect (fixture, "kept");
  app_fixture_expect_nothing_more (fixture);
}

static void
test_cancel_delivered (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *id = http_push (fixture->endpoint, "there", -1);

  app_fixture_expect (fixture, "there");
  app_fixture_expect_cancel (fixture, id, SOUP_STATUS_NOT_FOUND);
}

static void
test_message_url (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *start = hub_get_url (fixture->hub, "/message/");
  g_autoptr (HttpReply) pushed =
      http_request ("POST", fixture->endpoint, "x", -1, NULL);
  const char *url = http_reply_get_header (pushed, "Location");
  g_autoptr (HttpReply) reply = http_get (url);

  g_assert_true (g_str_has_prefix (url, start));
  error_body_expect (reply, SOUP_STATUS_METHOD_NOT_ALLOWED);
  g_assert_cmpstr (http_reply_get_header (reply, "Allow"), ==,
                   "DELETE, OPTIONS");
}

/* Time (RFC 8030 section 5.2) */

static void
test_ttl (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  app_leave (fixture->app);
  id = http_push_with_ttl (fixture->endpoint, "short", "1");
  g_free (http_push_with_ttl (fixture->endpoint, "long", "3600"));
  ask_outcome (fixture->app, id, "expired");
  g_assert_cmpint (ask_status_number (fixture->bus, "waiting"), ==, 1);

  app_appear (fixture->app);
  app_fixture_expect (fixture, "long");
  app_fixture_expect_nothing_more (fixture);
}

/* Unregistering */

/* The sender waits for its answer, the hub for the app's. Whoever is first:
 * the push is not delivered again, and the endpoint is gone. */
static void
test_unregister (AppFixture *fixture, gconstpointer data)
{
  const AppFixtureCase *wanted = data;
  const char *path = fixture->endpoint + strlen (fixture->hub->base_url);
  g_autoptr (Wire) wire = wire_open (fixture->endpoint);
  g_autofree char *answer = NULL;

  fixture->app->manner = APP_HOLDS;
  wire_send (wire,
             "POST %s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 1\r\n\r\nx",
             path);
  app_fixture_expect (fixture, "x");
  unregister_app (fixture->app, wanted->version, APP_FIXTURE_TOKEN);
  app_expect_unregistered (fixture->app, wanted->version,
                           wanted->version == 1 ? "" : APP_FIXTURE_TOKEN);
  answer = wire_read_all (wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 ") ||
                 g_str_has_prefix (answer, "HTTP/1.1 201 "));

  app_let_go (fixture->app);
  http_expect_status ("GET", fixture->endpoint, SOUP_STATUS_NOT_FOUND);
  app_fixture_go_through_end (fixture, data);
  g_free (register_app (fixture->app, wanted->version, APP_FIXTURE_TOKEN));
  app_fixture_expect_nothing_more (fixture);
}

static void
add (const char *name,
     const AppFixtureCase *data,
     void (*test) (AppFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/life/", name, NULL);

  g_test_add (path, AppFixture, data, app_fixture_set_up, test,
              app_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  static const AppFixtureCase restart = { 2, HUB_RESTARTS, NULL };
  static const AppFixtureCase kill = { 2, HUB_IS_KILLED, NULL };
  static const AppFixtureCase v1 = { 1, HUB_STAYS, NULL };
  static const AppFixtureCase v2 = { 2, HUB_STAYS, NULL };

  g_test_init (&argc, &argv, NULL);
  add ("cancel", NULL, test_cancel);
  add ("cancel/over-a-restart", &restart, test_cancel);
  add ("cancel/over-a-kill", &kill, test_cancel);
  add ("cancel/delivered", NULL, test_cancel_delivered);
  add ("message-url", NULL, test_message_url);
  add ("ttl", NULL, test_ttl);
  add ("v1/unregister", &v1, test_unregister);
  add ("v2/unregister", &v2, test_unregister);
  add ("v2/unregister-over-a-kill", &kill, test_unregister);
  return g_test_run ();
}
