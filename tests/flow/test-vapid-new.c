/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* `pushhub vapid new`: the key pair of an application server. That it is good
 * for something is in test-cli-vapid.c. */

#include "support/files.h"
#include "support/verb.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY_LENGTH 87

/* Nobody else can read it, and whoever calls twice loses nothing. */
static void
test_file (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *file = bus_get_path (bus, "sender.pem");
  g_autofree char *nowhere = bus_get_path (bus, "none/sender.pem");
  g_autoptr (Outcome) first = program_run (bus, "vapid", "new", file, NULL);
  g_autofree char *before = files_read (file);
  g_autofree char *after = NULL;
  g_autoptr (Outcome) again = program_run (bus, "vapid", "new", file, NULL);
  g_autoptr (Outcome) lost = program_run (bus, "vapid", "new", nowhere, NULL);
  GStatBuf status;

  expect_status (first, DONE);
  g_assert_cmpstr (first->err, ==, "");
  g_assert_cmpuint (strlen (first->out), ==, KEY_LENGTH + strlen ("\n"));
  g_assert_no_errno (g_stat (file, &status));
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_true (g_str_has_prefix (before, "-----BEGIN PRIVATE KEY-----\n"));

  expect_status (again, FAILED);
  g_assert_cmpstr (again->out, ==, "");
  g_assert_nonnull (strstr (again->err, file));
  g_assert_nonnull (strstr (again->err, "No file is overwritten"));
  after = files_read (file);
  g_assert_cmpstr (after, ==, before);

  expect_status (lost, FAILED);
  g_assert_nonnull (strstr (lost->err, nowhere));
}

/* Without FILE the private key is all of standard output. */
static void
test_output (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) outcome = program_run (bus, "vapid", "new", NULL);

  expect_status (outcome, DONE);
  g_assert_true (
      g_str_has_prefix (outcome->out, "-----BEGIN PRIVATE KEY-----\n"));
  g_assert_true (
      g_str_has_suffix (outcome->out, "\n-----END PRIVATE KEY-----\n"));
  g_assert_true (g_str_has_prefix (outcome->err, "Public key: B"));
  g_assert_cmpuint (strlen (g_strchomp (outcome->err)), ==,
                    strlen ("Public key: ") + KEY_LENGTH);
}

static void
test_json (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *file = bus_get_path (bus, "sender.pem");
  g_autoptr (Outcome) in_file =
      program_run (bus, "vapid", "new", file, "--json", NULL);
  g_autoptr (Outcome) printed =
      program_run (bus, "vapid", "new", "--json", NULL);
  g_autofree char *key = NULL;
  g_autofree char *pem = NULL;

  expect_status (in_file, DONE);
  expect_member (in_file->out, "file", file);
  g_assert_false (has_member (in_file->out, "private_key"));
  key = get_member (in_file->out, "public_key");
  g_assert_cmpuint (strlen (key), ==, KEY_LENGTH);

  expect_status (printed, DONE);
  g_assert_cmpstr (printed->err, ==, "");
  g_assert_false (has_member (printed->out, "file"));
  pem = get_member (printed->out, "private_key");
  g_assert_true (g_str_has_prefix (pem, "-----BEGIN PRIVATE KEY-----\n"));
}

static void
test_usage (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) nothing = program_run (bus, "vapid", NULL);
  g_autoptr (Outcome) other = program_run (bus, "vapid", "old", NULL);
  g_autoptr (Outcome) more = program_run (bus, "vapid", "new", "a", "b", NULL);

  expect_status (nothing, USAGE);
  expect_status (other, USAGE);
  expect_status (more, USAGE);
}

/* A key that is lost is no success. */
static void
test_full_disk (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *command =
      g_strdup_printf ("sh -c '\"%s\" vapid new > /dev/full'",
                       g_getenv ("PUSHHUB_TEST_PROGRAM"));
  g_autoptr (Program) program = program_start_command (bus, command);
  g_autofree char *log = NULL;

  g_assert_cmpint (program_wait (program), ==, FAILED);
  log = program_get_log (program);
  g_assert_nonnull (strstr (log, "standard output"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-new/file", test_file);
  g_test_add_func ("/vapid-new/output", test_output);
  g_test_add_func ("/vapid-new/json", test_json);
  g_test_add_func ("/vapid-new/usage", test_usage);
  g_test_add_func ("/vapid-new/full-disk", test_full_disk);
  return g_test_run ();
}
