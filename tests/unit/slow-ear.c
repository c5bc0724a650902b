/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "slow-ear.h"

struct _SlowEar
{
  GObject parent_instance;

  gboolean available;
  guint calls;
  GTask *call; /* under way, or NULL */
};

static void slow_ear_receiver_init (PhReceiverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlowEar,
                               slow_ear,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PH_TYPE_RECEIVER,
                                                      slow_ear_receiver_init))

static gboolean
is_available (PhReceiver *receiver)
{
  return SLOW_EAR (receiver)->available;
}

static void
new_endpoint_async (PhReceiver *receiver,
                    const PhRegistration *registration,
                    const char *endpoint,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  SlowEar *self = SLOW_EAR (receiver);

  g_assert_null (self->call);
  self->calls++;
  self->call = g_task_new (self, NULL, callback, user_data);
}

static gboolean
new_endpoint_finish (PhReceiver *receiver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
slow_ear_receiver_init (PhReceiverInterface *iface)
{
  iface->is_available = is_available;
  iface->new_endpoint_async = new_endpoint_async;
  iface->new_endpoint_finish = new_endpoint_finish;
}

static void
slow_ear_class_init (SlowEarClass *klass)
{
}

static void
slow_ear_init (SlowEar *self)
{
  self->available = TRUE;
}

SlowEar *
slow_ear_new (void)
{
  return g_object_new (SLOW_TYPE_EAR, NULL);
}

void
slow_ear_set_available (SlowEar *self, gboolean available)
{
  self->available = available;
}

void
slow_ear_take (SlowEar *self)
{
  g_autoptr (GTask) call = g_steal_pointer (&self->call);

  g_task_return_boolean (call, TRUE);
}

void
slow_ear_refuse (SlowEar *self, PhError code)
{
  g_autoptr (GTask) call = g_steal_pointer (&self->call);

  g_task_return_new_error (call, PH_ERROR, (int) code, "No.");
}

guint
slow_ear_get_calls (SlowEar *self)
{
  return self->calls;
}
