/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"

typedef struct
{
  PhRegistration *registration;
  PhReceiver *receiver;
  gboolean requested;
} Removal;

static void
removal_free (Removal *removal)
{
  ph_registration_free (removal->registration);
  g_object_unref (removal->receiver);
  g_free (removal);
}

static void
come_back (PhHub *self, PhEntry *entry)
{
  ph_registry_set_leaving (self->registry, entry, FALSE);
  ph_hub_resume_entry (self, entry);
}

static void
leave (PhHub *self, PhEntry *entry)
{
  ph_quota_clear (&self->parts.quota, entry);
  ph_registration_free (ph_registry_remove (self->registry, entry));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhHub *self = g_task_get_source_object (task);
  Removal *removal = g_task_get_task_data (task);
  PhEntry *entry =
      ph_registry_find_any (self->registry, removal->registration->id);
  GError *error = NULL;
  gboolean removed = ph_store_finish (PH_STORE (source), result, &error);

  /* A new one that could not be stored has gone already. */
  if (entry != NULL && removed)
    leave (self, entry);
  else if (entry != NULL)
    come_back (self, entry);

  if (!removed)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_boolean (task, TRUE);
  ph_receiver_unregistered (removal->receiver, removal->registration,
                            removal->requested);
}

static Removal *
removal_new (PhHub *self, PhEntry *entry, gboolean requested)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->registration = ph_registration_copy (entry->registration);
  removal->receiver = ph_hub_get_receiver (self, entry->registration);
  removal->requested = requested;
  return removal;
}

void
ph_hub_unregister_async (PhHub *self,
                         gint64 id,
                         gboolean requested,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PhEntry *entry = ph_registry_find_id (self->registry, id);
  Removal *removal = NULL;

  if (ph_hub_refuse_when_stopping (self, task))
    return;

  if (entry == NULL)
    {
      g_task_return_new_error (task, PH_ERROR, PH_ERROR_NOT_FOUND,
                               "There is no registration %" G_GINT64_FORMAT ".",
                               id);
      return;
    }

  removal = removal_new (self, entry, requested);
  g_task_set_task_data (task, removal, (GDestroyNotify) removal_free);
  ph_hub_clear_entry (self, entry);
  ph_registry_set_leaving (self->registry, entry, TRUE);
  ph_gone_add (self->gone, removal->registration->endpoint,
               ph_clock_now (self->clock));
  ph_store_remove_registration_async (self->store, removal->registration,
                                      ph_clock_now (self->clock), on_removed,
                                      g_steal_pointer (&task));
}

gboolean
ph_hub_unregister_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
