/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/clients.h"

#include "http/client-receiver.h"

struct _PhClients
{
  PhHub *hub;
  GHashTable *receivers; /* id of a registration → its PhClientReceiver */
  GHashTable *streams;   /* PhClientStream → GPtrArray of its receivers */
};

PhClients *
ph_clients_new (PhHub *hub)
{
  PhClients *self = g_new0 (PhClients, 1);

  self->hub = hub;
  self->receivers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           g_object_unref);
  self->streams = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                         (GDestroyNotify) g_ptr_array_unref);
  return self;
}

static void
on_written (PhClientStream *stream, PhPush *push, PhClients *self)
{
  PhClientReceiver *receiver =
      g_hash_table_lookup (self->receivers, &push->registration);

  if (receiver != NULL)
    ph_client_receiver_written (receiver, push);
}

static void
on_closed (PhClientStream *stream, PhClients *self)
{
  g_autoptr (GPtrArray) receivers = NULL;
  g_autoptr (PhClientStream) owned = NULL;

  g_hash_table_steal_extended (self->streams, stream, (gpointer *) &owned,
                               (gpointer *) &receivers);
  for (guint i = 0; i < receivers->len; i++)
    {
      ph_client_receiver_remove (receivers->pdata[i], stream);
      ph_hub_touch (self->hub, ph_client_receiver_get_id (receivers->pdata[i]));
    }
}

/* All that listen to @receiver, or to anything when it is NULL. */
static void
end_streams (PhClients *self, PhClientReceiver *receiver)
{
  g_autoptr (GPtrArray) ending =
      g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer stream;
  gpointer receivers;

  g_hash_table_iter_init (&iter, self->streams);
  while (g_hash_table_iter_next (&iter, &stream, &receivers))
    if (receiver == NULL || g_ptr_array_find (receivers, receiver, NULL))
      g_ptr_array_add (ending, g_object_ref (stream));

  for (guint i = 0; i < ending->len; i++)
    ph_client_stream_end (ending->pdata[i]);
}

static void
on_unregistered (PhClientReceiver *receiver, PhClients *self)
{
  gint64 id = ph_client_receiver_get_id (receiver);

  end_streams (self, receiver);
  g_hash_table_remove (self->receivers, &id);
}

static PhClientReceiver *
ensure_receiver (PhClients *self, const PhRegistration *registration)
{
  gint64 id = registration->id;
  PhClientReceiver *receiver = g_hash_table_lookup (self->receivers, &id);

  if (receiver != NULL)
    return receiver;

  receiver = ph_client_receiver_new (registration);
  g_signal_connect (receiver, "unregistered", G_CALLBACK (on_unregistered),
                    self);
  g_hash_table_insert (self->receivers, g_memdup2 (&id, sizeof id), receiver);
  return receiver;
}

PhReceiver *
ph_clients_get_receiver (PhClients *self, const PhRegistration *registration)
{
  return g_object_ref (PH_RECEIVER (ensure_receiver (self, registration)));
}

guint
ph_clients_count (PhClients *self)
{
  return g_hash_table_size (self->streams);
}

void
ph_clients_add (PhClients *self,
                PhClientStream *stream,
                GPtrArray *registrations)
{
  GPtrArray *receivers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < registrations->len; i++)
    {
      PhClientReceiver *receiver =
          ensure_receiver (self, registrations->pdata[i]);
      g_ptr_array_add (receivers, g_object_ref (receiver));
    }

  g_hash_table_insert (self->streams, stream, receivers);
  g_signal_connect (stream, "written", G_CALLBACK (on_written), self);
  g_signal_connect (stream, "closed", G_CALLBACK (on_closed), self);

  for (guint i = 0; i < receivers->len; i++)
    {
      ph_hub_touch (self->hub, ph_client_receiver_get_id (receivers->pdata[i]));
      ph_client_receiver_add (receivers->pdata[i], stream);
    }
}

void
ph_clients_end (PhClients *self)
{
  end_streams (self, NULL);
}

void
ph_clients_free (PhClients *self)
{
  GHashTableIter iter;
  gpointer receiver;

  ph_clients_end (self);
  g_hash_table_iter_init (&iter, self->receivers);
  while (g_hash_table_iter_next (&iter, NULL, &receiver))
    g_signal_handlers_disconnect_by_data (receiver, self);

  g_hash_table_unref (self->streams);
  g_hash_table_unref (self->receivers);
  g_free (self);
}
