/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"
#include "core/id.h"
#include "hub/announcement.h"
#include "hub/demand.h"

/* A change is made in memory at once and then stored; so two calls that cross
 * see each other's change. When it cannot be stored it is taken back. */

typedef struct
{
  GTask *task;           /* the caller's */
  PhRegistration *value; /* what is being stored */
} Change;

static Change *
change_new (GTask *task, const PhRegistration *value)
{
  Change *change = g_new (Change, 1);

  change->task = task;
  change->value = ph_registration_copy (value);
  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->task);
  ph_registration_free (change->value);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static gint64
now (PhHub *self)
{
  return ph_clock_now (self->clock);
}

/* Saving */

/* Puts the entry back to what the store has. */
static void
take_back (PhHub *self, PhEntry *entry)
{
  if (entry->stored != NULL)
    {
      ph_registry_replace (self->registry, entry,
                           g_steal_pointer (&entry->stored));
      ph_hub_resume_entry (self, entry);
      ph_hub_announce (self, entry->registration->id);
      return;
    }

  ph_hub_clear_entry (self, entry);
  ph_quota_clear (&self->parts.quota, entry);
  ph_registration_free (ph_registry_remove (self->registry, entry));
}

/* With the endpoint that was stored before, its pushes have gone. */
static void
note_stored (PhHub *self, PhEntry *entry, PhRegistration *registration)
{
  if (entry->stored != NULL &&
      !g_str_equal (entry->stored->endpoint, registration->endpoint))
    ph_quota_clear (&self->parts.quota, entry);

  ph_registration_free (entry->stored);
  entry->stored = registration;
}

static void
settle_change (PhHub *self, Change *change, gboolean saved)
{
  PhEntry *entry = ph_registry_find_any (self->registry, change->value->id);

  if (entry == NULL) /* a new one that could not be stored */
    return;

  if (saved)
    note_stored (self, entry, g_steal_pointer (&change->value));
  if (--entry->saving > 0)
    return;

  if (saved)
    g_clear_pointer (&entry->stored, ph_registration_free);
  else
    take_back (self, entry);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  PhHub *self = g_task_get_source_object (change->task);
  GError *error = NULL;
  gint64 id = change->value->id;
  gboolean saved = ph_store_finish (PH_STORE (source), result, &error);

  settle_change (self, change, saved);
  if (saved)
    g_task_return_int (change->task, id);
  else
    g_task_return_error (change->task, error);
}

/* While an endpoint is not stored, each change brings it: the one that brought
 * it first may fail. */
static void
save (PhHub *self, PhEntry *entry, GTask *task)
{
  const char *replaced =
      ph_hub_entry_is_settled (entry) ? NULL : entry->stored->endpoint;

  entry->saving++;
  ph_store_save_registration_async (self->store, entry->registration, replaced,
                                    now (self), on_saved,
                                    change_new (task, entry->registration));
}

/* Registering */

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
  registration->created = now (self);
  registration->last_used = registration->created;
  save (self, ph_registry_add (self->registry, g_steal_pointer (&registration)),
        task);
}

/* RFC 8292 section 4: a subscription is bound to its key, so another key makes
 * it another subscription. */
static void
change_endpoint (PhHub *self, PhEntry *entry, PhRegistration *changed)
{
  g_free (changed->endpoint);
  changed->endpoint = ph_id_new ();
  g_clear_pointer (&changed->announced, g_free);
  ph_gone_add (self->gone, entry->registration->endpoint, now (self));
  ph_hub_clear_entry (self, entry);
}

/* Takes @changed as what @entry is to be. */
static void
change (PhHub *self, PhEntry *entry, PhRegistration *changed, GTask *task)
{
  if (entry->saving == 0)
    entry->stored = ph_registration_copy (entry->registration);

  if (g_strcmp0 (entry->registration->vapid, changed->vapid) != 0)
    change_endpoint (self, entry, changed);
  ph_registry_replace (self->registry, entry, changed);
  save (self, entry, task);
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
  change (self, entry, changed, task);
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
  change (self, entry, changed, g_steal_pointer (&task));
}

gboolean
ph_hub_set_strictness_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) > 0;
}

/* Announcing */

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
                                        now (self), NULL, NULL);
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
