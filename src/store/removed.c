/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/removed.h"

#include "store/statement.h"

static gboolean
forget_oldest (PhDatabase *database, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "DELETE FROM removed_endpoint WHERE number <="
                "  (SELECT max(number) FROM removed_endpoint) - ?");

  ph_statement_bind_int (statement, PH_STORE_REMOVED_MAX);
  return ph_statement_finish (statement, error);
}

gboolean
ph_removed_add (PhDatabase *database,
                const char *endpoint,
                gint64 now,
                GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "INSERT OR REPLACE INTO removed_endpoint (endpoint, removed)"
                "  VALUES (?, ?)");

  ph_statement_bind_text (statement, endpoint);
  ph_statement_bind_int (statement, now);
  return ph_statement_finish (statement, error) &&
         forget_oldest (database, error);
}

gboolean
ph_removed_load (PhDatabase *database,
                 PhStoreRemovedFunc func,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database,
      "SELECT endpoint, removed FROM removed_endpoint ORDER BY number");

  while (ph_statement_next (statement))
    {
      g_autofree char *endpoint = ph_statement_get_text (statement, 0);

      func (endpoint, ph_statement_get_int (statement, 1), user_data);
    }

  return ph_statement_finish (statement, error);
}
