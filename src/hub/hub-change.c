/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"
#include "core/id.h"

/* A change is made in memory at once and then stored; so two calls that cross
 * see each other's change. When it cannot be stored it is taken back. */

gboolean
ph_hub_refuse_when_stopping (PhHub *self, GTask *task)
{
  if (self->stopping)
    g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNAVAILABLE,
                             "The hub is stopping; try again when it is back.");

  return self->stopping;
}

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
                                    ph_clock_now (self->clock), on_saved,
                                    change_new (task, entry->registration));
}

/* Changing */

void
ph_hub_add (PhHub *self, PhRegistration *registration, GTask *task)
{
  save (self, ph_registry_add (self->registry, registration), task);
}

/* RFC 8292 section 4: a subscription is bound to its key, so another key makes
 * it another subscription. */
static void
change_endpoint (PhHub *self, PhEntry *entry, PhRegistration *changed)
{
  g_free (changed->endpoint);
  changed->endpoint = ph_id_new ();
  g_clear_pointer (&changed->announced, g_free);
  ph_gone_add (self->gone, entry->registration->endpoint,
               ph_clock_now (self->clock));
  ph_hub_clear_entry (self, entry);
}

void
ph_hub_change (PhHub *self,
               PhEntry *entry,
               PhRegistration *changed,
               GTask *task)
{
  if (entry->saving == 0)
    entry->stored = ph_registration_copy (entry->registration);

  if (g_strcmp0 (entry->registration->vapid, changed->vapid) != 0)
    change_endpoint (self, entry, changed);
  ph_registry_replace (self->registry, entry, changed);
  save (self, entry, task);
}
