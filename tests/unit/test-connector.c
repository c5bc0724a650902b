/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/connector.h"

#include "core/error.h"
#include "dbus/unifiedpush.h"
#include "support/session-fixture.h"
#include "support/wait.h"
#include "to-connector.h"

/* contracts/dbus.md, "Calls to apps". */

#define NAME TO_CONNECTOR_SERVICE

static gboolean
on_message (PhDBusConnector2 *connector,
            GDBusMethodInvocation *invocation,
            GVariant *args,
            gpointer user_data)
{
  const char *failure = user_data;

  if (failure != NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, failure, "No.");
  else
    ph_dbus_connector2_complete_message (connector, invocation,
                                         g_variant_new ("a{sv}", NULL));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* An app of version 2; with @failure it answers that error. */
static GDBusInterfaceSkeleton *
app_begin (SessionFixture *fixture, const char *failure)
{
  PhDBusConnector2 *connector = ph_dbus_connector2_skeleton_new ();

  g_signal_connect (connector, "handle-message", G_CALLBACK (on_message),
                    (gpointer) failure);
  g_assert_true (g_dbus_interface_skeleton_export (
      G_DBUS_INTERFACE_SKELETON (connector), fixture->app,
      "/org/unifiedpush/Connector", NULL));
  session_fixture_own (fixture->app, NAME);
  return G_DBUS_INTERFACE_SKELETON (connector);
}

/* An answer without the id is an acknowledgement too. */
static void
test_any_answer_acknowledges (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusInterfaceSkeleton) app = app_begin (fixture, NULL);
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_receiver_is_available (receiver));
  g_assert_true (to_connector_deliver (receiver, 2, &error));
  g_assert_no_error (error);
  g_dbus_interface_skeleton_unexport (app);
}

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  gboolean *available = user_data;

  *available = TRUE;
}

static void
test_absent_app_is_awaited (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  g_autoptr (GDBusInterfaceSkeleton) app = NULL;
  g_autoptr (GError) error = NULL;
  gboolean available = FALSE;

  g_signal_connect (receiver, "available", G_CALLBACK (on_available),
                    &available);
  g_assert_false (to_connector_deliver (receiver, 2, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_false (ph_receiver_is_available (receiver));

  app = app_begin (fixture, NULL);
  wait_until (available);
  g_assert_true (ph_receiver_is_available (receiver));
  g_assert_true (to_connector_deliver (receiver, 2, NULL));
  g_dbus_interface_skeleton_unexport (app);
}

/* It runs, so there is nothing to wait for: the hub must back off. */
static void
test_failures_of_the_app (SessionFixture *fixture, gconstpointer failure)
{
  g_autoptr (GDBusInterfaceSkeleton) app = app_begin (fixture, failure);
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  g_autoptr (GError) error = NULL;

  g_assert_false (to_connector_deliver (receiver, 2, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_true (ph_receiver_is_available (receiver));
  g_dbus_interface_skeleton_unexport (app);
}

/* It fails, and is started anew: that is worth another try, and nothing else
 * is. */
static void
test_failing_app_comes_back (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusInterfaceSkeleton) app =
      app_begin (fixture, "org.example.Error");
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  gboolean available = FALSE;

  g_signal_connect (receiver, "available", G_CALLBACK (on_available),
                    &available);
  g_assert_false (to_connector_deliver (receiver, 2, NULL));
  session_fixture_ask_bus (fixture->hub, "GetId");
  session_fixture_ask_bus (fixture->hub, "GetId");
  g_assert_false (available);

  session_fixture_disown (fixture->app, NAME);
  session_fixture_own (fixture->hub, NAME);
  wait_until (available);
  g_dbus_interface_skeleton_unexport (app);
}

static void
test_connector_of_another_version (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusInterfaceSkeleton) app = app_begin (fixture, NULL);
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  g_autoptr (GError) error = NULL;

  g_assert_false (to_connector_deliver (receiver, 1, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_dbus_interface_skeleton_unexport (app);
}

/* On the connection's thread: the app takes messages and never answers. When
 * it is asked whether it is there, it leaves as @user_data says. */
static GDBusMessage *
keep_silent (GDBusConnection *connection,
             GDBusMessage *message,
             gboolean incoming,
             gpointer user_data)
{
  const gboolean *leaves = user_data;
  const char *member = g_dbus_message_get_member (message);

  if (incoming && *leaves && g_strcmp0 (member, "Ping") == 0)
    {
      g_dbus_connection_close (connection, NULL, NULL, NULL);
      g_clear_object (&message);
    }
  else if (incoming && g_strcmp0 (member, "Message") == 0)
    {
      g_clear_object (&message);
    }
  return message;
}

/* An app of version 1 may keep silent; but one that leaves before it answers
 * anything has perhaps not seen the push. */
static void
test_silence_of_version_1 (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (fixture->hub, NAME));
  g_autoptr (GError) error = NULL;
  gboolean leaves = FALSE;

  g_dbus_connection_add_filter (fixture->app, keep_silent, &leaves, NULL);
  session_fixture_own (fixture->app, NAME);
  g_assert_true (to_connector_deliver (receiver, 1, &error));
  g_assert_no_error (error);

  leaves = TRUE;
  g_assert_false (to_connector_deliver (receiver, 1, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_true (ph_receiver_is_available (receiver));
}

#define ADD(path, data, function)                                              \
  g_test_add ("/connector/" path, SessionFixture, data,                        \
              session_fixture_set_up, function, session_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("any-answer", NULL, test_any_answer_acknowledges);
  ADD ("absent", NULL, test_absent_app_is_awaited);
  ADD ("fails/own", "org.example.Error", test_failures_of_the_app);
  ADD ("fails/no-reply", "org.freedesktop.DBus.Error.NoReply",
       test_failures_of_the_app);
  ADD ("fails/service-unknown", "org.freedesktop.DBus.Error.ServiceUnknown",
       test_failures_of_the_app);
  ADD ("fails/spawn", "org.freedesktop.DBus.Error.Spawn.Failed",
       test_failures_of_the_app);
  ADD ("fails/forbidden", "org.freedesktop.DBus.Error.AccessDenied",
       test_failures_of_the_app);
  ADD ("fails/comes-back", NULL, test_failing_app_comes_back);
  ADD ("fails/other-version", NULL, test_connector_of_another_version);
  ADD ("silence", NULL, test_silence_of_version_1);
  return g_test_run ();
}
