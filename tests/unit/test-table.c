/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/table.h"

static PhTable *
create_table (const char *const rows[][3], gsize count)
{
  PhTable *table = ph_table_new (3);

  for (gsize i = 0; i < count; i++)
    ph_table_add (table, rows[i]);

  return table;
}

static void
test_aligns_columns (void)
{
  static const char *const rows[][3] = {
    { "No.", "App", "Waiting" },
    { "7", "org.example.App", "12" },
    { "12", "x", "" },
  };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = NULL;

  ph_table_align_right (table, 0);
  text = ph_table_to_text (table, 0, NULL);
  g_assert_cmpstr (text, ==,
                   "No.  App              Waiting\n"
                   "  7  org.example.App  12\n"
                   " 12  x                -\n");
}

static void
test_counts_columns_not_bytes (void)
{
  static const char *const rows[][3] = {
    { "日本", "ü", "." },
    { "abcd", "u", "." },
    { "u\xcc\x88", "u", "." }, /* U+0308, combining diaeresis */
  };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = ph_table_to_text (table, 0, NULL);

  g_assert_cmpstr (text, ==,
                   "日本  ü  .\n"
                   "abcd  u  .\n"
                   "u\xcc\x88     u  .\n");
}

static void
test_cuts_the_widest (void)
{
  static const char *const rows[][3] = {
    { "1", "a description that is long", "yes" },
    { "2", "short", "no" },
  };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = ph_table_to_text (table, 20, NULL);

  g_assert_cmpstr (text, ==,
                   "1  a descripti…  yes\n"
                   "2  short         no\n");
}

static void
test_keeps_what_can_be_read (void)
{
  static const char *const rows[][3] = { { "12345678", "12345678",
                                           "1234567" } };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = ph_table_to_text (table, 10, NULL);

  g_assert_cmpstr (text, ==, "12345678  12345678  1234567\n");
}

static void
test_takes_no_orders (void)
{
  static const char *const rows[][3] = { { "a\033[2Jb", "c\nd", "e\tf" } };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = ph_table_to_text (table, 0, NULL);

  g_assert_cmpstr (text, ==, "a\ufffd[2Jb  c\ufffdd  e\ufffdf\n");
}

static void
test_heading_is_coloured_only (void)
{
  static const char *const rows[][3] = { { "A", "B", "C" }, { "1", "2", "3" } };
  g_autoptr (PhTable) table = create_table (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = ph_table_to_text (table, 0, "1");

  g_assert_cmpstr (text, ==, "\033[1mA  B  C\033[0m\n1  2  3\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/aligns", test_aligns_columns);
  g_test_add_func ("/table/counts-columns", test_counts_columns_not_bytes);
  g_test_add_func ("/table/cuts", test_cuts_the_widest);
  g_test_add_func ("/table/keeps", test_keeps_what_can_be_read);
  g_test_add_func ("/table/takes-no-orders", test_takes_no_orders);
  g_test_add_func ("/table/heading", test_heading_is_coloured_only);
  return g_test_run ();
}
