/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What a verb could not do, and the line below that says what to try. */

#include "support/hub.h"
#include "support/verb.h"

#include <string.h>

#define APP "org.example.Chat"

static void
expect_error (Outcome *outcome, int status, const char *expected)
{
  expect_status (outcome, status);
  g_assert_cmpstr (outcome->err, ==, expected);
}

static void
test_registration_without_key (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = NULL;
  g_autoptr (Outcome) outcome = NULL;

  bus_set_variable (bus, "PUSHHUB_DEMAND_VAPID", "true");
  hub = hub_start (bus, "--ephemeral", NULL);
  outcome = program_run (bus, "listen", APP, NULL);
  expect_error (outcome, FAILED,
                "pushhub: The distributor refused the registration: "
                "VAPID_REQUIRED.\n"
                "Name the sender's public key with --vapid KEY; 'pushhub vapid "
                "new FILE' makes one.\n");
}

/* Port 1 is nobody's. */
static void
test_no_server (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) outcome =
      program_run (bus, "send", "http://127.0.0.1:1/push/id/x", "x", NULL);

  expect_error (outcome, FAILED,
                "pushhub: Could not connect to 127.0.0.1: Connection refused\n"
                "See that the push server runs, and that its URL is right.\n");
}

static void
test_no_certificate (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) outcome = program_run (
      bus, "serve", "--ephemeral", "--port=0", "--tls-certificate=/nowhere.pem",
      "--tls-key=/nowhere.pem", NULL);

  expect_error (outcome, FAILED,
                "pushhub: /nowhere.pem: No such file or directory.\n"
                "Name a certificate and its key, in PEM; for tests 'pushhub "
                "dev-certificate' makes both.\n");
}

static void
expect_urgency (Bus *bus, const char *word, int status, const char *expected)
{
  g_autofree char *option = g_strconcat ("--urgency=", word, NULL);
  g_autoptr (Outcome) outcome =
      program_run (bus, "send", "http://127.0.0.1:1/", "x", option, NULL);

  expect_status (outcome, status);
  g_assert_true (g_str_has_prefix (outcome->err, expected));
}

/* Before anything is sent. */
static void
test_urgency (void)
{
  static const char usage[] = "pushhub: --urgency: must be very-low, low, "
                              "normal or high.\nSee 'pushhub help send'.\n";
  static const char sent[] = "pushhub: Could not connect";
  g_autoptr (Bus) bus = bus_new ();

  expect_urgency (bus, "foo", USAGE, usage);
  expect_urgency (bus, "", USAGE, usage);
  expect_urgency (bus, "low\r\nTTL: 0", USAGE, usage);
  expect_urgency (bus, "very-low", FAILED, sent);
  expect_urgency (bus, "High", FAILED, sent);
}

/* Reads what listen says until the command that pushes to it. */
static char *
read_command (Program *listen)
{
  char *line = program_read_line (listen);

  while (line != NULL && !g_str_has_prefix (line, "  pushhub send "))
    {
      g_free (line);
      line = program_read_line (listen);
    }
  g_assert_nonnull (line);
  return line;
}

/* Once the file of the key is named, the command is ready. */
static void
test_command_with_key (gconstpointer option)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *file = bus_get_path (bus, "sender.pem");
  g_autoptr (Outcome) key = program_run (bus, "vapid", "new", file, NULL);
  const char *const args[] = {
    "listen", APP, "--count=1", "--vapid", g_strchomp (key->out), option, NULL
  };
  g_autoptr (Program) listen = program_start (bus, args);
  g_autofree char *command = read_command (listen);
  g_autoptr (GString) line = g_string_new (command + strlen ("  pushhub "));
  g_autofree char *push = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (Program) send = NULL;

  g_assert_cmpuint (g_string_replace (line, "KEYFILE", file, 0), ==, 1);
  g_assert_true (g_shell_parse_argv (line->str, NULL, &words, NULL));
  send = program_start (bus, (const char *const *) words);
  g_assert_cmpint (program_wait (send), ==, DONE);
  push = program_read_line (listen);
  g_assert_cmpstr (push, ==, "Push 1: Hello");
  g_assert_cmpint (program_wait (listen), ==, DONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-advice/key", test_registration_without_key);
  g_test_add_func ("/cli-advice/server", test_no_server);
  g_test_add_func ("/cli-advice/certificate", test_no_certificate);
  g_test_add_func ("/cli-advice/urgency", test_urgency);
  g_test_add_data_func ("/cli-advice/command", NULL, test_command_with_key);
  g_test_add_data_func ("/cli-advice/command-encrypted", "--encrypted",
                        test_command_with_key);
  return g_test_run ();
}
