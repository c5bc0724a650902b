/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-call.h"

#include "bus/app-probe.h"
#include "bus/app-watch.h"
#include "bus/call-error.h"

typedef struct
{
  GDBusMessage *message;
  GDBusMessage *reply; /* or NULL */
  gboolean silent;     /* acknowledged without a reply */

  /* NULL unless silence is consent */
  PhAppProbe *probe;
  GCancellable *cancellable;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->probe, ph_app_probe_free);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->reply);
  g_object_unref (call->message);
  g_free (call);
}

/* The app has the call: there is no use in waiting for a reply. */
static void
on_reached (gpointer user_data)
{
  Call *call = user_data;

  call->silent = TRUE;
  g_cancellable_cancel (call->cancellable);
}

static void
on_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  call->reply = g_dbus_connection_send_message_with_reply_finish (
      G_DBUS_CONNECTION (source), result, &error);
  if (call->reply != NULL)
    g_dbus_message_to_gerror (call->reply, &error);
  /* An app that the bus has not started yet has heard nothing. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) &&
      call->probe != NULL)
    call->silent = ph_app_probe_has_owner (call->probe);

  g_clear_pointer (&call->probe, ph_app_probe_free);
  if (error == NULL || call->silent)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task,
                         ph_call_error_new (call->message, call->reply, error));
}

void
ph_app_call_async (GDBusConnection *connection,
                   GDBusMessage *message,
                   const PhAppCallTerms *terms,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (connection, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->message = g_object_ref (message);
  g_task_set_task_data (task, call, call_free);
  if (terms->silence_is_consent)
    {
      call->cancellable = g_cancellable_new ();
      call->probe = ph_app_probe_new (connection,
                                      g_dbus_message_get_destination (message),
                                      terms->patience, on_reached, call);
    }
  g_dbus_connection_send_message_with_reply (
      connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, terms->timeout, NULL,
      call->cancellable, on_replied, task);
}

/* Who answered, or nobody that is still there; else who is. */
static const char *
get_failed (const Call *call)
{
  if (call->reply != NULL && !ph_call_error_is_of_bus (call->reply))
    return g_dbus_message_get_sender (call->reply);

  return call->reply != NULL && ph_call_error_says_left (call->reply) ?
             NULL :
             PH_APP_WATCH_PRESENT;
}

gboolean
ph_app_call_finish (GDBusConnection *connection,
                    GAsyncResult *result,
                    PhAppCallOutcome *outcome,
                    GError **error)
{
  GTask *task = G_TASK (result);
  const Call *call = g_task_get_task_data (task);

  outcome->silent = call->silent;
  outcome->failed = get_failed (call);
  return g_task_propagate_boolean (task, error);
}
