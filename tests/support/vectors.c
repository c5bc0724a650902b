/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/vectors.h"

#include "core/base64url.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonObject *
load (void)
{
  static JsonParser *parser;
  g_autoptr (GError) error = NULL;

  if (parser == NULL)
    {
      parser = json_parser_new_immutable ();
      json_parser_load_from_file (parser, VECTORS_FILE, &error);
      g_assert_no_error (error);
    }

  return json_node_get_object (json_parser_get_root (parser));
}

static JsonObject *
find_in (JsonNode *group, const char *id)
{
  JsonArray *examples =
      JSON_NODE_HOLDS_ARRAY (group) ? json_node_get_array (group) : NULL;
  guint count = examples != NULL ? json_array_get_length (examples) : 0;

  for (guint i = 0; i < count; i++)
    {
      JsonObject *example = json_array_get_object_element (examples, i);

      if (g_str_equal (json_object_get_string_member (example, "id"), id))
        return example;
    }

  return NULL;
}

static JsonObject *
find (const char *id)
{
  JsonObject *example = NULL;
  g_autoptr (GList) groups = json_object_get_values (load ());

  for (GList *group = groups; group != NULL && example == NULL;
       group = group->next)
    example = find_in (group->data, id);

  g_assert_nonnull (example);
  return example;
}

GBytes *
vectors_get (const char *id, const char *member)
{
  JsonObject *example = find (id);
  g_autofree char *encoded = g_strconcat (member, "_b64u", NULL);
  g_autofree char *plain = g_strconcat (member, "_utf8", NULL);
  GBytes *octets = NULL;
  const char *text;

  if (json_object_has_member (example, encoded))
    {
      text = json_object_get_string_member (example, encoded);
      octets = ph_base64url_decode (text);
      g_assert_nonnull (octets);
      return octets;
    }

  g_assert_true (json_object_has_member (example, plain));
  text = json_object_get_string_member (example, plain);
  return g_bytes_new (text, strlen (text));
}

const char *
vectors_get_text (const char *id, const char *member)
{
  const char *text = json_object_get_string_member (find (id), member);

  g_assert_nonnull (text);
  return text;
}

gint64
vectors_get_number (const char *id, const char *member)
{
  JsonObject *example = find (id);

  g_assert_true (json_object_has_member (example, member));
  return json_object_get_int_member (example, member);
}

void
vectors_expect (const char *id,
                const char *member,
                gconstpointer data,
                gsize size)
{
  g_autoptr (GBytes) expected = vectors_get (id, member);

  g_assert_cmpmem (data, size, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

GStrv
vectors_list (const char *group)
{
  JsonArray *examples = json_object_get_array_member (load (), group);
  GStrvBuilder *ids = g_strv_builder_new ();
  GStrv list;

  for (guint i = 0; i < json_array_get_length (examples); i++)
    g_strv_builder_add (ids,
                        json_object_get_string_member (
                            json_array_get_object_element (examples, i), "id"));

  list = g_strv_builder_end (ids);
  g_strv_builder_unref (ids);
  g_assert_cmpuint (g_strv_length (list), >, 0);
  return list;
}
