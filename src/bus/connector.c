/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/connector.h"

#include "bus/app-call.h"
#include "bus/app-start.h"
#include "bus/app-watch.h"
#include "bus/protocol.h"
#include "core/error.h"
#include "core/names.h"

/* Deliveries of one registration at a time. One, because the order must hold
 * when an app answers the first with an error and the second with success. */
#define WINDOW 1

/* Milliseconds that an app which may keep silent has for an answer; when it
 * was silent before, less: time enough for an error, little enough for a long
 * backlog. */
#define PATIENCE_MS 1000
#define PATIENCE_WITH_SILENCE_MS 50

struct _PhConnector
{
  GObject parent_instance;

  GDBusConnection *connection;
  char *service;
  PhAppStart *start;
  PhAppWatch *watch;   /* while unavailable */
  PhAppWatch *another; /* for the app to come back, after it failed */
  gboolean was_silent; /* when it took the last call */
};

static void ph_connector_receiver_init (PhReceiverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhConnector,
    ph_connector,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (PH_TYPE_RECEIVER, ph_connector_receiver_init))

/* Being available */

static void
become_available (gpointer user_data)
{
  g_autoptr (PhConnector) self = g_object_ref (user_data);

  if (self->watch == NULL)
    return;

  g_clear_pointer (&self->watch, ph_app_watch_free);
  ph_receiver_emit_available (PH_RECEIVER (self));
}

static void
become_unavailable (PhConnector *self)
{
  if (self->watch == NULL)
    self->watch = ph_app_watch_new (self->connection, self->service, NULL,
                                    become_available, self);
}

/* An app that failed may do better when it has been started anew. */
static void
on_another (gpointer user_data)
{
  g_autoptr (PhConnector) self = g_object_ref (user_data);

  g_clear_pointer (&self->another, ph_app_watch_free);
  ph_receiver_emit_available (PH_RECEIVER (self));
}

static void
watch_for_another (PhConnector *self, const char *failed)
{
  g_clear_pointer (&self->another, ph_app_watch_free);
  self->another = ph_app_watch_new (self->connection, self->service, failed,
                                    on_another, self);
}

/* Calling */

/* What the bus does with a call to an app that does not run. */
typedef enum
{
  CALL_FAILS,
  CALL_STARTS,
} WhenAbsent;

static gboolean
is_unreachable (const GError *error)
{
  return g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE);
}

/* The app runs now, but the call is not sent again from here: while the app
 * was starting its reason may have gone. That is for the hub to say, which
 * calls again what fails while the receiver is available. */
static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhConnector *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (ph_app_start_finish (self->start, result, &error))
    {
      become_available (self);
      error =
          g_error_new (PH_ERROR, PH_ERROR_UNREACHABLE,
                       "%s did not run and has been started.", self->service);
    }
  else if (is_unreachable (error))
    {
      become_unavailable (self);
    }
  g_task_return_error (task, error);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhConnector *self = g_task_get_source_object (task);
  WhenAbsent when_absent = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  PhAppCallOutcome outcome = { 0 };
  gboolean taken =
      ph_app_call_finish (G_DBUS_CONNECTION (source), result, &outcome, &error);

  self->was_silent = outcome.silent;
  if (taken)
    g_clear_pointer (&self->another, ph_app_watch_free);
  else if (!is_unreachable (error))
    watch_for_another (self, outcome.failed);

  if (!is_unreachable (error))
    ph_app_start_was_of_use (self->start);
  else if (when_absent == CALL_STARTS)
    become_unavailable (self);

  if (taken)
    g_task_return_boolean (task, TRUE);
  else if (is_unreachable (error) && when_absent == CALL_FAILS)
    ph_app_start_async (self->start, on_started, g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
call_app (PhConnector *self,
          const PhProtocol *protocol,
          WhenAbsent when_absent,
          const char *method,
          GVariant *arguments,
          GTask *task)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (
      self->service, PH_CONNECTOR_PATH, protocol->interface, method);
  const PhAppCallTerms terms = {
    .silence_is_consent = protocol->silence_is_consent,
    .patience = self->was_silent ? PATIENCE_WITH_SILENCE_MS : PATIENCE_MS,
    .timeout = -1,
  };

  g_dbus_message_set_body (message, arguments);
  if (when_absent == CALL_FAILS)
    g_dbus_message_set_flags (message, G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_task_set_task_data (task, GINT_TO_POINTER (when_absent), NULL);
  ph_app_call_async (self->connection, message, &terms, on_called, task);
}

static gboolean
call_app_finish (PhReceiver *receiver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* PhReceiver */

static const PhProtocol *
get_protocol (const PhRegistration *registration)
{
  return registration->version == 1 ? &ph_connector1 : &ph_connector2;
}

static gboolean
ph_connector_is_available (PhReceiver *receiver)
{
  return PH_CONNECTOR (receiver)->watch == NULL;
}

static guint
ph_connector_get_window (PhReceiver *receiver)
{
  return WINDOW;
}

/* A push with TTL 0 does not get old while the app starts, and would not be
 * kept until then. */
static void
ph_connector_deliver_async (PhReceiver *receiver,
                            const PhRegistration *registration,
                            PhPush *push,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol,
            push->ttl == 0 ? CALL_STARTS : CALL_FAILS, "Message",
            protocol->message (registration, push),
            g_task_new (receiver, NULL, callback, user_data));
}

static void
ph_connector_new_endpoint_async (PhReceiver *receiver,
                                 const PhRegistration *registration,
                                 const char *endpoint,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol, CALL_FAILS, "NewEndpoint",
            protocol->new_endpoint (registration, endpoint),
            g_task_new (receiver, NULL, callback, user_data));
}

static void
ph_connector_unregistered (PhReceiver *receiver,
                           const PhRegistration *registration,
                           gboolean requested)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol, CALL_STARTS, "Unregistered",
            protocol->unregistered (registration, requested),
            g_task_new (receiver, NULL, NULL, NULL));
}

static void
ph_connector_receiver_init (PhReceiverInterface *iface)
{
  iface->is_available = ph_connector_is_available;
  iface->get_window = ph_connector_get_window;
  iface->deliver_async = ph_connector_deliver_async;
  iface->deliver_finish = call_app_finish;
  iface->new_endpoint_async = ph_connector_new_endpoint_async;
  iface->new_endpoint_finish = call_app_finish;
  iface->unregistered = ph_connector_unregistered;
}

/* Life */

static void
ph_connector_dispose (GObject *object)
{
  g_clear_pointer (&PH_CONNECTOR (object)->watch, ph_app_watch_free);
  g_clear_pointer (&PH_CONNECTOR (object)->another, ph_app_watch_free);
  G_OBJECT_CLASS (ph_connector_parent_class)->dispose (object);
}

static void
ph_connector_finalize (GObject *object)
{
  PhConnector *self = PH_CONNECTOR (object);

  ph_app_start_free (self->start);
  g_object_unref (self->connection);
  g_free (self->service);
  G_OBJECT_CLASS (ph_connector_parent_class)->finalize (object);
}

static void
ph_connector_class_init (PhConnectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ph_connector_dispose;
  G_OBJECT_CLASS (klass)->finalize = ph_connector_finalize;
}

static void
ph_connector_init (PhConnector *self)
{
}

PhConnector *
ph_connector_new (GDBusConnection *connection, const char *service)
{
  PhConnector *self = g_object_new (PH_TYPE_CONNECTOR, NULL);

  self->connection = g_object_ref (connection);
  self->service = g_strdup (service);
  self->start = ph_app_start_new (connection, service);
  return self;
}
