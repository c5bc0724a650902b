/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/pushes.h"

#include "store/statement.h"

gboolean
ph_pushes_add (PhDatabase *database, const PhPush *push, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "INSERT INTO push"
                "  (sequence, registration, id, body, ttl, received)"
                "  VALUES (?, ?, ?, ?, ?, ?)");

  ph_statement_bind_int (statement, push->sequence);
  ph_statement_bind_int (statement, push->registration);
  ph_statement_bind_text (statement, push->id);
  ph_statement_bind_bytes (statement, push->body);
  ph_statement_bind_int (statement, push->ttl);
  ph_statement_bind_int (statement, push->received);
  return ph_statement_finish (statement, error);
}

gboolean
ph_pushes_remove (PhDatabase *database, gint64 sequence, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "DELETE FROM push WHERE sequence = ?");

  ph_statement_bind_int (statement, sequence);
  return ph_statement_finish (statement, error);
}

gboolean
ph_pushes_remove_all (PhDatabase *database, gint64 registration, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "DELETE FROM push WHERE registration = ?");

  ph_statement_bind_int (statement, registration);
  return ph_statement_finish (statement, error);
}

static PhPush *
read_row (PhStatement *row)
{
  g_autofree char *id = ph_statement_get_text (row, 2);
  g_autoptr (GBytes) body = ph_statement_get_bytes (row, 3);

  return ph_push_new (
      ph_statement_get_int (row, 0), ph_statement_get_int (row, 1), id, body,
      (guint32) ph_statement_get_int (row, 4), ph_statement_get_int (row, 5));
}

GPtrArray *
ph_pushes_read (PhDatabase *database,
                gint64 registration,
                gint64 after,
                guint limit,
                GError **error)
{
  g_autoptr (GPtrArray) pushes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_push_unref);
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "SELECT sequence, registration, id, body, ttl, received"
                "  FROM push WHERE registration = ? AND sequence > ?"
                "  ORDER BY sequence LIMIT ?");

  ph_statement_bind_int (statement, registration);
  ph_statement_bind_int (statement, after);
  ph_statement_bind_int (statement, limit);
  while (ph_statement_next (statement))
    g_ptr_array_add (pushes, read_row (statement));

  if (!ph_statement_finish (statement, error))
    return NULL;

  return g_steal_pointer (&pushes);
}

gboolean
ph_pushes_get_last (PhDatabase *database, gint64 *sequence, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "SELECT max(sequence) FROM push");

  *sequence =
      ph_statement_next (statement) ? ph_statement_get_int (statement, 0) : 0;
  return ph_statement_finish (statement, error);
}
