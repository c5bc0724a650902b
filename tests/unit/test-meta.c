/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/meta.h"

#include "tables-fixture.h"

static void
check (Tables *tables, const char *name, const char *expected)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_meta_get (tables->database, name, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
set (Tables *tables, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_meta_set (tables->database, name, value, &error));
  g_assert_no_error (error);
}

static void
test_none (Tables *tables, gconstpointer unused)
{
  check (tables, "one", NULL);
}

static void
test_by_name (Tables *tables, gconstpointer unused)
{
  set (tables, "one", "1");
  set (tables, "two", "");

  check (tables, "one", "1");
  check (tables, "two", "");
  check (tables, "ONE", NULL);
}

static void
test_again (Tables *tables, gconstpointer unused)
{
  set (tables, "one", "1");
  set (tables, "two", "2");
  set (tables, "one", "another");

  check (tables, "one", "another");
  check (tables, "two", "2");
}

#define ADD(path, function)                                                    \
  g_test_add ("/meta/" path, Tables, NULL, tables_set_up, function,            \
              tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("none", test_none);
  ADD ("by-name", test_by_name);
  ADD ("again", test_again);
  return g_test_run ();
}
