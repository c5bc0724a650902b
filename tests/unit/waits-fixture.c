/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "waits-fixture.h"

#include "support/wait.h"

#define PATH "/org/example/Object"

static const char xml[] = "<node><interface name='org.example.Object'>"
                          "<method name='Wait'>"
                          "<arg name='outcome' type='s' direction='out'/>"
                          "</method></interface></node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  ((WaitsFixture *) user_data)->call = invocation;
}

void
waits_set_up (WaitsFixture *fixture, gconstpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);

  session_fixture_set_up (&fixture->session, data);
  g_assert_cmpuint (g_dbus_connection_register_object (
                        fixture->session.hub, PATH, node->interfaces[0],
                        &vtable, fixture, NULL, NULL),
                    >, 0);
  fixture->clock = ph_clock_new ();
  fixture->timeline = ph_timeline_new (fixture->clock);
  fixture->waits = ph_push_waits_new (fixture->timeline);
}

void
waits_tear_down (WaitsFixture *fixture, gconstpointer data)
{
  ph_push_waits_end (fixture->waits);
  ph_push_waits_free (fixture->waits);
  session_fixture_tear_down (&fixture->session, data);
  g_assert_finalize_object (fixture->timeline);
  ph_clock_free (fixture->clock);
}

void
waits_note (WaitsFixture *fixture, const char *push, PhEventStep step)
{
  ph_timeline_add (fixture->timeline, step, 1, push, NULL);
}

gboolean
waits_call (WaitsFixture *fixture,
            const char *push,
            GAsyncResult **answer,
            GError **error)
{
  g_dbus_connection_call (
      fixture->session.app,
      g_dbus_connection_get_unique_name (fixture->session.hub), PATH,
      "org.example.Object", "Wait", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, answer != NULL ? wait_take_result : NULL, answer);
  wait_until (fixture->call != NULL);
  if (!ph_push_waits_add (fixture->waits, push, fixture->call, error))
    {
      g_dbus_method_invocation_return_value (fixture->call,
                                             g_variant_new ("(s)", "refused"));
      fixture->call = NULL;
      return FALSE;
    }
  fixture->call = NULL;
  return TRUE;
}

char *
waits_take (WaitsFixture *fixture, GAsyncResult **answer, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  char *outcome = NULL;

  wait_until (*answer != NULL);
  result = g_steal_pointer (answer);
  reply = g_dbus_connection_call_finish (fixture->session.app, result, error);
  if (reply != NULL)
    g_variant_get (reply, "(s)", &outcome);
  return outcome;
}

/* Messages from one connection to another arrive in the order they were sent,
 * so the answer to a question now comes behind what was sent before. */
gboolean
waits_is_answered (WaitsFixture *fixture, GAsyncResult **answer)
{
  g_free (session_fixture_call (
      &fixture->session, "/", "org.freedesktop.DBus.Peer", "Ping", NULL, NULL));
  return *answer != NULL;
}

void
waits_replace_caller (WaitsFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_close_sync (fixture->session.app, NULL, NULL);
  g_object_unref (fixture->session.app);
  fixture->session.app = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->session.bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
}
