/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/fake-receiver.h"

#include "core/error.h"

struct _FakeReceiver
{
  GObject parent_instance;

  FakeManner manner;
  guint window;
  guint calls;
  guint goodbyes;
  GString *taken;
  char *endpoint;
  GQueue silent; /* of GTask, their pushes as task data */
};

static void fake_receiver_receiver_init (PhReceiverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    FakeReceiver,
    fake_receiver,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (PH_TYPE_RECEIVER, fake_receiver_receiver_init))

static void
take (FakeReceiver *self, PhPush *push)
{
  gsize size = 0;
  const char *body = g_bytes_get_data (push->body, &size);

  if (self->taken->len > 0)
    g_string_append_c (self->taken, ' ');
  g_string_append_len (self->taken, body, (gssize) size);
}

static void
finish (FakeReceiver *self, GTask *task, FakeManner manner)
{
  if (manner == FAKE_ACKNOWLEDGES)
    {
      take (self, g_task_get_task_data (task));
      g_task_return_boolean (task, TRUE);
    }
  else if (manner == FAKE_IS_ABSENT)
    g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNREACHABLE, "Absent.");
  else
    g_task_return_new_error (task, PH_ERROR, PH_ERROR_FAILED, "Broken.");
}

static void
deliver_async (PhReceiver *receiver,
               const PhRegistration *registration,
               PhPush *push,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  FakeReceiver *self = FAKE_RECEIVER (receiver);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  self->calls++;
  g_task_set_task_data (task, ph_push_ref (push),
                        (GDestroyNotify) ph_push_unref);
  if (self->manner == FAKE_KEEPS_SILENT)
    g_queue_push_tail (&self->silent, g_steal_pointer (&task));
  else
    finish (self, task, self->manner);
}

static void
new_endpoint_async (PhReceiver *receiver,
                    const PhRegistration *registration,
                    const char *endpoint,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  FakeReceiver *self = FAKE_RECEIVER (receiver);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (self->manner == FAKE_IS_ABSENT)
    {
      g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNREACHABLE, "Absent.");
      return;
    }

  g_free (self->endpoint);
  self->endpoint = g_strdup (endpoint);
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_boolean (PhReceiver *receiver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
unregistered (PhReceiver *receiver,
              const PhRegistration *registration,
              gboolean requested)
{
  FAKE_RECEIVER (receiver)->goodbyes++;
}

static gboolean
is_available (PhReceiver *receiver)
{
  return FAKE_RECEIVER (receiver)->manner != FAKE_IS_ABSENT;
}

static guint
get_window (PhReceiver *receiver)
{
  return FAKE_RECEIVER (receiver)->window;
}

static void
fake_receiver_receiver_init (PhReceiverInterface *iface)
{
  iface->is_available = is_available;
  iface->get_window = get_window;
  iface->deliver_async = deliver_async;
  iface->deliver_finish = finish_boolean;
  iface->new_endpoint_async = new_endpoint_async;
  iface->new_endpoint_finish = finish_boolean;
  iface->unregistered = unregistered;
}

static void
fake_receiver_finalize (GObject *object)
{
  FakeReceiver *self = FAKE_RECEIVER (object);

  g_assert_cmpuint (self->silent.length, ==, 0);
  g_string_free (self->taken, TRUE);
  g_free (self->endpoint);
  G_OBJECT_CLASS (fake_receiver_parent_class)->finalize (object);
}

static void
fake_receiver_class_init (FakeReceiverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_receiver_finalize;
}

static void
fake_receiver_init (FakeReceiver *self)
{
  self->window = 1;
  self->taken = g_string_new (NULL);
  g_queue_init (&self->silent);
}

FakeReceiver *
fake_receiver_new (void)
{
  return g_object_new (FAKE_TYPE_RECEIVER, NULL);
}

void
fake_receiver_set_manner (FakeReceiver *self, FakeManner manner)
{
  gboolean was_available = is_available (PH_RECEIVER (self));

  self->manner = manner;
  if (!was_available && is_available (PH_RECEIVER (self)))
    ph_receiver_emit_available (PH_RECEIVER (self));
}

void
fake_receiver_set_window (FakeReceiver *self, guint window)
{
  self->window = window;
}

void
fake_receiver_answer (FakeReceiver *self, gboolean acknowledge)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->silent);

  finish (self, task, acknowledge ? FAKE_ACKNOWLEDGES : FAKE_FAILS);
}

void
fake_receiver_appear (FakeReceiver *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->silent);

  finish (self, task, FAKE_IS_ABSENT);
}

const char *
fake_receiver_get_taken (FakeReceiver *self)
{
  return self->taken->str;
}

guint
fake_receiver_get_calls (FakeReceiver *self)
{
  return self->calls;
}

const char *
fake_receiver_get_endpoint (FakeReceiver *self)
{
  return self->endpoint;
}

guint
fake_receiver_get_goodbyes (FakeReceiver *self)
{
  return self->goodbyes;
}
