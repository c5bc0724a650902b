/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

/* How long the end of the hub waits for calls under way. What they carry is
 * committed by then. */
#define STOP_MS 3000

static gboolean
on_stop_too_long (gpointer user_data)
{
  PhHub *self = user_data;

  self->stop_source = 0;
  ph_hub_end_stop (self);
  return G_SOURCE_REMOVE;
}

void
ph_hub_stop_async (PhHub *self,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);

  self->stop = g_task_new (self, NULL, callback, user_data);
  self->stopping = TRUE;
  for (guint i = 0; i < entries->len; i++)
    {
      PhEntry *entry = entries->pdata[i];

      if (entry->outbox != NULL)
        ph_outbox_settle (entry->outbox);
      ph_hub_save_use (self, entry);
      if (ph_hub_entry_is_busy (entry))
        g_hash_table_add (self->ending, entry);
    }

  if (g_hash_table_size (self->ending) == 0)
    ph_hub_end_stop (self);
  else
    self->stop_source = g_timeout_add (STOP_MS, on_stop_too_long, self);
}

gboolean
ph_hub_stop_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
