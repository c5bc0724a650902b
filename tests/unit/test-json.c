/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/json.h"

static void
test_members (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  ph_json_add_string (builder, "text", "\"caf\xc3\xa9\"\n");
  ph_json_add_number (builder, "number", G_MAXINT64);
  ph_json_add_flag (builder, "flag", TRUE);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  g_assert_cmpstr (json, ==,
                   "{\"text\":\"\\\"caf\xc3\xa9\\\"\\n\","
                   "\"number\":9223372036854775807,"
                   "\"flag\":true}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/members", test_members);
  return g_test_run ();
}
