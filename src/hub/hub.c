/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"
#include "core/id.h"
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

/* Accepting */

static PhEntry *
find_open (PhHub *self, const char *endpoint, GError **error)
{
  PhEntry *entry = ph_registry_find_endpoint (self->registry, endpoint);

  if (entry == NULL)
    ph_hub_find_endpoint (self, endpoint, error);
  else if (self->stopping)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                         "The hub is stopping; send the push again when it "
                         "is back.");
  else if (!ph_hub_entry_is_settled (entry))
    g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                         "This endpoint is new and being stored; send the "
                         "push again in a moment.");
  else
    return entry;

  return NULL;
}

PhEntry *
ph_hub_find_accepting (PhHub *self,
                       const char *endpoint,
                       const char *topic,
                       gsize octets,
                       GError **error)
{
  const PhQuota *quota = &self->parts.quota;
  PhEntry *entry = find_open (self, endpoint, error);

  if (entry != NULL &&
      ph_quota_check (quota, entry, octets, ph_clock_now (self->clock),
                      error) &&
      (ph_hub_may_replace (entry, topic) ||
       ph_quota_check_room (quota, entry, octets, error)))
    return entry;

  return NULL;
}

gboolean
ph_hub_check_accept (PhHub *self,
                     const char *endpoint,
                     const char *topic,
                     GError **error)
{
  return ph_hub_find_accepting (self, endpoint, topic, 1, error) != NULL;
}

static void
note_judged (PhHub *self,
             gint64 registration,
             const char *push,
             const char *findings)
{
  if (findings != NULL)
    ph_timeline_add (self->timeline, PH_EVENT_JUDGED, registration, push,
                     findings);
}

void
ph_hub_note_refused (PhHub *self,
                     const char *endpoint,
                     const char *why,
                     const char *findings)
{
  PhEntry *entry = ph_registry_find_endpoint (self->registry, endpoint);
  g_autofree char *id = ph_id_new ();

  if (entry == NULL)
    return;

  note_judged (self, entry->registration->id, id, findings);
  ph_timeline_add (self->timeline, PH_EVENT_REFUSED, entry->registration->id,
                   id, why);
}

static void
note_received (PhHub *self, const PhPush *push, const char *findings)
{
  ph_timeline_add (self->timeline, PH_EVENT_RECEIVED, push->registration,
                   push->id, NULL);
  note_judged (self, push->registration, push->id, findings);
}

void
ph_hub_accept_async (PhHub *self,
                     const char *endpoint,
                     const PhPushContent *content,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  gsize octets = g_bytes_get_size (content->body);
  GError *error = NULL;
  PhEntry *entry =
      ph_hub_find_accepting (self, endpoint, content->topic, octets, &error);
  g_autofree char *id = ph_id_new ();
  g_autoptr (PhPush) push = NULL;

  if (entry == NULL)
    {
      ph_hub_note_refused (self, endpoint, error->message, content->findings);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  ph_hub_touch (self, entry->registration->id);
  push = ph_push_new (id, ++self->last_sequence, entry->registration->id,
                      content, ph_clock_now (self->clock));
  note_received (self, push, content->findings);
  if (ph_hub_must_replace (self, entry, push))
    ph_hub_replace (self, entry, push, task);
  else
    ph_outbox_accept (ph_hub_ensure_outbox (self, entry), push, task);
}

PhPush *
ph_hub_accept_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
