/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/app.h"

#include "support/connector.h"
#include "support/wait.h"

#include <string.h>

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

App *
app_new_absent (Bus *bus, const char *name)
{
  App *app = g_new0 (App, 1);

  app->connection = bus_connect (bus);
  app->name = g_strdup (name);
  connector_export (app);
  return app;
}

App *
app_new (Bus *bus, const char *name)
{
  App *app = app_new_absent (bus, name);

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
    connector_answer (app, invocation);
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
