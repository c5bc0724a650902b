/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What the configuration file says of how much may wait and come: more is
 * refused until the app has taken some. */

#include "support/app-fixture.h"
#include "support/ask.h"
#include "support/error-body.h"
#include "support/http.h"
#include "support/register.h"

#include <string.h>

#define TOO_MANY 429 /* RFC 6585 section 4; libsoup has no name for it */
#define MEBIBYTE (1024 * 1024)
#define BODY_MAX 4096

/* 429 that says in seconds when to come again: senders read it as a number. */
static void
expect_busy (const char *endpoint, const char *body, const char *word)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, body, -1, "TTL", "3600", NULL);
  const char *after = http_reply_get_header (reply, "Retry-After");
  guint64 seconds = 0;

  error_body_expect (reply, TOO_MANY);
  g_assert_nonnull (strstr (reply->body, word));
  g_assert_nonnull (after);
  g_assert_true (
      g_ascii_string_to_unsigned (after, 10, 1, 3600, &seconds, NULL));
}

/* The app comes and takes @n pushes, of which @last was sent last. */
static void
take (AppFixture *fixture, guint n, const char *last)
{
  app_appear (fixture->app);
  for (guint i = 0; i < n; i++)
    app_event_free (app_take (fixture->app, APP_MESSAGE));
  ask_outcome (fixture->app, last, "acknowledged");
  app_fixture_expect_nothing_more (fixture);
}

static void
test_pushes (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;

  app_leave (fixture->app);
  g_free (http_push (fixture->endpoint, "one", -1));
  last = http_push (fixture->endpoint, "two", -1);
  expect_busy (fixture->endpoint, "three", "2 pushes wait");
  app_fixture_go_through_end (fixture, data);
  expect_busy (fixture->endpoint, "three", "2 pushes wait");

  take (fixture, 2, last);
  g_free (http_push (fixture->endpoint, "three", -1));
  app_fixture_expect (fixture, "three");
}

static void
test_octets (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (60, 'x');
  g_autofree char *last = NULL;

  app_leave (fixture->app);
  g_free (http_push (fixture->endpoint, body, -1));
  expect_busy (fixture->endpoint, body, "60 octets");
  last = http_push (fixture->endpoint, body, 40);
  expect_busy (fixture->endpoint, "x", "100 octets");

  take (fixture, 2, last);
  g_free (http_push (fixture->endpoint, body, -1));
  app_fixture_expect (fixture, body);
}

/* Pushes until one is refused, as it must be soon. Returns: how many were not,
 * and @last of them. */
static guint
fill (const char *endpoint, const char *body, char **last)
{
  guint n = 0;

  for (; n * BODY_MAX <= MEBIBYTE; n++)
    {
      g_autoptr (HttpReply) reply =
          http_request ("POST", endpoint, body, -1, "TTL", "3600", NULL);

      if (reply->status == TOO_MANY)
        break;
      g_free (*last);
      *last = http_take_id (reply);
    }
  return n;
}

/* The disk is everybody's. */
static void
test_disk (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (App) other = app_new (fixture->bus, "org.example.Other");
  g_autofree char *other_endpoint = register_app (other, 2, "other");
  g_autofree char *body = g_strnfill (BODY_MAX, 'x');
  g_autofree char *last = NULL;
  guint n = 0;

  app_leave (fixture->app);
  app_leave (other);
  n = fill (fixture->endpoint, body, &last);
  g_assert_cmpuint (n * BODY_MAX, <=, MEBIBYTE);
  g_assert_cmpuint (n * BODY_MAX, >, MEBIBYTE / 2);
  expect_busy (other_endpoint, body, "1 MiB");

  take (fixture, n, last);
  g_free (http_push (other_endpoint, body, -1));
  app_appear (other);
  app_expect_message (other, "other", body, -1);
}

/* Of one endpoint, delivered or not. */
static void
test_rate (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *other_endpoint = register_app (fixture->app, 2, "other");

  for (guint i = 0; i < 3; i++)
    {
      g_free (http_push (fixture->endpoint, "x", -1));
      app_fixture_expect (fixture, "x");
    }
  expect_busy (fixture->endpoint, "x", "3 pushes a minute");
  g_free (http_push (other_endpoint, "y", -1));
  app_expect_message (fixture->app, "other", "y", -1);
  app_fixture_expect_nothing_more (fixture);
}

static void
add (const char *name,
     const AppFixtureCase *data,
     void (*test) (AppFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/limits/", name, NULL);

  g_test_add (path, AppFixture, data, app_fixture_set_up, test,
              app_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  static const AppFixtureCase pushes = { 2, HUB_STAYS,
                                         "[limits]\nwaiting-pushes=2\n" };
  static const AppFixtureCase pushes_again = { 2, HUB_IS_KILLED,
                                               "[limits]\nwaiting-pushes=2\n" };
  static const AppFixtureCase octets = { 2, HUB_STAYS,
                                         "[limits]\nwaiting-octets=100\n" };
  static const AppFixtureCase disk = { 2, HUB_STAYS, "[limits]\ndisk=1\n" };
  static const AppFixtureCase rate = { 2, HUB_STAYS, "[push]\nrate-limit=3\n" };

  g_test_init (&argc, &argv, NULL);
  add ("waiting-pushes", &pushes, test_pushes);
  add ("waiting-pushes/over-a-kill", &pushes_again, test_pushes);
  add ("waiting-octets", &octets, test_octets);
  add ("disk", &disk, test_disk);
  add ("rate-limit", &rate, test_rate);
  return g_test_run ();
}
