/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-number.h"

#include <string.h>

/* RFC 8259 section 6. @length octets of @text are a number; 0 for none. */
static void
check (const char *text, gsize length)
{
  const char *end = ph_json_number_find_end (text, text + strlen (text));

  g_test_message ("%s", text);
  if (length == 0)
    g_assert_null (end);
  else
    g_assert_true (end == text + length);
}

static void
test_numbers (void)
{
  check ("0", 1);
  check ("-0", 2);
  check ("10,", 2);
  check ("0.10]", 4);
  check ("1e400 ", 5);
  check ("-12.5E-07}", 9);
  check ("1E+1", 4);
  check ("123456789012345678901234567890", 30);
}

/* The zero of octal numbers and hexadecimal ones is a number of its own. */
static void
test_what_is_no_part_of_them (void)
{
  check ("010", 1);
  check ("0x10", 1);
  check ("1-1", 1);
}

static void
test_none (void)
{
  static const char *const none[] = { "-",  "-a",  "1.",   "1.e1", "-.5",
                                      "1e", "1e+", "1.5e", "--1",  "1e-.1" };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    check (none[i], 0);
}

/* Nothing behind the end is read. */
static void
test_ends (void)
{
  const char *text = "-1.5e10";

  g_assert_null (ph_json_number_find_end (text, text + 1));
  g_assert_true (ph_json_number_find_end (text, text + 2) == text + 2);
  g_assert_null (ph_json_number_find_end (text, text + 3));
  g_assert_true (ph_json_number_find_end (text, text + 4) == text + 4);
  g_assert_null (ph_json_number_find_end (text, text + 5));
  g_assert_true (ph_json_number_find_end (text, text + 6) == text + 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-number/numbers", test_numbers);
  g_test_add_func ("/json-number/no-part", test_what_is_no_part_of_them);
  g_test_add_func ("/json-number/none", test_none);
  g_test_add_func ("/json-number/ends", test_ends);
  return g_test_run ();
}
