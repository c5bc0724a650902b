/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* A person asks what happened to a push, and what is wrong with it. The pushes
 * come from curl. */

#include "support/ask.h"
#include "support/hub.h"
#include "support/http.h"
#include "support/register.h"
#include "support/verb.h"

#include <string.h>

#define APP "org.example.Chat"
#define TOKEN "a-secret-token"

typedef struct
{
  Bus *bus;
  Hub *hub;
  App *app;
  char *endpoint;
} Fixture;

/* @data: one more option for the hub, or NULL */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->hub = hub_start (fixture->bus, "--ephemeral", data, NULL);
  fixture->app = app_new (fixture->bus, APP);
  fixture->endpoint = register_app (fixture->app, 2, TOKEN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->endpoint);
  app_free (fixture->app);
  hub_stop (fixture->hub);
  bus_free (fixture->bus);
}

/* Returns: (transfer full): the whole answer to curl with @options. */
static char *
curl (Fixture *fixture, const char *options)
{
  g_autofree char *command =
      g_strdup_printf ("curl --silent --include --noproxy '*' %s %s", options,
                       fixture->endpoint);
  g_autoptr (Program) program = program_start_command (fixture->bus, command);
  char *answer = program_read_all (program);

  g_assert_cmpint (program_wait (program), ==, 0);
  return answer;
}

/* Returns: (transfer full): the Location of a push that was accepted. */
static char *
push (Fixture *fixture, const char *options)
{
  g_autofree char *answer = curl (fixture, options);
  const char *location = strstr (answer, "\r\nLocation: ");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  g_assert_nonnull (location);
  location += strlen ("\r\nLocation: ");
  return g_strndup (location, strcspn (location, "\r"));
}

static Outcome *
explain (Fixture *fixture, const char *name, const char *option)
{
  return program_run (fixture->bus, "explain", name, option, NULL);
}

static void
expect_parts (const char *text, const char *const *parts)
{
  for (; *parts != NULL; parts++)
    if (strstr (text, *parts) == NULL)
      g_error ("%s is missing in: %s", *parts, text);
}

/* Nothing that gives power over the app or the push. */
static void
expect_no_secret (Fixture *fixture, const char *text, const char *location)
{
  g_assert_null (strstr (text, TOKEN));
  g_assert_null (strstr (text, strrchr (fixture->endpoint, '/') + 1));
  g_assert_null (strstr (text, strrchr (location, '/') + 1));
}

/* A lenient hub takes it, and tells all that is wrong. */
static void
test_findings (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "Its app acknowledged it ",
    APP,
    "received",
    "judged",
    "calling",
    "acknowledged",
    "\nttl-shape: seen: \"1.5\"; expected: ",
    "\nurgency-word: seen: \"soon\"; expected: ",
    "\nframing-plain: seen: plain JSON; expected: ",
    "(RFC 8030 section 5.2)",
    NULL,
  };
  static const char *const rules[] = {
    "\"rule\":\"ttl-shape\"",
    "\"rule\":\"urgency-word\"",
    "\"rule\":\"framing-plain\"",
    NULL,
  };
  g_autofree char *location =
      push (fixture, "--data '{\"my\":\"secret\"}' --header 'TTL: 1.5' "
                     "--header 'Urgency: soon' "
                     "--header 'Content-Encoding: aes128gcm'");
  g_autoptr (Outcome) text = NULL;
  g_autoptr (Outcome) json = NULL;
  g_autofree char *findings = NULL;

  ask_outcome (fixture->app, strrchr (location, '/') + 1, "acknowledged");
  text = explain (fixture, location, NULL);
  json = explain (fixture, location, "--json");
  expect_status (text, DONE);
  expect_parts (text->out, parts);
  expect_no_secret (fixture, text->out, location);
  g_assert_null (strstr (text->out, "my"));

  expect_status (json, DONE);
  expect_member (json->out, "app", APP);
  expect_member (json->out, "step", "acknowledged");
  findings = get_member (json->out, "findings");
  expect_parts (findings, rules);
  expect_no_secret (fixture, json->out, location);
}

