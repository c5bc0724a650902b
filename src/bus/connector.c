/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/connector.h"

#include "bus/protocol.h"
#include "core/error.h"
#include "core/names.h"

/* Deliveries of one registration at a time. One, because the order must hold
 * when an app answers the first with an error and the second with success. */
#define WINDOW 1

struct _PhConnector
{
  GObject parent_instance;

  GDBusConnection *connection;
  char *service;

  gboolean available;
  guint name_watch;               /* while unavailable */
  guint activatable_subscription; /* while unavailable */
};

static void ph_connector_receiver_init (PhReceiverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhConnector,
    ph_connector,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (PH_TYPE_RECEIVER, ph_connector_receiver_init))

/* Being available */

static void
stop_watching (PhConnector *self)
{
  if (self->name_watch != 0)
    g_bus_unwatch_name (self->name_watch);
  self->name_watch = 0;

  if (self->activatable_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->connection,
                                          self->activatable_subscription);
  self->activatable_subscription = 0;
}

static void
become_available (PhConnector *self)
{
  g_autoptr (PhConnector) alive = g_object_ref (self);

  stop_watching (self);
  self->available = TRUE;
  ph_receiver_emit_available (PH_RECEIVER (self));
}

static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  become_available (user_data);
}

static void
on_activatable_changed (GDBusConnection *connection,
                        const char *sender,
                        const char *path,
                        const char *interface,
                        const char *signal,
                        GVariant *parameters,
                        gpointer user_data)
{
  become_available (user_data);
}

static void
become_unavailable (PhConnector *self)
{
  if (!self->available)
    return;

  self->available = FALSE;
  if (g_dbus_connection_is_closed (self->connection))
    return;

  self->activatable_subscription = g_dbus_connection_signal_subscribe (
      self->connection, "org.freedesktop.DBus", "org.freedesktop.DBus",
      "ActivatableServicesChanged", "/org/freedesktop/DBus", NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_activatable_changed, self, NULL);
  /* Asks for the owner once it listens: an app that came in between is seen. */
  self->name_watch = g_bus_watch_name_on_connection (
      self->connection, self->service, G_BUS_NAME_WATCHER_FLAGS_NONE,
      on_name_appeared, NULL, self, NULL);
}

/* Calling */

static gboolean
says_absent (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR,
                          G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         (name != NULL &&
          g_str_has_prefix (name, "org.freedesktop.DBus.Error.Spawn."));
}

/* Apps pass on errors of their own calls: only the bus knows who is absent. */
static gboolean
is_from_bus (GDBusMessage *message)
{
  return g_strcmp0 (g_dbus_message_get_sender (message),
                    "org.freedesktop.DBus") == 0;
}

/* What an error of a call means (contracts/dbus.md, "Calls to apps"). */
static GError *
translate_failure (PhConnector *self, const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return g_error_new (PH_ERROR, PH_ERROR_FAILED,
                        "The bus forbids the hub to call %s.", self->service);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (PH_ERROR, PH_ERROR_FAILED, "%s did not answer in time.",
                        self->service);

  return g_error_new (PH_ERROR, PH_ERROR_FAILED, "%s answered %s.",
                      self->service, name != NULL ? name : error->message);
}

static void
return_absent (PhConnector *self, GTask *task)
{
  become_unavailable (self);
  g_task_return_new_error (task, PH_ERROR, PH_ERROR_UNREACHABLE,
                           "%s does not run and the bus cannot start it.",
                           self->service);
}

static void
on_owner_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_absent (g_task_get_source_object (task), task);
}

/* An app that keeps silent has consented; one that the bus has not started yet
 * has heard nothing. */
static void
ask_for_owner (PhConnector *self, GTask *task)
{
  g_dbus_connection_call (self->connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetNameOwner", g_variant_new ("(s)", self->service),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_owner_told,
                          task);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhConnector *self = g_task_get_source_object (task);
  const PhProtocol *protocol = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusMessage) reply =
      g_dbus_connection_send_message_with_reply_finish (
          G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL && !g_dbus_message_to_gerror (reply, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
           (reply != NULL && is_from_bus (reply) && says_absent (error)))
    return_absent (self, task);
  else if (protocol->silence_is_consent &&
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    ask_for_owner (self, g_steal_pointer (&task));
  else
    g_task_return_error (task, translate_failure (self, error));
}

/* With auto-start: the bus starts the app if it does not run. */
static void
call_app (PhConnector *self,
          const PhProtocol *protocol,
          const char *method,
          GVariant *arguments,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GDBusMessage) message = g_dbus_message_new_method_call (
      self->service, PH_CONNECTOR_PATH, protocol->interface, method);

  g_dbus_message_set_body (message, arguments);
  g_task_set_task_data (task, (gpointer) protocol, NULL);
  g_dbus_connection_send_message_with_reply (self->connection, message,
                                             G_DBUS_SEND_MESSAGE_FLAGS_NONE, -1,
                                             NULL, NULL, on_replied, task);
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
  return PH_CONNECTOR (receiver)->available;
}

static guint
ph_connector_get_window (PhReceiver *receiver)
{
  return WINDOW;
}

static void
ph_connector_deliver_async (PhReceiver *receiver,
                            const PhRegistration *registration,
                            PhPush *push,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol, "Message",
            protocol->message (registration, push), callback, user_data);
}

static void
ph_connector_new_endpoint_async (PhReceiver *receiver,
                                 const PhRegistration *registration,
                                 const char *endpoint,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol, "NewEndpoint",
            protocol->new_endpoint (registration, endpoint), callback,
            user_data);
}

static void
ph_connector_unregistered (PhReceiver *receiver,
                           const PhRegistration *registration,
                           gboolean requested)
{
  const PhProtocol *protocol = get_protocol (registration);

  call_app (PH_CONNECTOR (receiver), protocol, "Unregistered",
            protocol->unregistered (registration, requested), NULL, NULL);
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
  stop_watching (PH_CONNECTOR (object));
  G_OBJECT_CLASS (ph_connector_parent_class)->dispose (object);
}

static void
ph_connector_finalize (GObject *object)
{
  PhConnector *self = PH_CONNECTOR (object);

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
  self->available = TRUE;
}

PhConnector *
ph_connector_new (GDBusConnection *connection, const char *service)
{
  PhConnector *self = g_object_new (PH_TYPE_CONNECTOR, NULL);

  self->connection = g_object_ref (connection);
  self->service = g_strdup (service);
  return self;
}
