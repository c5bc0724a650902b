/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/field-lines.h"

static SoupMessageHeaders *
make_headers (void)
{
  SoupMessageHeaders *headers =
      soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  soup_message_headers_append (headers, "TTL", "10");
  soup_message_headers_append (headers, "Topic", "a");
  soup_message_headers_append (headers, "Ttl", "86400, 1");
  soup_message_headers_append (headers, "Urgency", "");
  return headers;
}

/* Lines, not values with commas between. */
static void
test_lists (void)
{
  g_autoptr (SoupMessageHeaders) headers = make_headers ();
  g_autofree const char **several = ph_field_lines_list (headers, "ttl");
  g_autofree const char **empty = ph_field_lines_list (headers, "Urgency");
  g_autofree const char **none = ph_field_lines_list (headers, "TT");

  g_assert_cmpstr (several[0], ==, "10");
  g_assert_cmpstr (several[1], ==, "86400, 1");
  g_assert_null (several[2]);
  g_assert_cmpstr (empty[0], ==, "");
  g_assert_null (empty[1]);
  g_assert_null (none[0]);
}

static void
test_first (void)
{
  g_autoptr (SoupMessageHeaders) headers = make_headers ();

  g_assert_cmpstr (ph_field_lines_get_first (headers, "TTL"), ==, "10");
  g_assert_cmpstr (ph_field_lines_get_first (headers, "TOPIC"), ==, "a");
  g_assert_null (ph_field_lines_get_first (headers, "Encryption"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-lines/list", test_lists);
  g_test_add_func ("/field-lines/first", test_first);
  return g_test_run ();
}
