/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "hub/backoff.h"

/* A push moves through here like this: an edge calls ph_hub_accept_async ();
 * the entry of its registration gets an outbox, which delivers it to the
 * entry's receiver or commits it to the store, and answers. An outbox exists
 * only while something is on its way. */

G_DEFINE_FINAL_TYPE (PhHub, ph_hub, G_TYPE_OBJECT)

static void
ph_hub_dispose (GObject *object)
{
  PhHub *self = PH_HUB (object);

  if (self->registry != NULL)
    {
      g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);

      for (guint i = 0; i < entries->len; i++)
        ph_hub_clear_entry (self, entries->pdata[i]);
    }
  g_clear_pointer (&self->registry, ph_registry_free);
  g_clear_pointer (&self->parts.expiry, ph_expiry_free);
  g_clear_handle_id (&self->stop_source, g_source_remove);

  G_OBJECT_CLASS (ph_hub_parent_class)->dispose (object);
}

static void
ph_hub_finalize (GObject *object)
{
  PhHub *self = PH_HUB (object);

  g_hash_table_unref (self->parts.in_memory);
  g_hash_table_unref (self->parts.ending);
  g_object_unref (self->timeline);
  g_object_unref (self->store);
  ph_gone_free (self->gone);
  g_hash_table_unref (self->ending);
  g_free (self->base_url);

  G_OBJECT_CLASS (ph_hub_parent_class)->finalize (object);
}

static void
ph_hub_class_init (PhHubClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ph_hub_dispose;
  G_OBJECT_CLASS (klass)->finalize = ph_hub_finalize;
}

static void
ph_hub_init (PhHub *self)
{
  self->registry = ph_registry_new ();
  self->ending = g_hash_table_new (NULL, NULL);
  self->gone = ph_gone_new (PH_STORE_REMOVED_MAX);
}

/* Starting */

PhHub *
ph_hub_new (PhStore *store, PhClock *clock, const PhSettings *settings)
{
  PhHub *self = g_object_new (PH_TYPE_HUB, NULL);

  self->store = g_object_ref (store);
  self->clock = clock;
  self->settings = settings;
  self->timeline = ph_timeline_new (clock);
  self->parts = (PhParts){
    .store = self->store,
    .timeline = self->timeline,
    .clock = clock,
    .expiry = ph_expiry_new (store, clock, ph_hub_note_expired, self),
    .quota.settings = settings,
    .backoff = PH_BACKOFF_FIRST,
    .urgency = PH_URGENCY_VERY_LOW,
    .in_memory = g_hash_table_new (g_str_hash, g_str_equal),
    .ending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .changed = ph_hub_outbox_changed,
    .user_data = self,
  };
  return self;
}

void
ph_hub_set_receiver_func (PhHub *self,
                          PhRegistrationKind kind,
                          PhReceiverFunc func,
                          gpointer user_data)
{
  self->receivers[kind].func = func;
  self->receivers[kind].user_data = user_data;
}

static void
on_registration_loaded (PhRegistration *registration,
                        const PhLoad *load,
                        gpointer user_data)
{
  PhHub *self = user_data;
  PhEntry *entry = ph_registry_add (self->registry, registration);

  ph_quota_add (&self->parts.quota, entry, load);
  if (registration->last_used > registration->created)
    entry->last_use = registration->last_used;
}

static void
on_removed_loaded (const char *endpoint, gint64 when, gpointer user_data)
{
  ph_gone_add (PH_HUB (user_data)->gone, endpoint, when);
}

/* The hub's time goes on over a restart, whatever happens to the wall clock. */
static gboolean
load_clock (PhHub *self, GError **error)
{
  g_autofree char *boot = ph_clock_name_boot ();
  gint64 offset = ph_clock_get_offset (self->clock);

  if (boot == NULL)
    return TRUE;
  if (!ph_store_keep_clock (self->store, boot, &offset, error))
    return FALSE;

  ph_clock_set_offset (self->clock, offset);
  return TRUE;
}

gboolean
ph_hub_load (PhHub *self, GError **error)
{
  return load_clock (self, error) &&
         ph_store_load (self->store, on_registration_loaded, on_removed_loaded,
                        self, &self->last_registration, &self->last_sequence,
                        error);
}

static void
start_entry (PhHub *self, PhEntry *entry)
{
  g_autofree char *url = ph_hub_get_endpoint_url (self, entry->registration);

  if (entry->registration->kind == PH_REGISTRATION_APP &&
      g_strcmp0 (entry->registration->announced, url) != 0)
    ph_hub_announce (self, entry->registration->id);
  ph_hub_resume_entry (self, entry);
}

void
ph_hub_set_base_url (PhHub *self, const char *base_url)
{
  g_free (self->base_url);
  self->base_url = g_strdup (base_url);
}

void
ph_hub_start (PhHub *self)
{
  g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);

  for (guint i = 0; i < entries->len; i++)
    start_entry (self, entries->pdata[i]);
  ph_expiry_start (self->parts.expiry);
  ph_hub_remove_old_clients (self);
}
