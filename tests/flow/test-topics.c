/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Topics (RFC 8030 section 5.4): a later push takes the place of one that
 * waits, as if that had never been sent. */

#include "support/app-fixture.h"
#include "support/error-body.h"
#include "support/http.h"
#include "support/register.h"

#include <string.h>

/* What Sygnal and Synapse make of a room: 22 octets in padded base64url. */
#define MATRIX_TOPIC "R0hJSktMTU5PUFFSU1RVVldYWVpbXA=="

/* Returns: (transfer full): the message's identifier. */
static char *
push_with_topic (const char *endpoint, const char *topic, const char *body)
{
  g_autoptr (HttpReply) reply = http_request ("POST", endpoint, body, -1, "TTL",
                                              "3600", "Topic", topic, NULL);

  return http_take_id (reply);
}

static void
test_topic (AppFixture *fixture, gconstpointer data)
{
  app_leave (fixture->app);
  g_free (http_push (fixture->endpoint, "first", -1));
  g_free (push_with_topic (fixture->endpoint, "weather", "rain"));
  g_free (http_push (fixture->endpoint, "last", -1));
  app_fixture_go_through_end (fixture, data);
  g_free (push_with_topic (fixture->endpoint, "weather", "sun"));
  app_fixture_go_through_end (fixture, data);

  app_appear (fixture->app);
  app_fixture_expect (fixture, "first");
  app_fixture_expect (fixture, "sun");
  app_fixture_expect (fixture, "last");
  app_fixture_expect_nothing_more (fixture);
}

/* What was delivered is not outstanding, and replaces nothing. */
static void
test_topic_delivered (AppFixture *fixture, gconstpointer data)
{
  g_free (push_with_topic (fixture->endpoint, "weather", "rain"));
  app_fixture_expect (fixture, "rain");
  g_free (push_with_topic (fixture->endpoint, "weather", "sun"));
  app_fixture_expect (fixture, "sun");
  app_fixture_expect_nothing_more (fixture);
}

static void
test_topic_of_another_app (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (App) other = app_new (fixture->bus, "org.example.Other");
  g_autofree char *other_endpoint = register_app (other, 2, "other");

  app_leave (fixture->app);
  app_leave (other);
  g_free (push_with_topic (fixture->endpoint, "weather", "here"));
  g_free (push_with_topic (other_endpoint, "weather", "there"));

  app_appear (fixture->app);
  app_appear (other);
  app_fixture_expect (fixture, "here");
  app_expect_message (other, "other", "there", -1);
}

/* The old message resource goes at the same moment. */
static void
test_topic_and_message_url (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *rain = NULL;
  g_autofree char *sun = NULL;

  app_leave (fixture->app);
  rain = push_with_topic (fixture->endpoint, "weather", "rain");
  sun = push_with_topic (fixture->endpoint, "weather", "sun");
  g_assert_cmpstr (rain, !=, sun);
  app_fixture_go_through_end (fixture, data);
  app_fixture_expect_cancel (fixture, rain, SOUP_STATUS_NOT_FOUND);
  app_fixture_expect_cancel (fixture, sun, SOUP_STATUS_NO_CONTENT);

  app_appear (fixture->app);
  app_fixture_expect_nothing_more (fixture);
}

/* Two topics that differ in their letters' case are two. */
static void
test_topic_of_matrix (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *another = g_ascii_strdown (MATRIX_TOPIC, -1);

  app_leave (fixture->app);
  g_free (push_with_topic (fixture->endpoint, MATRIX_TOPIC, "one unread"));
  g_free (push_with_topic (fixture->endpoint, another, "another room"));
  g_free (push_with_topic (fixture->endpoint, MATRIX_TOPIC, "two unread"));

  app_appear (fixture->app);
  app_fixture_expect (fixture, "two unread");
  app_fixture_expect (fixture, "another room");
  app_fixture_expect_nothing_more (fixture);
}

static void
expect_number (HttpReply *reply, guint number)
{
  g_autofree char *expected = g_strdup_printf ("\"errno\":%u,", number);

  error_body_expect (reply, SOUP_STATUS_BAD_REQUEST);
  g_assert_nonnull (strstr (reply->body, expected));
}

static void
test_topic_wrong (AppFixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    "a b",
    "a/b",
    "a.b",
    "a,b",
    "a, b",
    "=",
    "==",
    "a===",
    "a==b",
    "ä",
    "0123456789012345678901234567890123456789",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (HttpReply) reply = http_request (
          "POST", fixture->endpoint, "x", -1, "Topic", wrong[i], NULL);

      expect_number (reply, 113);
    }
  app_fixture_expect_nothing_more (fixture);
}

static void
test_doubled_fields (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) topics = http_request (
      "POST", fixture->endpoint, "x", -1, "Topic", "a", "Topic", "a", NULL);
  g_autoptr (HttpReply) urgencies =
      http_request ("POST", fixture->endpoint, "x", -1, "Urgency", "low",
                    "Urgency", "low", NULL);
  g_autoptr (HttpReply) list = http_request ("POST", fixture->endpoint, "x", -1,
                                             "Urgency", "low, high", NULL);

  expect_number (topics, 113);
  expect_number (urgencies, 400);
  expect_number (list, 400);
  app_fixture_expect_nothing_more (fixture);
}

static void
add (const char *name,
     const AppFixtureCase *data,
     void (*test) (AppFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/topics/", name, NULL);

  g_test_add (path, AppFixture, data, app_fixture_set_up, test,
              app_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  static const AppFixtureCase restart = { 2, HUB_RESTARTS, NULL };
  static const AppFixtureCase kill = { 2, HUB_IS_KILLED, NULL };

  g_test_init (&argc, &argv, NULL);
  add ("in-place", NULL, test_topic);
  add ("in-place/over-a-restart", &restart, test_topic);
  add ("in-place/over-a-kill", &kill, test_topic);
  add ("delivered", NULL, test_topic_delivered);
  add ("of-another-app", NULL, test_topic_of_another_app);
  add ("and-message-url", NULL, test_topic_and_message_url);
  add ("and-message-url-over-a-kill", &kill, test_topic_and_message_url);
  add ("of-matrix", NULL, test_topic_of_matrix);
  add ("wrong", NULL, test_topic_wrong);
  add ("doubled-fields", NULL, test_doubled_fields);
  return g_test_run ();
}
