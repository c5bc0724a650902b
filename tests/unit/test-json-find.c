/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-find.h"

#include <string.h>

static void
begin (PhJsonScanner *scanner, const char *json)
{
  ph_json_scanner_init (scanner, json, strlen (json));
  g_assert_true (ph_json_scanner_next (scanner));
}

static void
check_token (const PhJsonScanner *scanner, const char *text)
{
  g_assert_cmpmem (scanner->token.text, scanner->token.length, text,
                   strlen (text));
}

static void
test_is (void)
{
  PhJsonScanner scanner;

  begin (&scanner, "\"n\\u0061me\"");
  g_assert_true (ph_json_token_is (&scanner.token, "name"));
  g_assert_false (ph_json_token_is (&scanner.token, "names"));

  begin (&scanner, "\"name\"");
  g_assert_true (ph_json_token_is (&scanner.token, "name"));
  g_assert_false (ph_json_token_is (&scanner.token, "nam"));
  g_assert_false (ph_json_token_is (&scanner.token, "Name"));

  begin (&scanner, "\"name\\u0000\"");
  g_assert_false (ph_json_token_is (&scanner.token, "name"));

  begin (&scanner, "true");
  g_assert_false (ph_json_token_is (&scanner.token, "true"));
}

static void
test_skip (void)
{
  PhJsonScanner scanner;

  begin (&scanner, "[[1,[2],{\"a\":[3]}],4,5]");
  ph_json_scanner_next (&scanner);
  ph_json_skip (&scanner);
  check_token (&scanner, "]");
  ph_json_scanner_next (&scanner);
  ph_json_skip (&scanner);
  check_token (&scanner, "4");
  ph_json_scanner_next (&scanner);
  check_token (&scanner, "5");
}

static void
test_find (void)
{
  PhJsonScanner object;
  PhJsonScanner value;

  begin (&object, "{\"x\":{\"a\":1},\"a\":2,\"b\":[{\"a\":3}],\"\\u0061\":4,"
                  "\"c\":{\"d\":5}}");
  g_assert_cmpuint (ph_json_find (&object, "a", &value), ==, 2);
  check_token (&value, "4");
  g_assert_cmpuint (ph_json_find (&object, "y", &value), ==, 0);
  g_assert_cmpuint (ph_json_find (&object, "c", &value), ==, 1);
  g_assert_cmpuint (ph_json_find (&value, "d", &value), ==, 1);
  check_token (&value, "5");
}

/* What is no JSON has an end, too. */
static void
test_wrong (void)
{
  PhJsonScanner object;
  PhJsonScanner value;

  begin (&object, "{\"a\":1,\"a\":[2,\"a\"");
  g_assert_cmpuint (ph_json_find (&object, "a", &value), ==, 2);
  ph_json_skip (&object);
  g_assert_cmpint (object.token.kind, ==, PH_JSON_END);

  begin (&object, "{\"a\":");
  g_assert_cmpuint (ph_json_find (&object, "a", &value), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-find/is", test_is);
  g_test_add_func ("/json-find/skip", test_skip);
  g_test_add_func ("/json-find/find", test_find);
  g_test_add_func ("/json-find/wrong", test_wrong);
  return g_test_run ();
}
