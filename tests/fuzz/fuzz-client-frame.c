/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-frame.h"

#include "fuzz/fuzz.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PUSHES_MAX 8

static const char *const ids[] = { "A", "B", "C" };

/* What has to come, and what did: for each id its pushes, one after another.
 * An octet that is in no base64 is between them. */
typedef struct
{
  GString *due[G_N_ELEMENTS (ids)];
  GString *come[G_N_ELEMENTS (ids)];
} Pushes;

static void
append (GString **lists, const char *id, const char *base64)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_str_equal (ids[i], id))
      g_string_append_printf (lists[i], "%s ", base64);
}

/* Each line is the body of a push, whose first octet chooses the id. */
static void
fill (GQueue *waiting, Pushes *pushes, const guint8 *data, gsize size)
{
  gsize end;

  for (gsize i = 0; i < size && waiting->length < PUSHES_MAX; i = end + 1)
    {
      const char *id = ids[data[i] % G_N_ELEMENTS (ids)];
      const guint8 *line_end = memchr (data + i, '\n', size - i);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (PhPush) push = NULL;
      g_autofree char *base64 = NULL;

      end = line_end == NULL ? size : (gsize) (line_end - data);
      body = g_bytes_new (data + i, end - i);
      push = ph_push_new ("push", 0, 0, &(PhPushContent){ .body = body }, 0);
      base64 = g_base64_encode (data + i, end - i);
      g_queue_push_tail (waiting, ph_client_item_new (id, push));
      append (pushes->due, id, base64);
    }
}

static void
take_member (JsonObject *object,
             const char *member,
             JsonNode *node,
             gpointer user_data)
{
  Pushes *pushes = user_data;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      append (pushes->come, member, json_node_get_string (node));
      return;
    }

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    append (pushes->come, member,
            json_array_get_string_element (json_node_get_array (node), i));
}

static void
take_piece (Pushes *pushes, GBytes *piece)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (piece, &size);

  g_assert_cmpuint (size, >, 2);
  g_assert_cmpmem (text + size - 2, 2, "\r\n", 2);
  g_assert_null (memchr (text, '\n', size - 1));
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  json_object_foreach_member (
      json_node_get_object (json_parser_get_root (parser)), take_member,
      pushes);
}

static void
check (PhClientStyle style, const guint8 *data, gsize size)
{
  GQueue waiting = G_QUEUE_INIT;
  Pushes pushes;
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_client_item_free);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      pushes.due[i] = g_string_new (NULL);
      pushes.come[i] = g_string_new (NULL);
    }

  fill (&waiting, &pushes, data, size);
  while (!g_queue_is_empty (&waiting))
    {
      guint before = g_queue_get_length (&waiting) + taken->len;
      g_autoptr (GBytes) piece = ph_client_frame_next (style, &waiting, taken);

      g_assert_cmpuint (g_queue_get_length (&waiting) + taken->len, ==, before);
      take_piece (&pushes, piece);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpstr (pushes.come[i]->str, ==, pushes.due[i]->str);
      g_string_free (pushes.due[i], TRUE);
      g_string_free (pushes.come[i], TRUE);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  check (PH_CLIENT_STYLE_OBJECTS, data, size);
  check (PH_CLIENT_STYLE_BATCHES, data, size);
  return 0;
}
