/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/app.h"

#include "support/wait.h"

#include "dbus/unifiedpush.h"

#include <string.h>

#define CONNECTOR_PATH "/org/unifiedpush/Connector"

AppEvent *
app_add_event (App *app, AppEventKind kind, guint version, const char *token)
{
  AppEvent *event = g_new0 (AppEvent, 1);

  event->kind = kind;
  event->version = version;
  event->token = g_strdup (token);
  g_queue_push_tail (&app->events, event);
  return event;
}

void
app_event_free (AppEvent *event)
{
  g_free (event->token);
  g_free (event->text);
  g_clear_pointer (&event->body, g_bytes_unref);
  g_free (event);
}

static GVariant *
make_result (App *app, GDBusMethodInvocation *invocation)
{
  GVariant *args = g_dbus_method_invocation_get_parameters (invocation);
  g_autoptr (GVariant) vardict = NULL;
  GVariantBuilder result;
  const char *id;

  g_variant_builder_init (&result, G_VARIANT_TYPE_VARDICT);
  if (!g_variant_is_of_type (args, G_VARIANT_TYPE ("(a{sv})")))
    return g_variant_new ("()");

  vardict = g_variant_get_child_value (args, 0);
  if (app->manner != APP_ANSWERS_EMPTY &&
      g_variant_lookup (vardict, "id", "&s", &id))
    g_variant_builder_add (&result, "{sv}", "id", g_variant_new_string (id));
  return g_variant_new ("(a{sv})", &result);
}

static gboolean
answer (App *app, GDBusMethodInvocation *invocation)
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
  return answer (app, invocation);
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
  return answer (app, invocation);
}

static gboolean
on_unregistered1 (PhDBusConnector1 *connector,
                  GDBusMethodInvocation *invocation,
                  const char *token,
                  App *app)
{
  app_add_event (app, APP_UNREGISTERED, 1, token);
  return answer (app, invocation);
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
  return answer (app, invocation);
}

static gboolean
on_new_endpoint2 (PhDBusConnector2 *connector,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  App *app)
{
  AppEvent *event = add_event2 (app, APP_NEW_ENDPOINT, args);

  g_variant_lookup (args, "endpoint", "s", &event->text);
  return answer (app, invocation);
}

static gboolean
on_unregistered2 (PhDBusConnector2 *connector,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  App *app)
{
  add_event2 (app, APP_UNREGISTERED, args);
  return answer (app, invocation);
}

static void
export_connectors (App *app)
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

App *
app_new (Bus *bus, const char *name)
{
  App *app = g_new0 (App, 1);

  app->connection = bus_connect (bus);
  app->name = g_strdup (name);
  export_connectors (app);
  app_appear (app);
  return app;
}

void
app_free (App *app)
{
  app_let_go (app);
  g_queue_clear_full (&app->events, (GDestroyNotify) app_event_free);
  for (gsize i = 0; i < G_N_ELEMENTS (app->connectors); i++)
    {
      g_dbus_interface_skeleton_unexport (app->connectors[i]);
      g_object_unref (app->connectors[i]);
    }
  g_dbus_connection_close_sync (app->connection, NULL, NULL);
  g_object_unref (app->connection);
  g_free (app->name);
  g_free (app);
}

static void
ask_daemon (App *app, const char *method, GVariant *args)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (app->connection, "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          method, args, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          wait_take_result, &result);
  wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (app->connection, result, &error);
  g_assert_no_error (error);
}

void
app_appear (App *app)
{
  ask_daemon (app, "RequestName", g_variant_new ("(su)", app->name, 0));
}

void
app_leave (App *app)
{
  ask_daemon (app, "ReleaseName", g_variant_new ("(s)", app->name));
}

void
app_forget (App *app)
{
  ask_daemon (app, "GetId", NULL);
  g_queue_clear_full (&app->events, (GDestroyNotify) app_event_free);
}

void
app_let_go (App *app)
{
  GDBusMethodInvocation *invocation;

  app->manner = APP_ANSWERS;
  while ((invocation = g_queue_pop_head (&app->held)) != NULL)
    answer (app, invocation);
}

AppEvent *
app_take_any (App *app)
{
  wait_until (!g_queue_is_empty (&app->events));
  return g_queue_pop_head (&app->events);
}

AppEvent *
app_take (App *app, AppEventKind kind)
{
  AppEvent *event = app_take_any (app);

  g_assert_cmpint (event->kind, ==, kind);
  return event;
}

void
app_expect_message (App *app,
                    const char *token,
                    gconstpointer body,
                    gssize size)
{
  g_autoptr (AppEvent) event = app_take (app, APP_MESSAGE);
  gsize length = size < 0 ? strlen (body) : (gsize) size;

  g_assert_cmpstr (event->token, ==, token);
  g_assert_cmpmem (g_bytes_get_data (event->body, NULL),
                   g_bytes_get_size (event->body), body, length);
}

char *
app_expect_endpoint (App *app, guint version, const char *token)
{
  g_autoptr (AppEvent) event = app_take (app, APP_NEW_ENDPOINT);

  g_assert_cmpuint (event->version, ==, version);
  g_assert_cmpstr (event->token, ==, token);
  g_assert_nonnull (event->text);
  return g_steal_pointer (&event->text);
}

void
app_expect_unregistered (App *app, guint version, const char *token)
{
  g_autoptr (AppEvent) event = app_take (app, APP_UNREGISTERED);

  g_assert_cmpuint (event->version, ==, version);
  g_assert_cmpstr (event->token, ==, token);
}
