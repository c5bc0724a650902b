/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/verb.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonNode *
parse (const char *line)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (line, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return node;
}

gboolean
has_member (const char *line, const char *member)
{
  g_autoptr (JsonNode) node = parse (line);

  return json_object_has_member (json_node_get_object (node), member);
}

char *
get_member (const char *line, const char *member)
{
  g_autoptr (JsonNode) node = parse (line);
  JsonNode *value =
      json_object_get_member (json_node_get_object (node), member);

  g_assert_nonnull (value);
  return JSON_NODE_HOLDS_VALUE (value) &&
                 json_node_get_value_type (value) == G_TYPE_STRING ?
             json_node_dup_string (value) :
             json_to_string (value, FALSE);
}

void
expect_member (const char *line, const char *member, const char *expected)
{
  g_autofree char *value = get_member (line, member);

  g_assert_cmpstr (value, ==, expected);
}

void
expect_status (Outcome *outcome, int status)
{
  if (outcome->status != status)
    g_error ("Status %d, expected %d: %s", outcome->status, status,
             outcome->err);
  g_assert_null (strchr (outcome->out, '\033'));
  g_assert_null (strchr (outcome->err, '\033'));
}
