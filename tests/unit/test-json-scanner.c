/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-scanner.h"

#include "core/error.h"

#include <string.h>

/* RFC 8259. */

/* Returns: all tokens as "kind depth text", with semicolons between. */
static char *
list (const char *json)
{
  GString *tokens = g_string_new (NULL);
  PhJsonScanner scanner;

  ph_json_scanner_init (&scanner, json, strlen (json));
  while (ph_json_scanner_next (&scanner))
    g_string_append_printf (tokens, "%u %u %.*s;", scanner.token.kind,
                            scanner.token.depth, (int) scanner.token.length,
                            scanner.token.text);
  return g_string_free (tokens, FALSE);
}

static void
check_tokens (const char *json, const char *tokens)
{
  g_autofree char *read = list (json);

  g_assert_cmpstr (read, ==, tokens);
}

static void
test_tokens (void)
{
  check_tokens ("{}", "0 0 {;1 0 };");
  check_tokens (" [ ] ", "2 0 [;3 0 ];");
  check_tokens ("\t-1.5e3\r\n", "6 0 -1.5e3;");
  check_tokens ("\"\\u0041\"", "5 0 \"\\u0041\";");
  check_tokens ("{ \"a\" : [ 1 , true ] , \"a\":{\"\":null} }",
                "0 0 {;4 1 \"a\";2 1 [;6 2 1;7 2 true;3 1 ];"
                "4 1 \"a\";0 1 {;4 2 \"\";7 2 null;1 1 };1 0 };");
  check_tokens ("[[],{},false]",
                "2 0 [;2 1 [;3 1 ];0 1 {;1 1 };7 1 false;3 0 ];");
}

static void
check_wrong (const char *json, gsize size, gsize after, const char *missing)
{
  g_autofree char *sentence = g_strdup_printf (
      "This is not JSON: after %zu octets there must be %s.", after, missing);
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_json_check (json, size, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

#define VALUE "a value"
#define NAME "the name of a member"
#define STRING                                                                 \
  "a string with an end, with no wrong escape and with no control character"

static void
test_wrong (void)
{
  static const struct
  {
    const char *json;
    gsize after;
    const char *missing;
  } cases[] = {
    { "", 0, VALUE },
    { " ", 1, VALUE },
    { "x", 0, VALUE },
    { "NaN", 0, VALUE },
    { "True", 0, VALUE },
    { "nul", 0, VALUE },
    { "'a'", 0, VALUE },
    { "+1", 0, VALUE },
    { ".5", 0, VALUE },
    { "/**/1", 0, VALUE },
    { "\xef\xbb\xbf{}", 0, VALUE },
    { "]", 0, VALUE },
    { "[1,]", 3, VALUE },
    { "[,1]", 1, VALUE },
    { "{\"a\":}", 5, VALUE },
    { "-", 0, "a number" },
    { "[1.]", 1, "a number" },
    { "\"a", 0, STRING },
    { "[\"\\x\"]", 1, STRING },
    { "{\"a\n\":1}", 1, STRING },
    { "{1:2}", 1, NAME },
    { "{\"a\":1,}", 7, NAME },
    { "{,}", 1, NAME },
    { "{]", 1, NAME },
    { "{\"a\"}", 4, "a colon" },
    { "{\"a\" 1}", 5, "a colon" },
    { "[1 2]", 3, "a comma or ]" },
    { "[010]", 2, "a comma or ]" },
    { "[1}", 2, "a comma or ]" },
    { "[truer]", 5, "a comma or ]" },
    { "{\"a\":1]", 6, "a comma or }" },
    { "{\"a\":[]", 7, "a comma or }" },
    { "{} {}", 3, "the end of the text" },
    { "1 //", 2, "the end of the text" },
    { "a\xff", 1, "valid UTF-8 and no NUL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_wrong (cases[i].json, strlen (cases[i].json), cases[i].after,
                 cases[i].missing);
  check_wrong ("[\0]", 3, 1, "valid UTF-8 and no NUL");
  check_wrong ("{}\0", 3, 2, "valid UTF-8 and no NUL");
}

/* Every text that ends too early is wrong, and nothing behind it is read. */
static void
test_cut_short (void)
{
  const char *json = "{\"a\":[-1.5e+3,true,null,\"\\u0041\\n\"],\"b\":{}}";

  g_assert_true (ph_json_check (json, strlen (json), NULL));
  for (gsize size = 0; size < strlen (json); size++)
    {
      g_autofree char *cut = g_memdup2 (json, MAX (size, 1));

      g_assert_false (ph_json_check (cut, size, NULL));
    }
}

/* Returns: (transfer full): @depth arrays in each other. */
static char *
nest (gsize depth)
{
  g_autofree char *begins = g_strnfill (depth, '[');
  g_autofree char *ends = g_strnfill (depth, ']');

  return g_strconcat (begins, ends, NULL);
}

static void
test_depth (void)
{
  g_autofree char *most = nest (PH_JSON_DEPTH_MAX);
  g_autofree char *more = nest (PH_JSON_DEPTH_MAX + 1);
  g_autofree char *far_more = g_strnfill (500 * 1024, '[');

  g_assert_true (ph_json_check (most, strlen (most), NULL));
  check_wrong (more, strlen (more), PH_JSON_DEPTH_MAX,
               "no value inside 1000 others");
  check_wrong (far_more, 500 * 1024, PH_JSON_DEPTH_MAX,
               "no value inside 1000 others");
}

/* A copy stays where it is. */
static void
test_copy (void)
{
  const char *json = "[1,2]";
  PhJsonScanner scanner;
  PhJsonScanner copy;

  ph_json_scanner_init (&scanner, json, strlen (json));
  ph_json_scanner_next (&scanner);
  copy = scanner;
  g_assert_true (ph_json_scanner_finish (&scanner, NULL));
  g_assert_false (ph_json_scanner_next (&scanner));
  g_assert_true (ph_json_scanner_next (&copy));
  g_assert_true (*copy.token.text == '1');
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-scanner/tokens", test_tokens);
  g_test_add_func ("/json-scanner/wrong", test_wrong);
  g_test_add_func ("/json-scanner/cut-short", test_cut_short);
  g_test_add_func ("/json-scanner/depth", test_depth);
  g_test_add_func ("/json-scanner/copy", test_copy);
  return g_test_run ();
}
