/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/registrations.h"

#include "core/push.h"
#include "store/statement.h"

#define FAILURES_MAX G_STRINGIFY (PH_PUSH_FAILURES_MAX)

#define COLUMNS                                                                \
  "id, kind, version, service, token, description, vapid, endpoint, "          \
  "announced, created, last_used, absent, strictness"

gboolean
ph_registrations_save (PhDatabase *database,
                       const PhRegistration *registration,
                       GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "INSERT INTO registration (" COLUMNS ")"
                "  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                "  ON CONFLICT (id) DO UPDATE SET"
                "    kind = excluded.kind,"
                "    version = excluded.version,"
                "    service = excluded.service,"
                "    token = excluded.token,"
                "    description = excluded.description,"
                "    vapid = excluded.vapid,"
                "    endpoint = excluded.endpoint,"
                "    announced = excluded.announced,"
                "    created = excluded.created,"
                "    last_used = excluded.last_used,"
                "    absent = excluded.absent,"
                "    strictness = excluded.strictness");

  ph_statement_bind_int (statement, registration->id);
  ph_statement_bind_int (statement, registration->kind);
  ph_statement_bind_int (statement, registration->version);
  ph_statement_bind_text (statement, registration->service);
  ph_statement_bind_text (statement, registration->token);
  ph_statement_bind_text (statement, registration->description);
  ph_statement_bind_text (statement, registration->vapid);
  ph_statement_bind_text (statement, registration->endpoint);
  ph_statement_bind_text (statement, registration->announced);
  ph_statement_bind_int (statement, registration->created);
  ph_statement_bind_int (statement, registration->last_used);
  ph_statement_bind_int (statement, registration->absent);
  ph_statement_bind_int (statement, registration->strictness);
  return ph_statement_finish (statement, error);
}

gboolean
ph_registrations_remove (PhDatabase *database, gint64 id, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "DELETE FROM registration WHERE id = ?");

  ph_statement_bind_int (statement, id);
  return ph_statement_finish (statement, error);
}

static PhRegistration *
read_row (PhStatement *row)
{
  PhRegistration *registration =
      ph_registration_new ((PhRegistrationKind) ph_statement_get_int (row, 1));

  registration->id = ph_statement_get_int (row, 0);
  registration->version = (guint) ph_statement_get_int (row, 2);
  registration->service = ph_statement_get_text (row, 3);
  registration->token = ph_statement_get_text (row, 4);
  registration->description = ph_statement_get_text (row, 5);
  registration->vapid = ph_statement_get_text (row, 6);
  registration->endpoint = ph_statement_get_text (row, 7);
  registration->announced = ph_statement_get_text (row, 8);
  registration->created = ph_statement_get_int (row, 9);
  registration->last_used = ph_statement_get_int (row, 10);
  registration->absent = ph_statement_get_int (row, 11);
  registration->strictness = (PhStrictness) ph_statement_get_int (row, 12);
  return registration;
}

gboolean
ph_registrations_load (PhDatabase *database,
                       PhStoreRegistrationFunc func,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "SELECT " COLUMNS ", waiting, aside, octets"
                "  FROM registration LEFT JOIN ("
                "    SELECT registration,"
                "      count(*) FILTER (WHERE failures < " FAILURES_MAX ")"
                "        AS waiting,"
                "      count(*) FILTER (WHERE failures >= " FAILURES_MAX ")"
                "        AS aside,"
                "      sum(length(body)) AS octets"
                "    FROM push GROUP BY registration)"
                "  ON registration = id ORDER BY id");

  while (ph_statement_next (statement))
    {
      PhLoad load = {
        .waiting = (guint) ph_statement_get_int (statement, 13),
        .aside = (guint) ph_statement_get_int (statement, 14),
        .octets = (guint64) ph_statement_get_int (statement, 15),
      };

      func (read_row (statement), &load, user_data);
    }

  return ph_statement_finish (statement, error);
}

gboolean
ph_registrations_get_last (PhDatabase *database, gint64 *id, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "SELECT seq FROM sqlite_sequence WHERE name = 'registration'");

  *id = ph_statement_next (statement) ? ph_statement_get_int (statement, 0) : 0;
  return ph_statement_finish (statement, error);
}
