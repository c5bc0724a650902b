/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/disk-fixture.h"

#include "support/wait.h"

#include <signal.h>
#include <sqlite3.h>

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *has_ended = user_data;

  *has_ended = TRUE;
}

void
disk_fixture_start (DiskFixture *fixture)
{
  g_autofree char *state = bus_get_path (fixture->bus, "state/hub");

  fixture->hub = hub_start (fixture->bus, "--state-dir", state, "--port",
                            fixture->port, NULL);
  g_assert_true (shim_control_is_attached (fixture->shim));
  fixture->has_ended = FALSE;
  g_subprocess_wait_async (fixture->hub->program->process, NULL, on_ended,
                           &fixture->has_ended);
}

void
disk_fixture_set_up (DiskFixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->shim = shim_control_new (fixture->bus);
  fixture->port = hub_choose_port ();
  disk_fixture_start (fixture);
  fixture->app = app_new (fixture->bus, DISK_APP);
  fixture->endpoint = register_app (fixture->app, 2, DISK_TOKEN);
  register_expect_nothing_more (fixture->app);
}

void
disk_fixture_stop (DiskFixture *fixture)
{
  g_subprocess_send_signal (fixture->hub->program->process, SIGTERM);
  g_assert_cmpint (program_wait (fixture->hub->program), ==, 0);
  wait_until (fixture->has_ended);
  hub_wait_for_silence (fixture->hub);
  g_clear_pointer (&fixture->hub, hub_free);
}

void
disk_fixture_tear_down (DiskFixture *fixture, gconstpointer data)
{
  shim_control_mend (fixture->shim);
  if (fixture->hub != NULL)
    disk_fixture_stop (fixture);
  app_free (fixture->app);
  shim_control_free (fixture->shim);
  bus_free (fixture->bus);
  g_free (fixture->port);
  g_free (fixture->endpoint);
}

void
disk_fixture_check_integrity (DiskFixture *fixture)
{
  g_autofree char *path = bus_get_path (fixture->bus, "state/hub/pushhub.db");
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "PRAGMA integrity_check", -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  sqlite3_close (database);
}
