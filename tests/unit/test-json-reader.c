/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/json-reader.h"

#include "core/error.h"
#include "core/json-scanner.h"

#include <float.h>
#include <string.h>

static void
check (const char *json, const char *again)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ph_json_read (json, strlen (json), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==, again);
}

static void
check_refused (const char *json, gsize size, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_json_read (json, size, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

#define CHECK_REFUSED(json, sentence)                                          \
  check_refused (json, strlen (json), sentence)

static void
test_values (void)
{
  check ("{}", "{}");
  check (" [ true , false, null, -7, 1.5, \"\\u0041\\/\" ] ",
         "[true,false,null,-7,1.5,\"A/\"]");
  check ("{\"a\":{\"b\":[[],{}]},\"c\":[{\"a\":1},{\"a\":2}]}",
         "{\"a\":{\"b\":[[],{}]},\"c\":[{\"a\":1},{\"a\":2}]}");
  check ("\"alone\"", "\"alone\"");
  check ("9223372036854775807", "9223372036854775807");
  check ("-9223372036854775808", "-9223372036854775808");
}

static void
test_no_json (void)
{
  CHECK_REFUSED ("", "This is not JSON: after 0 octets there must be a value.");
  CHECK_REFUSED ("{\"a\":[1,{\"b\":2",
                 "This is not JSON: after 14 octets there must be a comma or "
                 "}.");
  CHECK_REFUSED ("[1] [2]", "This is not JSON: after 4 octets there must be "
                            "the end of the text.");
}

/* At the top, where a token has its claims; those it names are no secret. */
static void
test_twice (void)
{
  CHECK_REFUSED ("{\"aud\":1,\"\\u0061ud\":2}", "The JSON has \"aud\" twice.");
  CHECK_REFUSED ("{\"alg\":1,\"a\":[{}],\"alg\":1}",
                 "The JSON has \"alg\" twice.");
  CHECK_REFUSED ("{\"secret\":1,\"secret\":{}}", "The JSON has a name twice.");
  CHECK_REFUSED ("{\"\":1,\"\":1}", "The JSON has a name twice.");
}

static void
test_twice_further_in (void)
{
  check ("{\"a\":{\"b\":[],\"c\":1,\"b\":{\"d\":2}}}",
         "{\"a\":{\"b\":{\"d\":2},\"c\":1}}");
  check ("[{\"a\":1,\"a\":2}]", "[{\"a\":2}]");
}

static double
read_double (const char *json)
{
  g_autoptr (JsonNode) node = ph_json_read (json, strlen (json), NULL);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_DOUBLE);
  return json_node_get_double (node);
}

static void
test_large_numbers (void)
{
  g_autofree char *digits = g_strnfill (PH_JSON_READ_MAX, '9');

  g_assert_cmpfloat (read_double ("9223372036854775808"), ==, 0x1p63);
  g_assert_cmpfloat (read_double ("-9223372036854775809"), ==, -0x1p63);
  g_assert_cmpfloat (read_double ("18446744073709551617"), ==, 0x1p64);
  g_assert_cmpfloat (read_double ("1e308"), ==, 1e308);
  g_assert_cmpfloat (read_double ("1e400"), ==, DBL_MAX);
  g_assert_cmpfloat (read_double ("-1e400"), ==, -DBL_MAX);
  g_assert_cmpfloat (read_double (digits), ==, DBL_MAX);
  g_assert_cmpfloat (read_double ("1e-400"), ==, 0);
}

static void
expect_text (const char *json, const char *text)
{
  g_autoptr (JsonNode) node = ph_json_read (json, strlen (json), NULL);

  g_assert_cmpstr (json_node_get_string (node), ==, text);
}

#define GONE "\xef\xbf\xbd"

/* What follows a NUL is not lost, and such names are not mixed up. */
static void
test_what_no_string_can_hold (void)
{
  expect_text ("\"https://own.example\\u0000.evil.example\"",
               "https://own.example" GONE ".evil.example");
  expect_text ("\"\\ud800\"", GONE);
  check ("{\"aud\\u0000\":1,\"aud\":2}", "{\"aud" GONE "\":1,\"aud\":2}");
  check ("{\"\\u0000\":1,\"\\ud800\":2}", "{\"" GONE "\":2}");
}

static void
test_size (void)
{
  g_autofree char *json = g_strnfill (PH_JSON_READ_MAX + 1, ' ');
  g_autoptr (JsonNode) node = NULL;

  json[PH_JSON_READ_MAX - 1] = '1';
  json[PH_JSON_READ_MAX] = '2';
  node = ph_json_read (json, PH_JSON_READ_MAX, NULL);
  g_assert_cmpint (json_node_get_int (node), ==, 1);
  check_refused (json, PH_JSON_READ_MAX + 1,
                 "The JSON has more than 16384 octets.");
}

/* As deep as may be, which is no matter for the stack; and deeper. */
static void
test_depth (void)
{
  g_autofree char *json = g_strnfill (2 * PH_JSON_DEPTH_MAX, ']');
  g_autofree char *deeper = g_strnfill (PH_JSON_READ_MAX, '[');
  g_autoptr (JsonNode) node = NULL;

  memset (json, '[', PH_JSON_DEPTH_MAX);
  node = ph_json_read (json, strlen (json), NULL);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  CHECK_REFUSED (deeper, "This is not JSON: after 1000 octets there must be no "
                         "value inside 1000 others.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/values", test_values);
  g_test_add_func ("/json-reader/no-json", test_no_json);
  g_test_add_func ("/json-reader/twice", test_twice);
  g_test_add_func ("/json-reader/twice-within", test_twice_further_in);
  g_test_add_func ("/json-reader/large-numbers", test_large_numbers);
  g_test_add_func ("/json-reader/no-string", test_what_no_string_can_hold);
  g_test_add_func ("/json-reader/size", test_size);
  g_test_add_func ("/json-reader/depth", test_depth);
  return g_test_run ();
}
