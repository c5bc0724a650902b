/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Pushes that nobody on the way can read: send --encrypt, listen
 * --encrypted. */

#include "support/hub.h"
#include "support/http.h"
#include "support/verb.h"

#include <string.h>

#define APP "org.example.Chat"
#define TEXT_MAX 3993

/* The receiver of the example in RFC 8291 appendix A. */
#define P256DH                                                                 \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"
#define AUTH "BTBZMqHH6r4Tts7J_aSIgg"

typedef struct
{
  Bus *bus;
  Hub *hub;
  Program *listen;
  char *announced; /* the line with the endpoint */
  char *endpoint;
  char *p256dh;
  char *auth;
} Fixture;

static void
set_up (Fixture *f, gconstpointer option)
{
  const char *const args[] = { "listen",      APP,    "--json",
                               "--encrypted", option, NULL };
  g_autofree char *registered = NULL;
  g_autofree char *keys = NULL;

  f->bus = bus_new ();
  f->hub = hub_start (f->bus, "--ephemeral", NULL);
  f->listen = program_start (f->bus, args);
  registered = program_read_line (f->listen);
  f->announced = program_read_line (f->listen);
  f->endpoint = get_member (f->announced, "endpoint");
  keys = get_member (f->announced, "keys");
  f->p256dh = get_member (keys, "p256dh");
  f->auth = get_member (keys, "auth");
}

static void
tear_down (Fixture *f, gconstpointer option)
{
  program_free (f->listen);
  hub_free (f->hub);
  bus_free (f->bus);
  g_free (f->announced);
  g_free (f->endpoint);
  g_free (f->p256dh);
  g_free (f->auth);
}

static void
expect_text (Fixture *f, const char *text)
{
  g_autofree char *line = program_read_line (f->listen);

  expect_member (line, "event", "message");
  expect_member (line, "decrypted", "true");
  expect_member (line, "text", text);
}

/* Nothing of it is shown but how long it is. */
static void
expect_undecrypted (Fixture *f, const char *octets, const char *error)
{
  g_autofree char *line = program_read_line (f->listen);

  expect_member (line, "event", "undecrypted");
  expect_member (line, "decrypted", "false");
  expect_member (line, "octets", octets);
  expect_member (line, "error", error);
  g_assert_true (has_member (line, "id"));
  g_assert_false (has_member (line, "text"));
  g_assert_false (has_member (line, "body_base64"));
}

static void
send (Fixture *f, const char *body, const char *p256dh, const char *auth)
{
  g_autoptr (Outcome) outcome =
      program_run (f->bus, "send", f->endpoint, body, "--encrypt", p256dh, auth,
                   "--wait", NULL);

  expect_status (outcome, DONE);
}

/* In version 1 and 2 of the D-Bus interfaces alike. */
static void
test_round (Fixture *f, gconstpointer option)
{
  g_autofree char *most = g_strnfill (TEXT_MAX, 'x');

  g_assert_cmpuint (strlen (f->p256dh), ==, 87);
  g_assert_cmpuint (strlen (f->auth), ==, 22);
  send (f, "Hello", f->p256dh, f->auth);
  send (f, "", f->p256dh, f->auth);
  send (f, most, f->p256dh, f->auth);
  expect_text (f, "Hello");
  expect_text (f, "");
  expect_text (f, most);
}

/* The two values of the option are one of its own, wherever it stands. */
static void
test_where_the_option_stands (Fixture *f, gconstpointer option)
{
  g_autofree char *with_key = g_strconcat ("--encrypt=", f->p256dh, NULL);
  g_autoptr (Outcome) first = program_run (
      f->bus, "send", "--encrypt", f->p256dh, f->auth, APP, "first", NULL);
  g_autoptr (Outcome) middle = program_run (f->bus, "send", APP, "--encrypt",
                                            f->p256dh, f->auth, "second", NULL);
  g_autoptr (Outcome) joined =
      program_run (f->bus, "send", with_key, f->auth, APP, "third", NULL);

  expect_status (first, DONE);
  expect_status (middle, DONE);
  expect_status (joined, DONE);
  expect_text (f, "first");
  expect_text (f, "second");
  expect_text (f, "third");
}

static void
test_what_is_not_encrypted_for_it (Fixture *f, gconstpointer option)
{
  static const char other[] = "The authentication failed: the body was changed "
                              "or cut off, or is for another key.";

  g_free (
      http_push (f->endpoint, "When I grow up, I want to be a watermelon", -1));
  send (f, "Hello", P256DH, f->auth);
  send (f, "Hello", f->p256dh, AUTH);
  send (f, "Hello", f->p256dh, f->auth);
  expect_undecrypted (f, "41",
                      "The body is too short for aes128gcm: its header would "
                      "have 131 octets, with a key id of 110, and there are "
                      "41.");
  expect_undecrypted (f, "108", other);
  expect_undecrypted (f, "108", other);
  expect_text (f, "Hello");
}