/* Its sender has no name for it; the list has. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "It was refused: topic-shape: seen: \"a b\"; expected: ",
    "\nttl-missing: seen: ",
    "\ntopic-shape: seen: ",
    "\nencoding-missing: seen: ",
    NULL,
  };
  g_autofree char *answer = curl (fixture, "--data x --header 'Topic: a b'");
  g_autoptr (Outcome) list = explain (fixture, NULL, NULL);
  g_autoptr (Outcome) json = explain (fixture, "--json", NULL);
  g_autofree char *pushes = get_member (json->out, "pushes");
  g_autofree char *refused = g_strndup (pushes + 1, strcspn (pushes, "}"));
  g_autofree char *alias = get_member (refused, "push");
  g_autoptr (Outcome) text = explain (fixture, alias, NULL);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
  g_assert_nonnull (strstr (answer, "\"message\":\"topic-shape: "));
  expect_status (list, DONE);
  g_assert_nonnull (strstr (list->out, " refused "));
  g_assert_nonnull (strstr (list->out, alias));
  expect_member (refused, "step", "refused");
  expect_member (refused, "findings", "3");
  expect_status (text, DONE);
  expect_parts (text->out, parts);
}

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *location = NULL;
  g_autoptr (Outcome) text = NULL;

  app_leave (fixture->app);
  location = push (fixture, "--data x");
  text = explain (fixture, location, NULL);
  expect_status (text, DONE);
  g_assert_true (g_str_has_prefix (text->out, "It waits: "));
}

static void
test_last_ones (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Outcome) none = explain (fixture, NULL, NULL);
  g_autoptr (Outcome) text = NULL;
  g_auto (GStrv) lines = NULL;

  expect_status (none, DONE);
  for (guint i = 0; i < 22; i++)
    g_free (http_push (fixture->endpoint, "x", -1));
  g_free (curl (fixture, "--data x --header 'Topic: a b'"));

  text = explain (fixture, NULL, NULL);
  lines = g_strsplit (text->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 20 + 1);
  g_assert_nonnull (strstr (lines[1], " refused "));
  g_assert_null (strstr (lines[2], " refused "));
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Outcome) text = explain (fixture, "nothing", NULL);
  g_autoptr (Outcome) json = explain (fixture, "nothing", "--json");
  g_autoptr (Outcome) many = explain (fixture, "one", "two");

  expect_status (text, NOT_FOUND);
  g_assert_true (g_str_has_prefix (text->err, "pushhub: "));
  expect_status (json, NOT_FOUND);
  g_assert_cmpstr (json->out, ==, "");
  expect_status (many, USAGE);
}

/* A strict hub refuses what a lenient one only tells. */
static void
test_strict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *plain = curl (fixture, "--data x");
  g_autofree char *ttl = curl (fixture, "--data x --header 'TTL: 60'");
  g_autofree char *labelled =
      curl (fixture, "--data x --header 'TTL: 60' "
                     "--header 'Content-Encoding: aes128gcm'");

  g_assert_true (g_str_has_prefix (plain, "HTTP/1.1 400 "));
  g_assert_nonnull (strstr (plain, "\"message\":\"ttl-missing: "));
  g_assert_true (g_str_has_prefix (ttl, "HTTP/1.1 400 "));
  g_assert_nonnull (strstr (ttl, "\"message\":\"encoding-missing: "));
  if (g_str_has_suffix (data, "=body"))
    g_assert_nonnull (strstr (labelled, "\"message\":\"framing-plain: "));
  else
    g_assert_true (g_str_has_prefix (labelled, "HTTP/1.1 201 "));
}

#define ADD(path, option, function)                                            \
  g_test_add ("/explain/" path, Fixture, option, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("findings", NULL, test_findings);
  ADD ("refused", NULL, test_refused);
  ADD ("waits", NULL, test_waits);
  ADD ("last", NULL, test_last_ones);
  ADD ("unknown", NULL, test_unknown);
  ADD ("strict", "--strict", test_strict);
  ADD ("strict-body", "--strict=body", test_strict);
  return g_test_run ();
}
