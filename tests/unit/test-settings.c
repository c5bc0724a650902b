/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/settings.h"

#include "core/error.h"
#include "core/names.h"
#include "support/files.h"

#include <glib/gstdio.h>

static const char *const variables[] = {
  "PUSHHUB_ADDRESS",          "PUSHHUB_PORT",
  "PUSHHUB_PUBLIC_URL",       "PUSHHUB_STATE_DIR",
  "PUSHHUB_DEFAULT_TTL",      "PUSHHUB_MAX_TTL",
  "PUSHHUB_CLIENT_API_BATCH", "STATE_DIRECTORY",
  "PUSHHUB_CLIENT_API_TOKEN", "PUSHHUB_AESGCM_GATEWAY",
  "PUSHHUB_DEMAND_VAPID",     "PUSHHUB_CORS",
};

static char *
write_file (const char *directory, const char *text)
{
  g_autofree char *path = g_build_filename (directory, PH_CONFIG_FILE, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (g_mkdir_with_parents (parent, 0700));
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static PhSettings *
load (const char *file)
{
  g_autoptr (GError) error = NULL;
  PhSettings *settings = ph_settings_load (file, &error);

  g_assert_no_error (error);
  g_assert_nonnull (settings);
  return settings;
}

static void
check_addresses (const PhSettings *settings, const char *expected)
{
  g_autofree char *addresses = g_strjoinv (" ", settings->addresses);

  g_assert_cmpstr (addresses, ==, expected);
}

static void
check_load_fails (const char *file, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_settings_load (file, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_defaults (void)
{
  g_autoptr (PhSettings) settings = load (NULL);
  g_autofree char *state_dir =
      g_build_filename (g_get_user_state_dir (), PH_STATE_DIRECTORY, NULL);

  check_addresses (settings, "127.0.0.1 ::1");
  g_assert_cmpuint (settings->port, ==, 8976);
  g_assert_null (settings->public_url);
  g_assert_cmpstr (settings->state_dir, ==, state_dir);
  g_assert_cmpuint (settings->ttl_default, ==, 86400);
  g_assert_cmpuint (settings->ttl_max, ==, 2592000);
  g_assert_false (settings->demand_vapid);
  g_assert_false (settings->client_batch);
  g_assert_null (settings->client_token);
  g_assert_false (settings->aesgcm_gateway);
  g_assert_false (settings->cors);
  g_assert_false (ph_settings_is_public (settings));
}

static void
test_every_key (void)
{
  g_autofree char *path = write_file (g_get_user_config_dir (),
                                      "[server]\n"
                                      "address=192.0.2.1; 2001:db8::1;\n"
                                      "port=0\n"
                                      "public-url=https://push.example/hub//\n"
                                      "cors=true\n"
                                      "[state]\n"
                                      "dir=/var/lib/hub\n"
                                      "[push]\n"
                                      "default-ttl=0\n"
                                      "max-ttl=2147483647\n"
                                      "demand-vapid=true\n"
                                      "[client-api]\n"
                                      "batch=true\n"
                                      "token=a-._~+/=9 \n"
                                      "[gateways]\n"
                                      "aesgcm=true\n");
  g_autoptr (PhSettings) settings = load (NULL);

  check_addresses (settings, "192.0.2.1 2001:db8::1");
  g_assert_cmpuint (settings->port, ==, 0);
  g_assert_cmpstr (settings->public_url, ==, "https://push.example/hub");
  g_assert_cmpstr (settings->state_dir, ==, "/var/lib/hub");
  g_assert_cmpuint (settings->ttl_default, ==, 0);
  g_assert_cmpuint (settings->ttl_max, ==, 2147483647);
  g_assert_true (settings->demand_vapid);
  g_assert_true (settings->client_batch);
  g_assert_cmpstr (settings->client_token, ==, "a-._~+/=9");
  g_assert_true (settings->aesgcm_gateway);
  g_assert_true (settings->cors);

  g_assert_no_errno (g_remove (path));
}

static void
test_every_variable (void)
{
  g_autoptr (PhSettings) settings = NULL;

  g_setenv ("PUSHHUB_ADDRESS", "192.0.2.1,192.0.2.2;::1", TRUE);
  g_setenv ("PUSHHUB_PORT", "65535", TRUE);
  g_setenv ("PUSHHUB_PUBLIC_URL", "http://push.example:8080", TRUE);
  g_setenv ("PUSHHUB_STATE_DIR", "/srv/hub", TRUE);
  g_setenv ("PUSHHUB_DEFAULT_TTL", "1", TRUE);
  g_setenv ("PUSHHUB_MAX_TTL", "2", TRUE);
  g_setenv ("PUSHHUB_DEMAND_VAPID", "true", TRUE);
  g_setenv ("PUSHHUB_CLIENT_API_BATCH", "true", TRUE);
  g_setenv ("PUSHHUB_CLIENT_API_TOKEN", "secret", TRUE);
  g_setenv ("PUSHHUB_AESGCM_GATEWAY", "true", TRUE);
  g_setenv ("PUSHHUB_CORS", "true", TRUE);
  settings = load (NULL);

  check_addresses (settings, "192.0.2.1 192.0.2.2 ::1");
  g_assert_cmpuint (settings->port, ==, 65535);
  g_assert_cmpstr (settings->public_url, ==, "http://push.example:8080");
  g_assert_cmpstr (settings->state_dir, ==, "/srv/hub");
  g_assert_cmpuint (settings->ttl_default, ==, 1);
  g_assert_cmpuint (settings->ttl_max, ==, 2);
  g_assert_true (settings->demand_vapid);
  g_assert_true (settings->client_batch);
  g_assert_cmpstr (settings->client_token, ==, "secret");
  g_assert_true (settings->aesgcm_gateway);
  g_assert_true (settings->cors);
}

static void
test_who_wins (void)
{
  g_autofree char *system = write_file (g_get_system_config_dirs ()[0],
                                        "[server]\nport=1\n"
                                        "public-url=https://system.example\n"
                                        "[push]\nmax-ttl=100000\n");
  g_autofree char *user =
      write_file (g_get_user_config_dir (), "[server]\nport=2\npublic-url=\n");
  g_autoptr (PhSettings) from_files = load (NULL);
  g_autoptr (PhSettings) from_environment = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (from_files->port, ==, 2);
  g_assert_null (from_files->public_url);
  g_assert_cmpuint (from_files->ttl_max, ==, 100000);

  g_setenv ("PUSHHUB_PORT", "3", TRUE);
  g_setenv ("PUSHHUB_MAX_TTL", "", TRUE);
  from_environment = load (NULL);
  g_assert_cmpuint (from_environment->port, ==, 3);
  g_assert_cmpuint (from_environment->ttl_max, ==, 100000);

  g_assert_true (ph_settings_set (from_environment, "server", "port", "4",
                                  "--port", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (from_environment->port, ==, 4);

  g_assert_no_errno (g_remove (system));
  g_assert_no_errno (g_remove (user));
}

static void
test_named_file_replaces_the_others (void)
{
  g_autofree char *user =
      write_file (g_get_user_config_dir (), "[server]\nport=2\n");
  g_autofree char *named = g_strconcat (user, ".named", NULL);
  g_autofree char *missing = g_strconcat (user, ".missing", NULL);
  g_autofree char *message = g_strdup_printf (
      "%s: cannot be read: No such file or directory.", missing);
  g_autoptr (PhSettings) settings = NULL;

  g_file_set_contents (named, "[push]\ndefault-ttl=9\n", -1, NULL);
  settings = load (named);
  g_assert_cmpuint (settings->port, ==, 8976);
  g_assert_cmpuint (settings->ttl_default, ==, 9);
  check_load_fails (missing, message);

  g_assert_no_errno (g_remove (named));
  g_assert_no_errno (g_remove (user));
}

static void
test_file_that_is_none (void)
{
  g_autofree char *path = write_file (g_get_user_config_dir (), "port=1\n");
  g_autofree char *message = g_strdup_printf (
      "%s: cannot be read: Key file does not start with a group.", path);

  check_load_fails (NULL, message);

  g_assert_no_errno (g_remove (path));
}

static void
test_file_that_is_no_text (void)
{
  g_autofree char *path =
      write_file (g_get_user_config_dir (), "[\xff[]\nport=1\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_settings_load (path, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));

  g_assert_no_errno (g_remove (path));
}

static void
test_unknown_keys_are_told (void)
{
  g_autofree char *path =
      write_file (g_get_user_config_dir (), "[server]\nprot=1\nport=5\n");
  g_autofree char *told = g_strdup_printf (
      "%s: [server] prot: there is no such setting; ignored.", path);
  g_autoptr (PhSettings) settings = NULL;

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, told);
  settings = load (NULL);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (settings->port, ==, 5);

  g_assert_no_errno (g_remove (path));
}

static void
test_errors_name_the_place (void)
{
  g_autofree char *path =
      write_file (g_get_user_config_dir (), "[server]\nport=banana\n");
  g_autofree char *message = g_strdup_printf (
      "%s: [server] port: must be a number from 0 to 65535, not \"banana\".",
      path);

  check_load_fails (NULL, message);
  g_assert_no_errno (g_remove (path));

  g_setenv ("PUSHHUB_CLIENT_API_BATCH", "maybe", TRUE);
  check_load_fails (NULL, "PUSHHUB_CLIENT_API_BATCH: must be true or false, "
                          "not \"maybe\".");
}

static void
test_token_stays_secret (void)
{
  g_setenv ("PUSHHUB_CLIENT_API_TOKEN", "pass word", TRUE);
  check_load_fails (NULL, "PUSHHUB_CLIENT_API_TOKEN: must be made of letters, "
                          "digits and the characters -._~+/=.");
}

static void
test_ttls_must_fit (void)
{
  g_setenv ("PUSHHUB_MAX_TTL", "3600", TRUE);
  check_load_fails (NULL, "[push] default-ttl: must be at most max-ttl, which "
                          "is 3600, not \"86400\".");
}

static void
test_state_directory_of_systemd (void)
{
  g_autoptr (PhSettings) first = NULL;
  g_autoptr (PhSettings) chosen = NULL;

  g_setenv ("STATE_DIRECTORY", "/var/lib/one:/var/lib/two", TRUE);
  first = load (NULL);
  g_assert_cmpstr (first->state_dir, ==, "/var/lib/one");

  g_setenv ("PUSHHUB_STATE_DIR", "/srv/hub", TRUE);
  chosen = load (NULL);
  g_assert_cmpstr (chosen->state_dir, ==, "/srv/hub");
}

/* Each test starts from an environment that says nothing. */
static void
run_clean (gconstpointer test)
{
  void (*func) (void) = (void (*) (void)) test;

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
  func ();
}

static void
add (const char *path, void (*test) (void))
{
  g_test_add_data_func (path, (gconstpointer) test, run_clean);
}

/* Nothing of the user's own counts. GLib's option for this leaks what it sets
 * for every test. Returns: the directory that takes its place. */
static char *
isolate (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("pushhub-test-XXXXXX", &error);
  g_autofree char *system = g_build_filename (directory, "etc", NULL);

  g_assert_no_error (error);
  g_setenv ("XDG_CONFIG_HOME", directory, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", system, TRUE);
  g_setenv ("XDG_STATE_HOME", directory, TRUE);
  return directory;
}

int
main (int argc, char *argv[])
{
  g_autofree char *directory = isolate ();
  int status;

  g_test_init (&argc, &argv, NULL);
  add ("/settings/defaults", test_defaults);
  add ("/settings/every-key", test_every_key);
  add ("/settings/every-variable", test_every_variable);
  add ("/settings/who-wins", test_who_wins);
  add ("/settings/named-file", test_named_file_replaces_the_others);
  add ("/settings/no-key-file", test_file_that_is_none);
  add ("/settings/no-text-file", test_file_that_is_no_text);
  add ("/settings/unknown-keys", test_unknown_keys_are_told);
  add ("/settings/place", test_errors_name_the_place);
  add ("/settings/secret", test_token_stays_secret);
  add ("/settings/ttls", test_ttls_must_fit);
  add ("/settings/systemd", test_state_directory_of_systemd);

  status = g_test_run ();
  files_remove_tree (directory);
  return status;
}
