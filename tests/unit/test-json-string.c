/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-string.h"

#include <string.h>

/* RFC 8259 section 7. */

static void
check_lossy (const char *json, const char *text)
{
  g_autofree char *decoded = ph_json_string_decode_lossy (json, strlen (json));

  g_assert_cmpstr (decoded, ==, text);
}

static void
check (const char *json, const char *text)
{
  const char *end = ph_json_string_find_end (json, json + strlen (json));
  g_autofree char *decoded = NULL;

  g_assert_true (end == json + strlen (json));
  decoded = ph_json_string_decode (json, strlen (json));
  g_assert_cmpstr (decoded, ==, text);
  if (text != NULL)
    check_lossy (json, text);
}

static void
test_what_they_stand_for (void)
{
  check ("\"\"", "");
  check ("\"caf\xc3\xa9\"", "caf\xc3\xa9");
  check ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
  check ("\"https:\\/\\/\\u0041\\u00e9\"", "https://A\xc3\xa9");
  check ("\"\\uFFFF\\uffff\"", "\xef\xbf\xbf\xef\xbf\xbf");
  check ("\"\\ud83d\\uDE00!\"", "\xf0\x9f\x98\x80!");
  check ("\"\x7f\"", "\x7f");
}

/* They are JSON, but no text. */
static void
test_what_no_string_can_hold (void)
{
  check ("\"a\\u0000\"", NULL);
  check ("\"\\ud83d\"", NULL);
  check ("\"\\ud83d\\u0041\"", NULL);
  check ("\"\\ud83d\\n\"", NULL);
  check ("\"\\ude00\\ud83d\"", NULL);
}

#define GONE "\xef\xbf\xbd"

static void
test_what_is_lost (void)
{
  check_lossy ("\"a\\u0000b\"", "a" GONE "b");
  check_lossy ("\"\\ud83d\"", GONE);
  check_lossy ("\"\\ud83d\\u0041\"", GONE "A");
  check_lossy ("\"\\ud83d\\n\"", GONE "\n");
  check_lossy ("\"\\ude00\\ud83d\"", GONE GONE);
  check_lossy ("\"\\ud83d\\ud83d\\ude00\"", GONE "\xf0\x9f\x98\x80");
}

static void
test_wrong (void)
{
  static const char *const wrong[] = {
    "\"",      "\"a",        "\"\\",        "\"\\\"",      "\"\\a\"",
    "\"\\'\"", "\"\\u\"",    "\"\\u00\"",   "\"\\u004",    "\"\\u004g\"",
    "\"\n\"",  "\"a\x1f!\"", "\"\\U0041\"", "\"\\u 041\"", "\"\\\n\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_null (
          ph_json_string_find_end (wrong[i], wrong[i] + strlen (wrong[i])));
    }
}

/* What is behind it is not looked at. */
static void
test_ends (void)
{
  const char *json = "\"a\"\"b\"";

  g_assert_true (ph_json_string_find_end (json, json + 6) == json + 3);
  g_assert_null (ph_json_string_find_end (json, json + 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-string/text", test_what_they_stand_for);
  g_test_add_func ("/json-string/no-text", test_what_no_string_can_hold);
  g_test_add_func ("/json-string/lossy", test_what_is_lost);
  g_test_add_func ("/json-string/wrong", test_wrong);
  g_test_add_func ("/json-string/ends", test_ends);
  return g_test_run ();
}
