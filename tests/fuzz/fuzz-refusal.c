/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/refusal.h"

#include "fuzz/fuzz.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A refusal may quote what a stranger sent. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *sentence = fuzz_text (data, size);
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autofree char *json = ph_refusal_to_json (&ph_refusal_topic, sentence);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (json, &error);
  JsonObject *object;

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (root));
  g_assert_null (strpbrk (json, "\r\n"));
  object = json_node_get_object (root);
  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, 400);
  g_assert_cmpstr (json_object_get_string_member (object, "message"), ==,
                   valid);
  return 0;
}
