/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/json-reader.h"

#include "core/error.h"
#include "core/json-scanner.h"

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

static void
test_twice (void)
{
  CHECK_REFUSED ("{\"aud\":1,\"\\u0061ud\":2}",
                 "The JSON has \"aud\" twice in one object.");
  CHECK_REFUSED ("[{\"a\":{\"b\":[],\"c\":1,\"b\":{}}}]",
                 "The JSON has \"b\" twice in one object.");
}

#define TOO_LARGE "A number in the JSON is too large for 64 bits."
#define NO_TEXT "A string in the JSON has U+0000 or half of a surrogate pair."

static void
test_what_no_node_can_hold (void)
{
  CHECK_REFUSED ("[9223372036854775808]", TOO_LARGE);
  CHECK_REFUSED ("[18446744073709551617]", TOO_LARGE);
  CHECK_REFUSED ("-1e400", TOO_LARGE);
  CHECK_REFUSED ("[\"https://own.example\\u0000.evil.example\"]", NO_TEXT);
  CHECK_REFUSED ("{\"a\\u0000\":1}", NO_TEXT);
  CHECK_REFUSED ("\"\\ud800\"", NO_TEXT);
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
  g_test_add_func ("/json-reader/no-node", test_what_no_node_can_hold);
  g_test_add_func ("/json-reader/size", test_size);
  g_test_add_func ("/json-reader/depth", test_depth);
  return g_test_run ();
}
