/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/meta.h"

#include "store/statement.h"

gboolean
ph_meta_get (PhDatabase *database,
             const char *name,
             char **value,
             GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "SELECT value FROM meta WHERE name = ?");

  ph_statement_bind_text (statement, name);
  *value = ph_statement_next (statement) ?
               ph_statement_get_text (statement, 0) :
               NULL;
  return ph_statement_finish (statement, error);
}

gboolean
ph_meta_set (PhDatabase *database,
             const char *name,
             const char *value,
             GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");

  ph_statement_bind_text (statement, name);
  ph_statement_bind_text (statement, value);
  return ph_statement_finish (statement, error);
}