/* What could not be decrypted is no message, but it counts as a push. */
static void
test_exec_gets_messages_only (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *path = bus_get_path (bus, "bodies");
  g_autofree char *exec = g_strdup_printf ("sh -c 'cat >> \"%s\"'", path);
  const char *const args[] = { "listen",    APP,      "--json", "--encrypted",
                               "--count=2", "--exec", exec,     NULL };
  g_autoptr (Program) listen = program_start (bus, args);
  g_autofree char *registered = program_read_line (listen);
  g_autofree char *announced = program_read_line (listen);
  g_autofree char *endpoint = get_member (announced, "endpoint");
  g_autofree char *keys = get_member (announced, "keys");
  g_autofree char *p256dh = get_member (keys, "p256dh");
  g_autofree char *auth = get_member (keys, "auth");
  g_autofree char *given = NULL;
  g_autoptr (Outcome) sent = NULL;

  g_free (http_push (endpoint, "not encrypted", -1));
  sent = program_run (bus, "send", endpoint, "Hello", "--encrypt", p256dh, auth,
                      NULL);
  expect_status (sent, DONE);
  g_assert_cmpint (program_wait (listen), ==, DONE);
  g_assert_true (g_file_get_contents (path, &given, NULL, NULL));
  g_assert_cmpstr (given, ==, "Hello");
}

/* Reads the lines for people up to the command that can be copied. */
static char *
read_command (Program *listen)
{
  char *line = program_read_line (listen);

  while (line != NULL && !g_str_has_prefix (line, "  pushhub "))
    {
      g_assert_null (strstr (line, "curl"));
      g_free (line);
      line = program_read_line (listen);
    }
  g_assert_nonnull (line);
  return line;
}

/* The command that it shows to people does what it says. */
static void
test_shows_a_command (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  const char *const args[] = { "listen", APP, "--encrypted", NULL };
  g_autoptr (Program) listen = program_start (bus, args);
  g_autofree char *command = read_command (listen);
  g_auto (GStrv) words = NULL;
  g_autoptr (Program) send = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *failure = NULL;

  g_assert_true (g_shell_parse_argv (command, NULL, &words, NULL));
  send = program_start (bus, (const char *const *) words + 1);
  g_assert_cmpint (program_wait (send), ==, DONE);
  text = program_read_line (listen);
  g_assert_cmpstr (text, ==, "Push 1: Hello");

  id = http_push (words[2], "not encrypted", -1);
  failure = program_read_line (listen);
  g_assert_cmpstr (failure, ==,
                   "Push 2 could not be decrypted (size 13): The body is too "
                   "short for aes128gcm: its header has at least 21 octets, "
                   "and there are 13.");
}

static void
expect_usage (Outcome *outcome, const char *message)
{
  g_autofree char *expected =
      g_strdup_printf ("pushhub: %s\nSee 'pushhub help send'.\n", message);

  expect_status (outcome, USAGE);
  g_assert_cmpstr (outcome->err, ==, expected);
}

/* Before anything is sent, or even a hub is looked for. */
static void
test_refuses_wrong_keys (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *beside = g_strdup (P256DH);
  g_autofree char *large = g_strnfill (TEXT_MAX + 1, 'x');
  g_autoptr (Outcome) key =
      program_run (bus, "send", APP, "x", "--encrypt", "abc", AUTH, NULL);
  g_autoptr (Outcome) auth =
      program_run (bus, "send", APP, "x", "--encrypt", P256DH, "abc", NULL);
  g_autoptr (Outcome) alone =
      program_run (bus, "send", APP, "x", "--encrypt", P256DH, NULL);
  g_autoptr (Outcome) curve = NULL;
  g_autoptr (Outcome) too_long = NULL;

  beside[1] = 'A';
  curve = program_run (bus, "send", APP, "x", "--encrypt", beside, AUTH, NULL);
  too_long = program_run (bus, "send", "http://127.0.0.1:9/", large,
                          "--encrypt", P256DH, AUTH, NULL);

  expect_usage (key, "--encrypt: KEY must be 87 characters long, not 3.");
  expect_usage (auth, "--encrypt: AUTH must be 22 characters long, not 3.");
  expect_usage (alone, "--encrypt: AUTH is missing after KEY.");
  expect_usage (curve, "--encrypt: KEY must be a point on the curve P-256.");
  expect_usage (too_long, "To be encrypted the body may be 3993 octets long at "
                          "most, not 3994.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli-encrypted/round", Fixture, NULL, set_up, test_round,
              tear_down);
  g_test_add ("/cli-encrypted/round-v1", Fixture, "--v1", set_up, test_round,
              tear_down);
  g_test_add ("/cli-encrypted/option", Fixture, NULL, set_up,
              test_where_the_option_stands, tear_down);
  g_test_add ("/cli-encrypted/undecrypted", Fixture, NULL, set_up,
              test_what_is_not_encrypted_for_it, tear_down);
  g_test_add_func ("/cli-encrypted/exec", test_exec_gets_messages_only);
  g_test_add_func ("/cli-encrypted/command", test_shows_a_command);
  g_test_add_func ("/cli-encrypted/wrong-keys", test_refuses_wrong_keys);
  return g_test_run ();
}
