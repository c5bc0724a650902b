/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "hub/announcement.h"

PhReceiver *
ph_hub_get_receiver (PhHub *self, const PhRegistration *registration)
{
  PhReceiverFunc func = self->receivers[registration->kind].func;

  return func (registration, self->receivers[registration->kind].user_data);
}

PhOutbox *
ph_hub_ensure_outbox (PhHub *self, PhEntry *entry)
{
  g_autoptr (PhReceiver) receiver = NULL;

  if (entry->outbox == NULL)
    {
      receiver = ph_hub_get_receiver (self, entry->registration);
      entry->outbox = ph_outbox_new (&self->parts, entry, receiver);
      if (self->stopping)
        ph_outbox_settle (entry->outbox);
    }

  return entry->outbox;
}

gboolean
ph_hub_entry_is_settled (const PhEntry *entry)
{
  return entry->stored == NULL ||
         g_str_equal (entry->stored->endpoint, entry->registration->endpoint);
}

/* Whether what waits for it may be delivered now. */
static gboolean
is_open (const PhEntry *entry)
{
  return entry->load.waiting > 0 && !entry->leaving &&
         ph_hub_entry_is_settled (entry);
}

void
ph_hub_read_again (PhHub *self, PhEntry *entry, gint64 sequence)
{
  if (is_open (entry))
    ph_outbox_read_again (ph_hub_ensure_outbox (self, entry), sequence);
}

void
ph_hub_resume_entry (PhHub *self, PhEntry *entry)
{
  if (is_open (entry))
    ph_outbox_resume (ph_hub_ensure_outbox (self, entry));
}

gboolean
ph_hub_entry_is_busy (PhEntry *entry)
{
  return (entry->outbox != NULL && ph_outbox_is_busy (entry->outbox)) ||
         (entry->announcement != NULL &&
          ph_announcement_is_busy (entry->announcement));
}

void
ph_hub_end_stop (PhHub *self)
{
  g_autoptr (GTask) stop = g_steal_pointer (&self->stop);

  g_clear_handle_id (&self->stop_source, g_source_remove);
  g_task_return_boolean (stop, TRUE);
}

void
ph_hub_entry_changed (PhHub *self, PhEntry *entry)
{
  if (self->stop == NULL || ph_hub_entry_is_busy (entry))
    return;

  g_hash_table_remove (self->ending, entry);
  if (g_hash_table_size (self->ending) == 0)
    ph_hub_end_stop (self);
}

void
ph_hub_clear_entry (PhHub *self, PhEntry *entry)
{
  g_clear_pointer (&entry->outbox, ph_outbox_close);
  g_clear_pointer (&entry->announcement, ph_announcement_free);
  ph_hub_entry_changed (self, entry);
}

void
ph_hub_outbox_changed (PhEntry *entry, gpointer user_data)
{
  PhHub *self = user_data;

  if (entry->outbox != NULL && ph_outbox_is_idle (entry->outbox))
    g_clear_pointer (&entry->outbox, ph_outbox_close);
  ph_hub_entry_changed (self, entry);
}
