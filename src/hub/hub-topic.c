/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"

/* RFC 8030 section 5.4: a push replaces the one of its topic that waits. Most
 * often the backlog does that on its way. Here is what must know first whether
 * there is one: a push for which there is no room beside it, and one with
 * TTL 0, which does not go where it is. */

typedef struct
{
  char *endpoint;
  PhPush *push;
} Newcomer;

static void
newcomer_free (Newcomer *newcomer)
{
  g_free (newcomer->endpoint);
  ph_push_unref (newcomer->push);
  g_free (newcomer);
}

gboolean
ph_hub_must_replace (PhHub *self, const PhEntry *entry, const PhPush *push)
{
  return ph_hub_may_replace (entry, push->topic) &&
         (push->ttl == 0 ||
          !ph_quota_check_room (&self->parts.quota, entry,
                                g_bytes_get_size (push->body), NULL));
}

/* Returns: how many there were. */
static guint
take_out (PhHub *self, PhEntry *entry, const char *topic, GPtrArray *stored)
{
  guint n = stored->len;

  for (guint i = 0; i < stored->len; i++)
    ph_hub_note_gone (self, stored->pdata[i], PH_EVENT_REPLACED);

  if (entry->outbox != NULL)
    {
      n += ph_outbox_withdraw_topic (entry->outbox, topic);
      ph_hub_outbox_changed (entry, self);
    }
  return n;
}

static guint
replace (PhHub *self, PhEntry *entry, const PhPush *push, GPtrArray *stored)
{
  if (push->ttl == 0)
    return take_out (self, entry, push->topic, stored);

  return stored->len;
}

static gboolean
accept (PhHub *self, GTask *task, GPtrArray *stored, GError **error)
{
  const Newcomer *newcomer = g_task_get_task_data (task);
  PhPush *push = newcomer->push;
  gsize octets = g_bytes_get_size (push->body);
  PhEntry *entry = ph_hub_find_accepting (self, newcomer->endpoint, push->topic,
                                          octets, error);

  if (entry == NULL ||
      (replace (self, entry, push, stored) == 0 &&
       !ph_quota_check_room (&self->parts.quota, entry, octets, error)))
    return FALSE;

  ph_outbox_accept (ph_hub_ensure_outbox (self, entry), push,
                    g_object_ref (task));
  return TRUE;
}

/* It was received, and nobody keeps it. Takes @error. */
static void
drop (PhHub *self, GTask *task, GError *error)
{
  const Newcomer *newcomer = g_task_get_task_data (task);

  ph_timeline_add (self->timeline, PH_EVENT_DROPPED,
                   newcomer->push->registration, newcomer->push->id,
                   error->message);
  g_task_return_error (task, error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhHub *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stored =
      ph_store_find_pushes_finish (PH_STORE (source), result, &error);

  if (stored == NULL || !accept (self, task, stored, &error))
    drop (self, task, error);
}

void
ph_hub_replace (PhHub *self, const PhEntry *entry, PhPush *push, GTask *task)
{
  Newcomer *newcomer = g_new (Newcomer, 1);

  newcomer->endpoint = g_strdup (entry->registration->endpoint);
  newcomer->push = ph_push_ref (push);
  g_task_set_task_data (task, newcomer, (GDestroyNotify) newcomer_free);
  if (push->ttl == 0)
    ph_store_take_topic_async (self->store, push->registration, push->topic,
                               on_found, task);
  else
    ph_store_find_topic_async (self->store, push->registration, push->topic,
                               on_found, task);
}
