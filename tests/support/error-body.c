/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/error-body.h"

#include <json-glib/json-glib.h>

void
error_body_expect (HttpReply *reply, guint status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (reply->body, &error);
  JsonObject *object;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL),
                   ==, "application/json");
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, status);
  g_assert_cmpint (json_object_get_int_member (object, "errno"), >, 0);
  g_assert_nonnull (json_object_get_string_member (object, "error"));
  g_assert_nonnull (json_object_get_string_member (object, "more_info"));
  g_assert_cmpstr (json_object_get_string_member (object, "message"), !=, "");
}
