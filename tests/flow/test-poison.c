/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* A push that its app fails again and again is set aside, so that those behind
 * it go on; its user sees it and can give it another chance. */

#include "support/app-fixture.h"
#include "support/ask.h"
#include "support/http.h"
#include "support/program.h"
#include "support/register.h"

#include <string.h>

#define FAILURES 8

/* Exit status of the command line's contract. */
#define NOT_FOUND 4

/* Only messages: what else the hub calls is answered well. */
static void
fail_message (App *app,
              AppEvent *event,
              GDBusMethodInvocation *invocation,
              gpointer user_data)
{
  g_queue_push_tail (&app->events, event);
  g_dbus_method_invocation_return_dbus_error (
      invocation, "org.example.Error.NotNow", "This app says no.");
}

/* Takes events up to the next message, which must be this one. */
static void
expect_among_others (AppFixture *fixture, const char *text)
{
  g_autoptr (AppEvent) event = app_take_any (fixture->app);

  while (event->kind != APP_MESSAGE)
    {
      app_event_free (event);
      event = app_take_any (fixture->app);
    }
  g_assert_cmpmem (g_bytes_get_data (event->body, NULL),
                   g_bytes_get_size (event->body), text, strlen (text));
}

/* As apps do when they start: that ends the wait after a failure. */
static void
register_again (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "service", "s", APP_FIXTURE_NAME);
  g_variant_dict_insert (&args, "token", "s", APP_FIXTURE_TOKEN);
  reply = register_call (fixture->app, 2, "Register",
                         g_variant_new ("(@a{sv})", g_variant_dict_end (&args)),
                         &error);
  g_assert_no_error (error);
}

static void
fail (AppFixture *fixture, const char *body)
{
  g_autofree char *id = NULL;

  fixture->app->message_func = fail_message;
  id = http_push (fixture->endpoint, body, -1);
  expect_among_others (fixture, body);
  for (guint i = 1; i < FAILURES; i++)
    {
      g_assert_cmpint (ask_status_number (fixture->bus, "set_aside"), ==, 0);
      register_again (fixture);
      expect_among_others (fixture, body);
    }
  ask_outcome (fixture->app, id, "set aside");
  fixture->app->message_func = NULL;
}

/* Returns: (transfer full): what `replay` calls the one push that was set
 * aside. */
static char *
get_alias (AppFixture *fixture)
{
  g_autoptr (JsonNode) node =
      ask_program (fixture->bus, "replay", "--json", NULL);
  JsonArray *list =
      json_object_get_array_member (json_node_get_object (node), "set_aside");
  JsonObject *push = NULL;

  g_assert_cmpuint (json_array_get_length (list), ==, 1);
  push = json_array_get_object_element (list, 0);
  g_assert_cmpint (json_object_get_int_member (push, "failures"), ==, FAILURES);
  g_assert_cmpint (json_object_get_int_member (push, "octets"), ==, 6);
  return g_strdup (json_object_get_string_member (push, "push"));
}

static void
test_set_aside (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *attention = NULL;

  fail (fixture, "poison");
  g_assert_cmpint (ask_status_number (fixture->bus, "set_aside"), ==, 1);
  g_assert_cmpint (ask_status_number (fixture->bus, "waiting"), ==, 0);
  attention = ask_status_attention (fixture->bus);
  g_assert_nonnull (strstr (attention, "set aside"));
  g_assert_nonnull (strstr (attention, "org.example.Error.NotNow"));

  g_free (http_push (fixture->endpoint, "next", -1));
  register_again (fixture);
  expect_among_others (fixture, "next");
}

static void
test_replay (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *alias = NULL;
  g_autoptr (JsonNode) said = NULL;

  fail (fixture, "poison");
  app_fixture_go_through_end (fixture, data);
  register_again (fixture);
  g_free (http_push (fixture->endpoint, "next", -1));
  expect_among_others (fixture, "next");

  alias = get_alias (fixture);
  said = ask_program (fixture->bus, "replay", alias, "--json", NULL);
  g_assert_cmpstr (
      json_object_get_string_member (json_node_get_object (said), "replayed"),
      ==, alias);
  expect_among_others (fixture, "poison");
  app_fixture_expect_nothing_more (fixture);
  g_assert_cmpint (ask_status_number (fixture->bus, "set_aside"), ==, 0);
}

static void
test_replay_unknown (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (Outcome) outcome =
      program_run (fixture->bus, "replay", "0a1b2c", NULL);

  g_assert_cmpint (outcome->status, ==, NOT_FOUND);
  g_assert_nonnull (strstr (outcome->err, "0a1b2c"));
}

static void
add (const char *name,
     const AppFixtureCase *data,
     void (*test) (AppFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/poison/", name, NULL);

  g_test_add (path, AppFixture, data, app_fixture_set_up, test,
              app_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  static const AppFixtureCase restart = { 2, HUB_RESTARTS, NULL };
  static const AppFixtureCase kill = { 2, HUB_IS_KILLED, NULL };

  g_test_init (&argc, &argv, NULL);
  add ("set-aside", NULL, test_set_aside);
  add ("replay", NULL, test_replay);
  add ("replay/over-a-restart", &restart, test_replay);
  add ("replay/over-a-kill", &kill, test_replay);
  add ("replay/unknown", NULL, test_replay_unknown);
  return g_test_run ();
}
