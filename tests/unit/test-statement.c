/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/statement.h"

#include "core/error.h"

#define ADD_CLIENT                                                             \
  "INSERT INTO registration (id, kind, version, endpoint, created, last_used)" \
  "  VALUES (?, 0, 0, ?, 0, 0)"
#define ADD_PUSH                                                               \
  "INSERT INTO push (sequence, registration, id, body, ttl, received)"         \
  "  VALUES (?, ?, ?, ?, 0, 0)"

static void
set_up (PhDatabase **database, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  *database = ph_database_open (NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (PhDatabase **database, gconstpointer unused)
{
  ph_database_free (*database);
}

static gboolean
add_client (PhDatabase *database,
            gint64 id,
            const char *endpoint,
            GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, ADD_CLIENT);

  ph_statement_bind_int (statement, id);
  ph_statement_bind_text (statement, endpoint);
  return ph_statement_finish (statement, error);
}

static gboolean
add_push (PhDatabase *database, gint64 registration, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (database, ADD_PUSH);
  g_autoptr (GBytes) body = g_bytes_new_static ("a\0b", 3);

  ph_statement_bind_int (statement, 1);
  ph_statement_bind_int (statement, registration);
  ph_statement_bind_text (statement, "id");
  ph_statement_bind_bytes (statement, body);
  return ph_statement_finish (statement, error);
}

static void
test_values_come_back (PhDatabase **database, gconstpointer unused)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (*database, "SELECT ?, ?, ?, ?");
  g_autoptr (GBytes) octets = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) read = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  ph_statement_bind_int (statement, G_MININT64);
  ph_statement_bind_text (statement, "caf\xc3\xa9");
  ph_statement_bind_bytes (statement, octets);
  ph_statement_bind_text (statement, NULL);

  g_assert_true (ph_statement_next (statement));
  text = ph_statement_get_text (statement, 1);
  read = ph_statement_get_bytes (statement, 2);
  g_assert_cmpint (ph_statement_get_int (statement, 0), ==, G_MININT64);
  g_assert_cmpstr (text, ==, "caf\xc3\xa9");
  g_assert_true (g_bytes_equal (read, octets));
  g_assert_null (ph_statement_get_text (statement, 3));

  g_assert_false (ph_statement_next (statement));
  g_assert_true (ph_statement_finish (statement, &error));
  g_assert_no_error (error);
}

/* Even when it was left in the middle. */
static void
test_every_use_is_the_first (PhDatabase **database, gconstpointer unused)
{
  static const char sql[] = "SELECT ? UNION ALL SELECT 2";
  PhStatement *statement = ph_statement_prepare (*database, sql);

  ph_statement_bind_int (statement, 1);
  g_assert_true (ph_statement_next (statement));
  ph_statement_reset (statement);

  g_assert_true (ph_statement_prepare (*database, sql) == statement);
  ph_statement_bind_int (statement, 7);
  g_assert_true (ph_statement_next (statement));
  g_assert_cmpint (ph_statement_get_int (statement, 0), ==, 7);
  ph_statement_reset (statement);
}

static void
test_broken_rules (PhDatabase **database, gconstpointer unused)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) twice = NULL;

  g_assert_false (add_push (*database, 7, &missing));
  g_assert_error (missing, PH_ERROR, PH_ERROR_NOT_FOUND);

  g_assert_true (add_client (*database, 7, "a", NULL));
  g_assert_false (add_client (*database, 8, "a", &twice));
  g_assert_error (twice, PH_ERROR, PH_ERROR_FAILED);

  /* Neither failure stays with the statement. */
  g_assert_true (add_push (*database, 7, NULL));
  g_assert_true (add_client (*database, 8, "b", NULL));
}

static void
test_a_file_that_refuses (PhDatabase **database, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ph_database_execute (*database, "PRAGMA query_only = ON", NULL));
  g_assert_false (add_client (*database, 7, "a", &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
}

static void
test_the_first_failure_stays (PhDatabase **database, gconstpointer unused)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (*database, "SELECT no_such_function ()");
  g_autoptr (GBytes) octets = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  ph_statement_bind_int (statement, 1);
  ph_statement_bind_text (statement, "x");
  ph_statement_bind_bytes (statement, octets);
  g_assert_false (ph_statement_next (statement));
  g_assert_false (ph_statement_finish (statement, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
}

#define ADD(path, function)                                                    \
  g_test_add ("/statement/" path, PhDatabase *, NULL, set_up, function,        \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values_come_back);
  ADD ("used-again", test_every_use_is_the_first);
  ADD ("rules", test_broken_rules);
  ADD ("refuses", test_a_file_that_refuses);
  ADD ("first-failure", test_the_first_failure_stays);
  return g_test_run ();
}
