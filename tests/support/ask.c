/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/ask.h"

#include "support/program.h"
#include "support/wait.h"

JsonNode *
ask_program (Bus *bus, ...)
{
  g_autoptr (GPtrArray) args = NULL;
  g_autoptr (Program) program = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node = NULL;
  va_list list;

  va_start (list, bus);
  args = program_collect (list);
  va_end (list);
  g_ptr_array_add (args, NULL);
  program = program_start (bus, (const char *const *) args->pdata);
  out = program_read_all (program);
  g_assert_cmpint (program_wait (program), ==, 0);
  node = json_from_string (out, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

gint64
ask_status_number (Bus *bus, const char *member)
{
  g_autoptr (JsonNode) node = ask_program (bus, "status", "--json", NULL);
  JsonObject *status = json_node_get_object (node);

  g_assert_true (json_object_has_member (status, member));
  return json_object_get_int_member (status, member);
}

char *
ask_status_attention (Bus *bus)
{
  g_autoptr (JsonNode) node = ask_program (bus, "status", "--json", NULL);
  JsonArray *sentences =
      json_object_get_array_member (json_node_get_object (node), "attention");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (sentences); i++)
    g_string_append_printf (text, "%s\n",
                            json_array_get_string_element (sentences, i));
  return g_string_free (text, FALSE);
}

void
ask_outcome (App *app, const char *push, const char *outcome)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;
  const char *said = NULL;

  g_dbus_connection_call (app->connection, "org.pushhub.Pushhub",
                          "/org/pushhub/Manager", "org.pushhub.Manager1",
                          "WaitForPush", g_variant_new ("(s)", push),
                          G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT, NULL, wait_take_result, &result);
  wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (app->connection, result, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(&s)", &said);
  g_assert_cmpstr (said, ==, outcome);
}
