/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-frame.h"

PhClientItem *
ph_client_item_new (const char *id, PhPush *push)
{
  PhClientItem *item = g_new0 (PhClientItem, 1);

  item->id = id;
  item->push = ph_push_ref (push);
  return item;
}

void
ph_client_item_free (PhClientItem *item)
{
  ph_push_unref (item->push);
  g_free (item);
}

static char *
to_base64 (const PhClientItem *item)
{
  gsize size;
  const guint8 *octets = g_bytes_get_data (item->push->body, &size);

  return g_base64_encode (octets, size);
}

static void
write_plain (GString *piece, GQueue *waiting, GPtrArray *taken)
{
  PhClientItem *item = g_queue_pop_head (waiting);
  GBytes *body = item->push->body;

  g_string_append_len (piece, g_bytes_get_data (body, NULL),
                       (gssize) g_bytes_get_size (body));
  g_string_append (piece, "\n\n");
  g_ptr_array_add (taken, item);
}

/* Identifiers and base64 have nothing that JSON wants escaped. */
static void
begin_member (GString *piece, const char *id)
{
  g_string_append_printf (piece, "%s\"%s\":", piece->len > 1 ? "," : "", id);
}

static void
write_object (GString *piece, GQueue *waiting, GPtrArray *taken)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (GList *link = waiting->head, *next; link != NULL; link = next)
    {
      PhClientItem *item = link->data;
      g_autofree char *value = NULL;

      next = link->next;
      if (!g_hash_table_add (seen, (gpointer) item->id))
        continue;

      value = to_base64 (item);
      begin_member (piece, item->id);
      g_string_append_printf (piece, "\"%s\"", value);
      g_ptr_array_add (taken, item);
      g_queue_delete_link (waiting, link);
    }
}

static void
add_to_batch (GHashTable *batches, GPtrArray *ids, const PhClientItem *item)
{
  GString *batch = g_hash_table_lookup (batches, item->id);
  g_autofree char *value = to_base64 (item);

  if (batch == NULL)
    {
      batch = g_string_new (NULL);
      g_hash_table_insert (batches, (gpointer) item->id, batch);
      g_ptr_array_add (ids, (gpointer) item->id);
    }

  g_string_append_printf (batch, "%s\"%s\"", batch->len > 0 ? "," : "", value);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
write_batches (GString *piece, GQueue *waiting, GPtrArray *taken)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) batches =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_string);

  for (PhClientItem *item; (item = g_queue_pop_head (waiting)) != NULL;)
    {
      add_to_batch (batches, ids, item);
      g_ptr_array_add (taken, item);
    }

  for (guint i = 0; i < ids->len; i++)
    {
      GString *batch = g_hash_table_lookup (batches, ids->pdata[i]);

      begin_member (piece, ids->pdata[i]);
      g_string_append_printf (piece, "[%s]", batch->str);
    }
}

GBytes *
ph_client_frame_next (PhClientStyle style, GQueue *waiting, GPtrArray *taken)
{
  GString *piece = g_string_new (NULL);

  if (style == PH_CLIENT_STYLE_PLAIN)
    {
      write_plain (piece, waiting, taken);
      return g_string_free_to_bytes (piece);
    }

  g_string_append_c (piece, '{');
  if (style == PH_CLIENT_STYLE_BATCHES)
    write_batches (piece, waiting, taken);
  else
    write_object (piece, waiting, taken);

  g_string_append (piece, "}\r\n");
  return g_string_free_to_bytes (piece);
}
