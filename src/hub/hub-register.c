/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"
#include "core/id.h"
#include "hub/demand.h"

static gboolean
check_limit (PhHub *self, PhRegistrationKind kind, GError **error)
{
  guint max =
      kind == PH_REGISTRATION_CLIENT ? PH_CLIENTS_MAX : PH_REGISTRATIONS_MAX;

  if (kind == PH_REGISTRATION_CLIENT)
    ph_hub_remove_old_clients (self);
  if (ph_registry_count_kind (self->registry, kind) < max)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_LIMIT,
               "The limit of %u registrations is reached; remove some with "
               "\"pushhub unregister\".",
               max);
  return FALSE;
}

static void
register_new (PhHub *self, const PhRegistration *wanted, GTask *task)
{
  g_autoptr (PhRegistration) registration = ph_registration_copy (wanted);

  registration->id = ++self->last_registration;
  registration->endpoint = ph_id_new ();
  registration->created = ph_clock_now (self->clock);
  registration->last_used = registration->created;
  ph_hub_add (self, g_steal_pointer (&registration), task);
}

static void
register_again (PhHub *self,
                PhEntry *entry,
                const PhRegistration *wanted,
                GTask *task)
{
  const PhRegistration *present = entry->registration;
  PhRegistration *changed = NULL;

  if (g_strcmp0 (present->vapid, wanted->vapid) == 0 &&
      present->version == wanted->version &&
      g_strcmp0 (present->description, wanted->description) == 0 &&
      entry->saving == 0)
    {
      g_task_return_int (task, present->id);
      g_object_unref (task);
      return;
    }

  changed = ph_registration_copy (present);
  changed->version = wanted->version;
  g_free (changed->description);
  changed->description = g_strdup (wanted->description);
  g_free (changed->vapid);
  changed->vapid = g_strdup (wanted->vapid);
  ph_hub_change (self, entry, changed, task);
}

static gboolean
check_wanted (PhHub *self,
              const PhEntry *entry,
              const PhRegistration *wanted,
              GError **error)
{
  if (entry != NULL &&
      !g_str_equal (entry->registration->service, wanted->service))
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAUTHORIZED,
                           "token: in use by another app.");
      return FALSE;
    }

  return ph_demand_check (self->settings, wanted, error) &&
         (entry != NULL || check_limit (self, wanted->kind, error));
}

void
ph_hub_register_async (PhHub *self,
                       const PhRegistration *wanted,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PhEntry *entry = wanted->token != NULL ?
                       ph_registry_find_token (self->registry, wanted->token) :
                       NULL;
  GError *error = NULL;

  if (ph_hub_refuse_when_stopping (self, task))
    return;

  if (!check_wanted (self, entry, wanted, &error))
    g_task_return_error (task, error);
  else if (entry != NULL)
    register_again (self, entry, wanted, g_steal_pointer (&task));
  else
    register_new (self, wanted, g_steal_pointer (&task));
}

gint64
ph_hub_register_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  gint64 id = g_task_propagate_int (G_TASK (result), error);

  return MAX (id, 0); /* -1 with an error */
}

/* Being strict */

void
ph_hub_set_strictness_async (PhHub *self,
                             gint64 id,
                             PhStrictness strictness,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PhEntry *entry = ph_registry_find_id (self->registry, id);
  PhRegistration *changed = NULL;

  if (ph_hub_refuse_when_stopping (self, task))
    return;

  if (entry == NULL)
    {
      g_task_return_new_error (task, PH_ERROR, PH_ERROR_NOT_FOUND,
                               "There is no registration %" G_GINT64_FORMAT ".",
                               id);
      return;
    }

  changed = ph_registration_copy (entry->registration);
  changed->strictness = strictness;
  ph_hub_change (self, entry, changed, g_steal_pointer (&task));
}

gboolean
ph_hub_set_strictness_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) > 0;
}
