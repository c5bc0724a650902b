/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* `pushhub dev-certificate`: a certificate for this machine, made once, and how
 * to trust it. Whether it is any good is in test-https.c and
 * tests/unit/test-dev-certificate.c. */

#include "support/files.h"
#include "support/https-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

static Outcome *
run (Bus *bus, const char *option)
{
  Outcome *outcome = program_run (bus, "dev-certificate", option, NULL);

  g_assert_cmpstr (outcome->err, ==, "");
  g_assert_cmpint (outcome->status, ==, 0);
  return outcome;
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));
  return status.st_mode & 07777;
}

/* In the state directory, and nobody else can read the key. */
static void
test_makes_files (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *directory = bus_get_path (bus, "state/pushhub/tls");
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (Outcome) outcome = run (bus, NULL);

  files = files_list_tree (directory);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpuint (get_mode (directory), ==, 0700);
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = files->pdata[i];

      g_assert_nonnull (strstr (outcome->out, path));
      if (g_str_has_suffix (path, "key.pem"))
        g_assert_cmpuint (get_mode (path), ==, 0600);
    }
}

static void
test_says_what_to_do (void)
{
  static const char *const words[] = {
    "pushhub serve --tls-certificate ",
    " --tls-key ",
    "NODE_EXTRA_CA_CERTS=",
    "SSL_CERT_FILE=",
    "curl --cacert ",
  };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) first = run (bus, NULL);
  g_autoptr (Outcome) again = run (bus, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_nonnull (strstr (first->out, words[i]));
      g_assert_nonnull (strstr (again->out, words[i]));
    }
  g_assert_nonnull (strstr (again->out, "already"));
}

/* Trust once given stays, until it is taken back. */
static void
test_makes_it_once (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (DevCertificate) files = dev_certificate_new (bus, "dev");
  g_autofree char *ca = files_read (files->ca);
  g_autofree char *certificate = files_read (files->certificate);
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  g_autoptr (Outcome) outcome =
      program_run (bus, "dev-certificate", "--state-dir", files->state, NULL);

  same = files_read (files->certificate);
  g_assert_cmpstr (same, ==, certificate);
  dev_certificate_renew (files, bus);
  other = files_read (files->ca);
  g_assert_cmpstr (other, !=, ca);
}

/* As after a crash half-way. */
static void
test_makes_a_damaged_one_again (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (DevCertificate) files = dev_certificate_new (bus, "dev");
  g_autoptr (Outcome) outcome = NULL;
  g_autofree char *key = NULL;

  g_assert_no_errno (g_unlink (files->key));
  outcome =
      program_run (bus, "dev-certificate", "--state-dir", files->state, NULL);
  g_assert_cmpint (outcome->status, ==, 0);
  g_assert_null (strstr (outcome->out, "already"));
  key = files_read (files->key);
  g_assert_nonnull (strstr (key, "PRIVATE KEY"));
}

static void
expect_json (Bus *bus, gboolean created)
{
  static const char *const paths[] = { "ca", "certificate", "key" };
  g_autoptr (Outcome) outcome = run (bus, "--json");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (outcome->out, &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_boolean_member (object, "created"), ==,
                   created);
  g_assert_true (g_str_has_suffix (
      json_object_get_string_member (object, "good_until"), "Z"));
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_true (g_file_test (
        json_object_get_string_member (object, paths[i]), G_FILE_TEST_EXISTS));
}

static void
test_json (void)
{
  g_autoptr (Bus) bus = bus_new ();

  expect_json (bus, TRUE);
  expect_json (bus, FALSE);
}

static void
test_no_directory (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *file = bus_get_path (bus, "state/file");
  g_autoptr (Outcome) outcome = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  outcome = program_run (bus, "dev-certificate", "--state-dir", file, NULL);
  g_assert_cmpint (outcome->status, ==, 1);
  g_assert_cmpstr (outcome->out, ==, "");
  g_assert_nonnull (strstr (outcome->err, file));
  g_assert_nonnull (strstr (outcome->err, "--state-dir"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dev-certificate/files", test_makes_files);
  g_test_add_func ("/dev-certificate/words", test_says_what_to_do);
  g_test_add_func ("/dev-certificate/once", test_makes_it_once);
  g_test_add_func ("/dev-certificate/damaged", test_makes_a_damaged_one_again);
  g_test_add_func ("/dev-certificate/json", test_json);
  g_test_add_func ("/dev-certificate/no-directory", test_no_directory);
  return g_test_run ();
}
