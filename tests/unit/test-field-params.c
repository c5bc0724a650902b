/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/field-params.h"

#define FIELD_LONG (64 * 1024)

/* Finds the values of "k", joined with "|"; NULL when the field is none. */
static char *
find (const char *text, const char *separators)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!ph_field_params_find (text, separators, "k", values))
    return NULL;

  g_ptr_array_add (values, NULL);
  return g_strjoinv ("|", (char **) values->pdata);
}

static void
check (const char *text, const char *separators, const char *expected)
{
  g_autofree char *found = find (text, separators);
  g_autofree char *shown = g_strescape (text, NULL);

  g_test_message ("%s", shown);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_values (void)
{
  check ("k=a", ",", "a");
  check ("t=x, k=a", ",", "a");
  check ("t=x,k=a,u=y", ",", "a");
  check ("K=a", ",", "a");
  check (" \tt=x\t,\tk = a ", ",", "a");
  check ("k=a,t=x,k=b", ",", "a|b");
  check ("kk=a", ",", "");
  check ("", ",", "");
  check (" , ,k=a,, ", ",", "a");
  check ("k=", ",", "");
}

/* Standard base64 has characters that a token has not. */
static void
test_plain_values (void)
{
  check ("k=a+/b==", ",", "a+/b==");
  check ("k=a;t=x", ",", "a;t=x");
  check ("dh=x;k=a", ",;", "a");
  check ("dh=x,k=a;u=y", ",;", "a");
}

static void
test_quoted_values (void)
{
  check ("k=\"a\"", ",", "a");
  check ("k=\"\"", ",", "");
  check ("k=\"a, k=b\" , t=\"x\"", ",", "a, k=b");
  check ("k=\"\\\"a\\\\\\b\"", ",", "\"a\\b");
  check ("t=\"k=b\", k=a", ",", "a");
}

static void
test_wrong_fields (void)
{
  static const char *const wrong[] = {
    "k",       "=a",         "k a",      "k=a t=x",  "k=\"a",
    "k=\"a\\", "k=\"a\\\"",  "k=\"a\"b", "k=a\"b\"", "k;=a",
    "(=a",     "k=a, \"x\"", "\xff=a",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (wrong[i], ",", NULL);
}

/* A long field takes no longer than its length. */
static void
test_long_fields (void)
{
  static const char *const parts[] = { ",", " ", "k=a,", "k=\"\\\"\",", "=" };
  gint64 begin = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *found = NULL;

      while (text->len < FIELD_LONG)
        g_string_append (text, parts[i]);
      found = find (text->str, ",");
    }
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-params/values", test_values);
  g_test_add_func ("/field-params/plain", test_plain_values);
  g_test_add_func ("/field-params/quoted", test_quoted_values);
  g_test_add_func ("/field-params/wrong", test_wrong_fields);
  g_test_add_func ("/field-params/long", test_long_fields);
  return g_test_run ();
}
