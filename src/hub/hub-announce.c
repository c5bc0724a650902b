/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "hub/announcement.h"

static void
on_announced (gint64 id,
              const char *endpoint,
              gboolean taken,
              gpointer user_data)
{
  PhHub *self = user_data;
  PhEntry *entry = ph_registry_find_id (self->registry, id);
  PhRegistration *registration = entry->registration;

  if (taken && entry->saving == 0 &&
      g_strcmp0 (registration->announced, endpoint) != 0)
    {
      g_free (registration->announced);
      registration->announced = g_strdup (endpoint);
      ph_store_save_registration_async (self->store, registration, NULL,
                                        ph_clock_now (self->clock), NULL, NULL);
    }
  if (taken)
    {
      ph_parts_note_present (&self->parts, entry);
      g_clear_pointer (&entry->announcement, ph_announcement_free);
    }
  ph_hub_entry_changed (self, entry);
}

void
ph_hub_announce (PhHub *self, gint64 id)
{
  PhEntry *entry = ph_registry_find_id (self->registry, id);
  g_autoptr (PhReceiver) receiver = NULL;
  g_autofree char *endpoint = NULL;

  if (entry == NULL || self->stopping || !ph_hub_entry_is_settled (entry))
    return;

  receiver = ph_hub_get_receiver (self, entry->registration);
  endpoint = ph_hub_get_endpoint_url (self, entry->registration);
  g_clear_pointer (&entry->announcement, ph_announcement_free);
  entry->announcement = ph_announcement_new (receiver, entry->registration,
                                             endpoint, on_announced, self);
  if (entry->outbox != NULL)
    ph_outbox_resume (entry->outbox);
}
