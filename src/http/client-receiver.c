/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-receiver.h"

#include "core/error.h"

/* Enough for a listener to be kept busy, and for one that reads nothing to be
 * found out: more than PH_CLIENT_STREAM_WAITING_MAX at full size. */
#define WINDOW 512

struct _PhClientReceiver
{
  GObject parent_instance;

  gint64 id;
  char *endpoint;
  GPtrArray *streams; /* of PhClientStream, not owned */
  GQueue deliveries;  /* of GTask with a PhPush: not yet acknowledged */
};

enum
{
  UNREGISTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void receiver_interface_init (PhReceiverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PhClientReceiver,
                               ph_client_receiver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PH_TYPE_RECEIVER,
                                                      receiver_interface_init))

static void
fail (GTask *task)
{
  g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNREACHABLE,
                           "No listener is open.");
}

static gboolean
is_available (PhReceiver *receiver)
{
  return PH_CLIENT_RECEIVER (receiver)->streams->len > 0;
}

static guint
get_window (PhReceiver *receiver)
{
  return WINDOW;
}

static void
deliver_async (PhReceiver *receiver,
               const PhRegistration *registration,
               PhPush *push,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  PhClientReceiver *self = PH_CLIENT_RECEIVER (receiver);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->streams->len == 0)
    {
      fail (task);
      return;
    }

  g_task_set_task_data (task, ph_push_ref (push),
                        (GDestroyNotify) ph_push_unref);
  g_queue_push_tail (&self->deliveries, g_steal_pointer (&task));
  for (guint i = 0; i < self->streams->len; i++)
    ph_client_stream_send (self->streams->pdata[i], self->endpoint, push);
}

/* The listener learned its endpoint when it registered. */
static void
new_endpoint_async (PhReceiver *receiver,
                    const PhRegistration *registration,
                    const char *endpoint,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (receiver, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
propagate (PhReceiver *receiver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
unregistered (PhReceiver *receiver,
              const PhRegistration *registration,
              gboolean requested)
{
  g_signal_emit (receiver, signals[UNREGISTERED], 0);
}

static void
receiver_interface_init (PhReceiverInterface *interface)
{
  interface->is_available = is_available;
  interface->get_window = get_window;
  interface->deliver_async = deliver_async;
  interface->deliver_finish = propagate;
  interface->new_endpoint_async = new_endpoint_async;
  interface->new_endpoint_finish = propagate;
  interface->unregistered = unregistered;
}

PhClientReceiver *
ph_client_receiver_new (const PhRegistration *registration)
{
  PhClientReceiver *self = g_object_new (PH_TYPE_CLIENT_RECEIVER, NULL);

  self->id = registration->id;
  self->endpoint = g_strdup (registration->endpoint);
  return self;
}

gint64
ph_client_receiver_get_id (PhClientReceiver *self)
{
  return self->id;
}

void
ph_client_receiver_add (PhClientReceiver *self, PhClientStream *stream)
{
  g_ptr_array_add (self->streams, stream);
  for (GList *link = self->deliveries.head; link != NULL; link = link->next)
    ph_client_stream_send (stream, self->endpoint,
                           g_task_get_task_data (link->data));

  if (self->streams->len == 1)
    ph_receiver_emit_available (PH_RECEIVER (self));
}

void
ph_client_receiver_remove (PhClientReceiver *self, PhClientStream *stream)
{
  g_ptr_array_remove (self->streams, stream);
  if (self->streams->len > 0)
    return;

  for (GTask *task; (task = g_queue_pop_head (&self->deliveries)) != NULL;)
    {
      fail (task);
      g_object_unref (task);
    }
}

void
ph_client_receiver_written (PhClientReceiver *self, PhPush *push)
{
  for (GList *link = self->deliveries.head; link != NULL; link = link->next)
    {
      g_autoptr (GTask) task = NULL;

      if (g_task_get_task_data (link->data) != push)
        continue;

      task = link->data;
      g_queue_delete_link (&self->deliveries, link);
      g_task_return_boolean (task, TRUE);
      return;
    }
}

static void
ph_client_receiver_finalize (GObject *object)
{
  PhClientReceiver *self = PH_CLIENT_RECEIVER (object);

  /* A delivery would hold a reference on us, and so would a stream. */
  g_assert (g_queue_is_empty (&self->deliveries) && self->streams->len == 0);
  g_ptr_array_unref (self->streams);
  g_free (self->endpoint);

  G_OBJECT_CLASS (ph_client_receiver_parent_class)->finalize (object);
}

static void
ph_client_receiver_class_init (PhClientReceiverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_client_receiver_finalize;

  signals[UNREGISTERED] =
      g_signal_new ("unregistered", PH_TYPE_CLIENT_RECEIVER, G_SIGNAL_RUN_LAST,
                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ph_client_receiver_init (PhClientReceiver *self)
{
  self->streams = g_ptr_array_new ();
}
