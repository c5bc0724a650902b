/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/connector.h"

#include "dbus/unifiedpush.h"

#define CONNECTOR_PATH "/org/unifiedpush/Connector"

static GVariant *
make_result (App *app, GDBusMethodInvocation *invocation)
{
  GVariant *args = g_dbus_method_invocation_get_parameters (invocation);
  g_autoptr (GVariant) vardict = NULL;
  GVariantBuilder result;
  const char *id;

  if (!g_variant_is_of_type (args, G_VARIANT_TYPE ("(a{sv})")))
    return g_variant_new ("()");

  g_variant_builder_init (&result, G_VARIANT_TYPE_VARDICT);
  vardict = g_variant_get_child_value (args, 0);
  if (app->manner != APP_ANSWERS_EMPTY &&
      g_variant_lookup (vardict, "id", "&s", &id))
    g_variant_builder_add (&result, "{sv}", "id", g_variant_new_string (id));
  return g_variant_new ("(a{sv})", &result);
}

gboolean
connector_answer (App *app, GDBusMethodInvocation *invocation)
{
  switch (app->manner)
    {
    case APP_FAILS:
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.example.Error.NotNow", "This app says no.");
      break;
    case APP_HOLDS:
      g_queue_push_tail (&app->held, invocation);
      break;
    case APP_ANSWERS:
    case APP_ANSWERS_EMPTY:
    default:
      g_dbus_method_invocation_return_value (invocation,
                                             make_result (app, invocation));
    }
  return TRUE;
}

static gboolean
take_message (App *app, AppEvent *event, GDBusMethodInvocation *invocation)
{
  if (app->message_func == NULL)
    return connector_answer (app, invocation);

  g_queue_remove (&app->events, event);
  app->message_func (app, event, invocation, app->user_data);
  return TRUE;
}

static gboolean
on_message1 (PhDBusConnector1 *connector,
             GDBusMethodInvocation *invocation,
             const char *token,
             GVariant *message,
             const char *id,
             App *app)
{
  AppEvent *event = app_add_event (app, APP_MESSAGE, 1, token);

  event->text = g_strdup (id);
  event->body = g_variant_get_data_as_bytes (message);
  return take_message (app, event, invocation);
}

static gboolean
on_new_endpoint1 (PhDBusConnector1 *connector,
                  GDBusMethodInvocation *invocation,
                  const char *token,
                  const char *endpoint,
                  App *app)
{
  AppEvent *event = app_add_event (app, APP_NEW_ENDPOINT, 1, token);

  event->text = g_strdup (endpoint);
  return connector_answer (app, invocation);
}

static gboolean
on_unregistered1 (PhDBusConnector1 *connector,
                  GDBusMethodInvocation *invocation,
                  const char *token,
                  App *app)
{
  app_add_event (app, APP_UNREGISTERED, 1, token);
  return connector_answer (app, invocation);
}

static AppEvent *
add_event2 (App *app, AppEventKind kind, GVariant *args)
{
  const char *token = NULL;

  g_variant_lookup (args, "token", "&s", &token);
  return app_add_event (app, kind, 2, token);
}

static gboolean
on_message2 (PhDBusConnector2 *connector,
             GDBusMethodInvocation *invocation,
             GVariant *args,
             App *app)
{
  AppEvent *event = add_event2 (app, APP_MESSAGE, args);
  g_autoptr (GVariant) message =
      g_variant_lookup_value (args, "message", G_VARIANT_TYPE_BYTESTRING);

  g_assert_nonnull (message);
  g_variant_lookup (args, "id", "s", &event->text);
  event->body = g_variant_get_data_as_bytes (message);
  return take_message (app, event, invocation);
}

static gboolean
on_new_endpoint2 (PhDBusConnector2 *connector,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  App *app)
{
  AppEvent *event = add_event2 (app, APP_NEW_ENDPOINT, args);

  g_variant_lookup (args, "endpoint", "s", &event->text);
  return connector_answer (app, invocation);
}

static gboolean
on_unregistered2 (PhDBusConnector2 *connector,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  App *app)
{
  add_event2 (app, APP_UNREGISTERED, args);
  return connector_answer (app, invocation);
}

void
connector_export (App *app)
{
  PhDBusConnector1 *v1 = ph_dbus_connector1_skeleton_new ();
  PhDBusConnector2 *v2 = ph_dbus_connector2_skeleton_new ();

  g_signal_connect (v1, "handle-message", G_CALLBACK (on_message1), app);
  g_signal_connect (v1, "handle-new-endpoint", G_CALLBACK (on_new_endpoint1),
                    app);
  g_signal_connect (v1, "handle-unregistered", G_CALLBACK (on_unregistered1),
                    app);
  g_signal_connect (v2, "handle-message", G_CALLBACK (on_message2), app);
  g_signal_connect (v2, "handle-new-endpoint", G_CALLBACK (on_new_endpoint2),
                    app);
  g_signal_connect (v2, "handle-unregistered", G_CALLBACK (on_unregistered2),
                    app);

  app->connectors[0] = G_DBUS_INTERFACE_SKELETON (v1);
  app->connectors[1] = G_DBUS_INTERFACE_SKELETON (v2);
  for (gsize i = 0; i < G_N_ELEMENTS (app->connectors); i++)
    g_assert_true (g_dbus_interface_skeleton_export (
        app->connectors[i], app->connection, CONNECTOR_PATH, NULL));
}
