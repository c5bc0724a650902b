/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/id.h"

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
note_received (PhHub *self, const PhPush *push, const PhPushContent *content)
{
  ph_timeline_add (self->timeline, PH_EVENT_RECEIVED, push->registration,
                   push->id, content->origin);
  note_judged (self, push->registration, push->id, content->findings);
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
  note_received (self, push, content);
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
