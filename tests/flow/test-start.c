/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* How a hub fails: at its start, with one sentence and a status, and when the
 * bus ends under it. */

#include "core/names.h"
#include "support/files.h"
#include "support/http.h"
#include "support/hub.h"
#include "support/register.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* Exit statuses of the command line's contract. */
#define FAILED 1
#define USAGE 2

/* What happened, and at most one line that says what to try. */
static void
expect_failure (Outcome *outcome, int status, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (g_strchomp (outcome->err), "\n", -1);

  g_test_message ("%s", outcome->err);
  g_assert_cmpint (outcome->status, ==, status);
  g_assert_cmpstr (outcome->out, ==, "");
  g_assert_true (g_str_has_prefix (outcome->err, "pushhub: "));
  g_assert_cmpuint (g_strv_length (lines), <=, 2);
  g_assert_nonnull (strstr (outcome->err, word));
}

static void
test_port_in_use (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("%u", port);
  g_autoptr (Outcome) outcome =
      program_run (bus, "serve", "--ephemeral", "--port", text, NULL);

  expect_failure (outcome, FAILED, text);
}

static void
test_no_session_bus (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) outcome = NULL;

  bus_end (bus);
  outcome = program_run (bus, "serve", "--ephemeral", "--port=0", NULL);
  expect_failure (outcome, FAILED, "dbus-run-session");
}

static void
test_name_taken (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (Outcome) outcome =
      program_run (bus, "serve", "--ephemeral", "--port=0", NULL);

  expect_failure (outcome, FAILED, "already");
}

/* Another program has the distributor's name. */
static void
test_name_of_another_program (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (App) other = app_new (bus, PH_DISTRIBUTOR_NAME);
  g_autoptr (Outcome) outcome =
      program_run (bus, "serve", "--ephemeral", "--port=0", NULL);

  expect_failure (outcome, FAILED, "another program");
}

/* --replace: the new hub takes over, the old one goes. */
static void
test_replace (void)
{
  g_autoptr (Bus) bus = bus_new ();
  Hub *old = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", "--replace", NULL);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *endpoint = NULL;

  program_wait (old->program);
  hub_check_log (old);
  hub_free (old);

  endpoint = register_app (app, 2, "token");
  g_assert_true (g_str_has_prefix (endpoint, hub->base_url));
}

static Outcome *
serve_from (Bus *bus, const char *state)
{
  return program_run (bus, "serve", "--port=0", "--state-dir", state, NULL);
}

/* A file where the state directory should be. */
static void
test_state_is_a_file (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *state = bus_get_path (bus, "state/hub");
  g_autoptr (Outcome) outcome = NULL;

  g_assert_true (g_file_set_contents (state, "x", 1, NULL));
  outcome = serve_from (bus, state);
  expect_failure (outcome, FAILED, state);
}

/* A directory where the database should be. */
static void
test_database_is_a_directory (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *state = bus_get_path (bus, "state/hub");
  g_autofree char *path = bus_get_path (bus, "state/hub/pushhub.db");
  g_autoptr (Outcome) outcome = NULL;

  g_assert_no_errno (g_mkdir_with_parents (path, 0700));
  outcome = serve_from (bus, state);
  expect_failure (outcome, FAILED, path);
}

/* Makes the database of a hub that ran once. */
static char *
make_database (Bus *bus)
{
  g_autofree char *state = bus_get_path (bus, "state/hub");

  hub_stop (hub_start (bus, "--state-dir", state, NULL));
  return bus_get_path (bus, "state/hub/pushhub.db");
}

/* What cannot be read is refused, and left as it is. */
static void
expect_refused_untouched (Bus *bus, const char *path)
{
  g_autofree char *state = g_path_get_dirname (path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;
  g_autoptr (Outcome) outcome = NULL;

  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  outcome = serve_from (bus, state);
  expect_failure (outcome, FAILED, path);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_database_is_damaged (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *path = make_database (bus);
  g_autofree char *text = g_strnfill (8192, '#');

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  expect_refused_untouched (bus, path);
}

static void
test_database_is_newer (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *path = make_database (bus);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (database, "PRAGMA user_version = 9999", NULL, NULL, NULL),
      ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  expect_refused_untouched (bus, path);
}

/* The session ends: the hub says so and leaves; on the next one, what was
 * answered with 201 is there. */
static void
test_bus_ends (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *state = bus_get_path (bus, "state/hub");
  g_autofree char *port = hub_choose_port ();
  Hub *hub = hub_start (bus, "--state-dir", state, "--port", port, NULL);
  App *app = app_new (bus, "org.example.Chat");
  g_autoptr (Hub) next = NULL;
  g_autoptr (App) again = NULL;
  g_autofree char *endpoint = register_app (app, 2, "token");
  g_autofree char *log = NULL;

  app_leave (app);
  g_free (http_push (endpoint, "waits", -1));
  app_free (app);
  bus_end (bus);
  g_assert_cmpint (program_wait (hub->program), ==, FAILED);
  log = program_get_log (hub->program);
  g_assert_nonnull (strstr (log, "bus"));
  hub_free (hub);

  bus_begin_again (bus);
  next = hub_start (bus, "--state-dir", state, "--port", port, NULL);
  again = app_new (bus, "org.example.Chat");
  app_expect_message (again, "token", "waits", -1);
}

static void
test_wrong_usage (void)
{
  static const struct
  {
    const char *verb;
    const char *option;
    const char *word;
  } mistakes[] = {
    { "serve", "--prot=0", "--prot" },
    { "serve", "--port=many", "many" },
    { "serve", "--port=65536", "65536" },
    { "status", "--nonsense", "--nonsense" },
    { "serv", NULL, "serve" },
    { "unregsiter", "org.example.Chat", "unregister" },
  };
  g_autoptr (Bus) bus = bus_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (Outcome) outcome =
          program_run (bus, mistakes[i].verb, mistakes[i].option, NULL);

      expect_failure (outcome, USAGE, mistakes[i].word);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start/port-in-use", test_port_in_use);
  g_test_add_func ("/start/no-session-bus", test_no_session_bus);
  g_test_add_func ("/start/name-taken", test_name_taken);
  g_test_add_func ("/start/name-of-another-program",
                   test_name_of_another_program);
  g_test_add_func ("/start/replace", test_replace);
  g_test_add_func ("/start/state-is-a-file", test_state_is_a_file);
  g_test_add_func ("/start/database-is-a-directory",
                   test_database_is_a_directory);
  g_test_add_func ("/start/database-is-damaged", test_database_is_damaged);
  g_test_add_func ("/start/database-is-newer", test_database_is_newer);
  g_test_add_func ("/start/bus-ends", test_bus_ends);
  g_test_add_func ("/start/wrong-usage", test_wrong_usage);
  return g_test_run ();
}
