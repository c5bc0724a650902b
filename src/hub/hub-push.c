/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"

/* What can be done to one push that was accepted. It is in memory, in the store
 * or in both: the store is asked first, since only what it has done outlives
 * the hub. */

/* Taking out */

/* Returns: whether it was in memory. */
static gboolean
withdraw (PhHub *self, PhEntry *entry, const char *push, PhEventStep step)
{
  gboolean found =
      entry->outbox != NULL && ph_outbox_withdraw (entry->outbox, push, step);

  if (found)
    ph_hub_outbox_changed (entry, self);
  return found;
}

void
ph_hub_note_gone (PhHub *self, const PhPush *push, PhEventStep step)
{
  PhEntry *entry = ph_registry_find_any (self->registry, push->registration);

  if (entry == NULL || withdraw (self, entry, push->id, step) ||
      ph_parts_is_ending (&self->parts, push->id))
    return;

  ph_quota_release (&self->parts.quota, entry, g_bytes_get_size (push->body),
                    push->failures >= PH_PUSH_FAILURES_MAX);
  ph_timeline_add (self->timeline, step, push->registration, push->id, NULL);
}

void
ph_hub_note_expired (GPtrArray *pushes, gpointer hub)
{
  for (guint i = 0; i < pushes->len; i++)
    ph_hub_note_gone (hub, pushes->pdata[i], PH_EVENT_EXPIRED);
}

static void
return_none (GTask *task)
{
  g_task_return_new_error (task, PH_ERROR, PH_ERROR_NOT_FOUND,
                           "No push with this identifier waits (any more).");
}

/* When the disk was slow or full its row may have stayed behind. */
static gboolean
was_delivered (PhHub *self, const PhPush *push)
{
  return ph_parts_is_ending (&self->parts, push->id);
}

static gboolean
is_expired (PhHub *self, const PhPush *push)
{
  return ph_clock_now (self->clock) >= ph_push_expires (push);
}

/* Returns: whether @push waited until now. */
static gboolean
note_taken (PhHub *self, const PhPush *push)
{
  gboolean expired = is_expired (self, push);

  if (was_delivered (self, push))
    return FALSE;

  ph_hub_note_gone (self, push,
                    expired ? PH_EVENT_EXPIRED : PH_EVENT_CANCELLED);
  return !expired;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhHub *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_store_find_pushes_finish (PH_STORE (source), result, &error);

  if (pushes == NULL)
    g_task_return_error (task, error);
  else if (pushes->len == 0 || !note_taken (self, pushes->pdata[0]))
    return_none (task);
  else
    g_task_return_boolean (task, TRUE);
}

void
ph_hub_cancel_async (PhHub *self,
                     const char *push,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  ph_store_take_push_async (self->store, push, on_taken,
                            g_task_new (self, NULL, callback, user_data));
}

gboolean
ph_hub_cancel_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Those that were set aside */

static void
note_replay (PhHub *self, const PhPush *push)
{
  PhEntry *entry = ph_registry_find_any (self->registry, push->registration);

  if (entry == NULL || push->failures < PH_PUSH_FAILURES_MAX)
    return;

  entry->load.aside--;
  entry->load.waiting++;
  ph_timeline_add (self->timeline, PH_EVENT_WAITING, push->registration,
                   push->id, "it is replayed");
  ph_hub_read_again (self, entry, push->sequence);
}

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_store_find_pushes_finish (PH_STORE (source), result, &error);

  if (pushes == NULL)
    g_task_return_error (task, error);
  else if (pushes->len == 0)
    return_none (task);
  else
    {
      note_replay (g_task_get_source_object (task), pushes->pdata[0]);
      g_task_return_boolean (task, TRUE);
    }
}

void
ph_hub_replay_async (PhHub *self,
                     const char *push,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  ph_store_note_failures_async (self->store, push, 0, on_replayed,
                                g_task_new (self, NULL, callback, user_data));
}

gboolean
ph_hub_replay_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *pushes =
      ph_store_find_pushes_finish (PH_STORE (source), result, &error);

  if (pushes != NULL)
    g_task_return_pointer (task, pushes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
ph_hub_find_aside_async (PhHub *self,
                         guint limit,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ph_store_find_aside_async (self->store, limit, on_found,
                             g_task_new (self, NULL, callback, user_data));
}

GPtrArray *
ph_hub_find_aside_finish (PhHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Those that are less urgent */

void
ph_hub_set_urgency (PhHub *self, PhUrgency urgency)
{
  g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);

  self->parts.urgency = urgency;
  for (guint i = 0; i < entries->len; i++)
    ph_hub_read_again (self, entries->pdata[i], 0);
}
