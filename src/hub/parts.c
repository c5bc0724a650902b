/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/parts.h"

typedef struct
{
  GHashTable *ending;
  char *push;
} Row;

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Row *row = user_data;

  g_hash_table_remove (row->ending, row->push);
  g_hash_table_unref (row->ending);
  g_free (row->push);
  g_free (row);
}

void
ph_parts_note_present (PhParts *parts, PhEntry *entry)
{
  if (entry->registration->absent == 0 || entry->saving > 0)
    return;

  entry->registration->absent = 0;
  ph_store_save_registration_async (parts->store, entry->registration, NULL,
                                    ph_clock_now (parts->clock), NULL, NULL);
}

void
ph_parts_end_row (PhParts *parts, const char *push)
{
  Row *row = g_new (Row, 1);

  row->ending = g_hash_table_ref (parts->ending);
  row->push = g_strdup (push);
  g_hash_table_add (parts->ending, g_strdup (push));
  ph_store_remove_push_async (parts->store, push, on_removed, row);
}

gboolean
ph_parts_is_ending (const PhParts *parts, const char *push)
{
  return g_hash_table_contains (parts->ending, push);
}
