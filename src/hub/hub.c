/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"
#include "core/id.h"
#include "hub/announcement.h"

/* A push moves through here like this: an edge calls ph_hub_accept_async ();
 * the entry of its registration gets an outbox, which delivers it to the
 * entry's receiver or commits it to the store, and answers. An outbox exists
 * only while something is on its way. */

/* How long the end of the hub waits for calls under way. What they carry is
 * committed by then. */
#define STOP_MS 3000

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
  g_clear_handle_id (&self->stop_source, g_source_remove);

  G_OBJECT_CLASS (ph_hub_parent_class)->dispose (object);
}

static void
ph_hub_finalize (GObject *object)
{
  PhHub *self = PH_HUB (object);

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

/* Stopping */

static gboolean
is_busy (PhEntry *entry)
{
  return (entry->outbox != NULL && ph_outbox_is_busy (entry->outbox)) ||
         (entry->announcement != NULL &&
          ph_announcement_is_busy (entry->announcement));
}

static void
stopped (PhHub *self)
{
  g_autoptr (GTask) stop = g_steal_pointer (&self->stop);

  g_clear_handle_id (&self->stop_source, g_source_remove);
  g_task_return_boolean (stop, TRUE);
}

static gboolean
on_stop_too_long (gpointer user_data)
{
  PhHub *self = user_data;

  self->stop_source = 0;
  stopped (self);
  return G_SOURCE_REMOVE;
}

void
ph_hub_entry_changed (PhHub *self, PhEntry *entry)
{
  if (self->stop == NULL || is_busy (entry))
    return;

  g_hash_table_remove (self->ending, entry);
  if (g_hash_table_size (self->ending) == 0)
    stopped (self);
}

void
ph_hub_clear_entry (PhHub *self, PhEntry *entry)
{
  g_clear_pointer (&entry->outbox, ph_outbox_close);
  g_clear_pointer (&entry->announcement, ph_announcement_free);
  ph_hub_entry_changed (self, entry);
}

static void
on_outbox_changed (PhEntry *entry, gpointer user_data)
{
  PhHub *self = user_data;

  if (entry->outbox != NULL && ph_outbox_is_idle (entry->outbox))
    g_clear_pointer (&entry->outbox, ph_outbox_close);
  ph_hub_entry_changed (self, entry);
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
      if (is_busy (entry))
        g_hash_table_add (self->ending, entry);
    }

  if (g_hash_table_size (self->ending) == 0)
    stopped (self);
  else
    self->stop_source = g_timeout_add (STOP_MS, on_stop_too_long, self);
}

gboolean
ph_hub_stop_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Starting */

PhHub *
ph_hub_new (PhStore *store, PhClock *clock)
{
  PhHub *self = g_object_new (PH_TYPE_HUB, NULL);

  self->store = g_object_ref (store);
  self->clock = clock;
  self->timeline = ph_timeline_new (clock);
  self->parts = (PhOutboxParts){
    .store = self->store,
    .timeline = self->timeline,
    .clock = clock,
    .changed = on_outbox_changed,
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

PhReceiver *
ph_hub_get_receiver (PhHub *self, const PhRegistration *registration)
{
  PhReceiverFunc func = self->receivers[registration->kind].func;

  return func (registration, self->receivers[registration->kind].user_data);
}

static void
on_registration_loaded (PhRegistration *registration,
                        guint waiting,
                        gpointer user_data)
{
  PhHub *self = user_data;
  PhEntry *entry = ph_registry_add (self->registry, registration);

  entry->waiting = waiting;
  if (registration->last_used > registration->created)
    entry->last_use = registration->last_used;
}

static void
on_removed_loaded (const char *endpoint, gint64 when, gpointer user_data)
{
  ph_gone_add (PH_HUB (user_data)->gone, endpoint, when);
}

gboolean
ph_hub_load (PhHub *self, GError **error)
{
  return ph_store_load (self->store, on_registration_loaded, on_removed_loaded,
                        self, &self->last_registration, &self->last_sequence,
                        error);
}

static PhOutbox *
ensure_outbox (PhHub *self, PhEntry *entry)
{
  g_autoptr (PhReceiver) receiver = NULL;

  if (entry->outbox == NULL)
    {
      receiver = ph_hub_get_receiver (self, entry->registration);
      entry->outbox = ph_outbox_new (&self->parts, entry, receiver);
    }

  return entry->outbox;
}

void
ph_hub_resume_entry (PhHub *self, PhEntry *entry)
{
  if (entry->waiting > 0)
    ph_outbox_resume (ensure_outbox (self, entry));
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
  ph_hub_remove_old_clients (self);
}

/* Accepting */

void
ph_hub_accept_async (PhHub *self,
                     const char *endpoint,
                     GBytes *body,
                     guint32 ttl,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  PhEntry *entry = ph_registry_find_endpoint (self->registry, endpoint);
  g_autofree char *id = ph_id_new ();
  g_autoptr (PhPush) push = NULL;
  GError *error = NULL;

  if (entry == NULL || self->stopping)
    {
      if (entry == NULL)
        ph_hub_find_endpoint (self, endpoint, &error);
      else
        g_set_error_literal (&error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                             "The hub is stopping; send the push again when "
                             "it is back.");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  ph_hub_touch (self, entry->registration->id);
  push = ph_push_new (++self->last_sequence, entry->registration->id, id, body,
                      ttl, ph_clock_now (self->clock));
  ph_outbox_accept (ensure_outbox (self, entry), push, task);
}

PhPush *
ph_hub_accept_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
