/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/quiet.h"

#include "dbus/manager.h"
#include "fault/model.h"

#include <sqlite3.h>

/* How often the hub is asked, in milliseconds: nothing tells when the last
 * push of all registrations has ended. */
#define ASK_MS 20

typedef struct
{
  GDBusConnection *connection;
  gboolean is_quiet;
} Question;

static gboolean ask (gpointer user_data);

static void
on_status (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (question->connection, result, &error);
  g_autoptr (GVariant) status = NULL;
  guint32 waiting = 0;

  g_assert_no_error (error);
  g_variant_get (reply, "(@a{sv})", &status);
  g_assert_true (g_variant_lookup (status, "waiting", "u", &waiting));
  question->is_quiet = waiting == 0;
  if (!question->is_quiet)
    g_timeout_add (ASK_MS, ask, question);
}

static gboolean
ask (gpointer user_data)
{
  Question *question = user_data;

  g_dbus_connection_call (
      question->connection, "org.pushhub.Pushhub", "/org/pushhub/Manager",
      "org.pushhub.Manager1", "GetStatus", NULL, G_VARIANT_TYPE ("(a{sv})"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_status, question);
  return G_SOURCE_REMOVE;
}

static gboolean
is_quiet (Round *round, gpointer user_data)
{
  const Question *question = user_data;

  return question->is_quiet;
}

void
quiet_wait (Round *round)
{
  g_autoptr (GDBusConnection) connection = bus_connect (round->bus);
  Question question = { connection };

  ask (&question);
  round_turn_until (round, is_quiet, &question);
  g_dbus_connection_close_sync (connection, NULL, NULL);
}

static void
check (sqlite3 *database,
       const char *sql,
       const char *expected,
       GPtrArray *complaints)
{
  sqlite3_stmt *statement = NULL;
  const char *found;

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  found = (const char *) sqlite3_column_text (statement, 0);
  if (g_strcmp0 (found, expected) != 0)
    {
      Complaint *complaint = g_new0 (Complaint, 1);

      complaint->sentence =
          g_strdup_printf ("%s: %s, not %s.", sql, found, expected);
      g_ptr_array_add (complaints, complaint);
    }
  sqlite3_finalize (statement);
}

void
quiet_check_database (Round *round, GPtrArray *complaints)
{
  g_autofree char *path = bus_get_path (round->bus, "state/hub/pushhub.db");
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  check (database, "PRAGMA integrity_check", "ok", complaints);
  check (database, "SELECT count(*) FROM push", "0", complaints);
  sqlite3_close (database);
}
