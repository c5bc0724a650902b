/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

/* A registration's age is stored this often at most: a push must not touch
 * the disk. */
#define TOUCH_EVERY (24 * G_TIME_SPAN_HOUR)

/* Clients nobody has listened to or pushed to for so long go
 * (contracts/client-api.md). */
#define CLIENT_LIFE (30 * G_TIME_SPAN_DAY)

void
ph_hub_save_use (PhHub *self, PhEntry *entry)
{
  if (entry->last_use <= entry->registration->last_used || entry->saving > 0)
    return;

  entry->registration->last_used = entry->last_use;
  ph_store_save_registration_async (self->store, entry->registration, NULL,
                                    entry->last_use, NULL, NULL);
}

void
ph_hub_touch (PhHub *self, gint64 id)
{
  PhEntry *entry = ph_registry_find_id (self->registry, id);

  if (entry == NULL)
    return;

  entry->last_use = ph_clock_now (self->clock);
  if (entry->last_use - entry->registration->last_used >= TOUCH_EVERY)
    ph_hub_save_use (self, entry);
}

static gboolean
is_too_old (PhHub *self, const PhRegistration *registration)
{
  g_autoptr (PhReceiver) receiver = NULL;

  if (registration->kind != PH_REGISTRATION_CLIENT ||
      ph_clock_now (self->clock) - registration->last_used < CLIENT_LIFE)
    return FALSE;

  receiver = ph_hub_get_receiver (self, registration);
  return !ph_receiver_is_available (receiver);
}

void
ph_hub_remove_old_clients (PhHub *self)
{
  g_autoptr (GPtrArray) list = ph_hub_list (self);

  for (guint i = 0; i < list->len; i++)
    {
      const PhRegistration *registration = list->pdata[i];

      if (is_too_old (self, registration))
        ph_hub_unregister_async (self, registration->id, FALSE, NULL, NULL);
    }
}
