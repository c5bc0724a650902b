/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/register.h"

#include "support/hub.h"
#include "support/wait.h"

#define DISTRIBUTOR_PATH "/org/unifiedpush/Distributor"

static const char *
get_interface (guint version)
{
  return version == 1 ? "org.unifiedpush.Distributor1" :
                        "org.unifiedpush.Distributor2";
}

static GVariant *
call (App *app,
      const char *interface,
      const char *method,
      GVariant *args,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (app->connection, distributor_get_name (),
                          DISTRIBUTOR_PATH, interface, method, args, NULL,
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL,
                          wait_take_result, &result);
  wait_until (result != NULL);
  return g_dbus_connection_call_finish (app->connection, result, error);
}

GVariant *
register_call (App *app,
               guint version,
               const char *method,
               GVariant *args,
               GError **error)
{
  return call (app, get_interface (version), method, args, error);
}

static GVariant *
make_arguments (App *app,
                guint version,
                const char *token,
                const char *description,
                const char *vapid)
{
  GVariantDict dict;

  if (version == 1)
    return g_variant_new ("(sss)", app->name, token,
                          description != NULL ? description : "");

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "service", "s", app->name);
  g_variant_dict_insert (&dict, "token", "s", token);
  if (description != NULL)
    g_variant_dict_insert (&dict, "description", "s", description);
  if (vapid != NULL)
    g_variant_dict_insert (&dict, "vapid", "s", vapid);
  return g_variant_new ("(@a{sv})", g_variant_dict_end (&dict));
}

static void
add_reply (App *app, GVariant *reply)
{
  AppEvent *event;

  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(ss)")))
    {
      event = app_add_event (app, APP_REPLY, 1, NULL);
      g_variant_get (reply, "(ss)", &event->token, &event->text);
    }
  else
    {
      g_autoptr (GVariant) result = NULL;

      event = app_add_event (app, APP_REPLY, 2, NULL);
      g_variant_get (reply, "(@a{sv})", &result);
      g_variant_lookup (result, "success", "s", &event->token);
      g_variant_lookup (result, "reason", "s", &event->text);
    }
}

static void
on_register_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (
      G_DBUS_CONNECTION (source), result, &error);

  g_assert_no_error (error);
  add_reply (user_data, reply);
}

void
register_send (App *app,
               guint version,
               const char *token,
               const char *description,
               const char *vapid)
{
  GVariant *args = make_arguments (app, version, token, description, vapid);

  g_dbus_connection_call (app->connection, distributor_get_name (),
                          DISTRIBUTOR_PATH, get_interface (version), "Register",
                          args, NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL,
                          on_register_replied, app);
}

void
register_expect_success (App *app, guint version)
{
  g_autoptr (AppEvent) reply = app_take (app, APP_REPLY);

  g_assert_cmpuint (reply->version, ==, version);
  g_assert_cmpstr (reply->token, ==, "REGISTRATION_SUCCEEDED");
  g_assert_cmpstr (reply->text, ==, version == 1 ? "" : NULL);
}

void
register_expect_refusal (App *app, const char *reason)
{
  g_autoptr (AppEvent) reply = app_take (app, APP_REPLY);

  g_assert_cmpstr (reply->token, ==, "REGISTRATION_FAILED");
  g_assert_cmpstr (reply->text, ==, reason);
}

char *
register_app (App *app, guint version, const char *token)
{
  register_send (app, version, token, NULL, NULL);
  register_expect_success (app, version);
  return app_expect_endpoint (app, version, token);
}

void
unregister_app (App *app, guint version, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) expected = NULL;
  GVariantDict dict;

  if (version == 1)
    {
      reply = register_call (app, 1, "Unregister", g_variant_new ("(s)", token),
                             &error);
      expected = g_variant_ref_sink (g_variant_new ("()"));
    }
  else
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "token", "s", token);
      reply = register_call (
          app, 2, "Unregister",
          g_variant_new ("(@a{sv})", g_variant_dict_end (&dict)), &error);
      expected = g_variant_ref_sink (g_variant_new ("(a{sv})", NULL));
    }
  g_assert_no_error (error);
  g_assert_cmpvariant (reply, expected);
}

/* Properties are read in the hub's main loop, after what it sent before; a Ping
 * is answered by another thread. */
void
register_expect_nothing_more (App *app)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      call (app, "org.freedesktop.DBus.Properties", "GetAll",
            g_variant_new ("(s)", get_interface (2)), &error);

  g_assert_no_error (error);
  g_assert_true (g_queue_is_empty (&app->events));
}

char *
register_introspect (App *app)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call (app, "org.freedesktop.DBus.Introspectable",
                                     "Introspect", NULL, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_variant_get (reply, "(s)", &text);
  return text;
}
