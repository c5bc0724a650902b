/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/error.h"
#include "fake-bus.h"
#include "support/wait.h"
#include "to-connector.h"

/* A connector and an app that does not run. */

#define NAME TO_CONNECTOR_SERVICE

static const FakeAnswer starts[] = {
  { "StartServiceByName", FAKE_BUS },
  { NULL, FAKE_BUS, "org.freedesktop.DBus.Error.NameHasNoOwner" },
};

/* It is the hub that calls again, if the push is still worth it. */
static void
test_start_is_for_the_hub_to_use (FakeBus *bus, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (GDBusMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  fake_bus_set_answers (bus, starts);
  g_assert_false (to_connector_deliver (receiver, 2, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_true (ph_receiver_is_available (receiver));

  message = fake_bus_take_call (bus, "Message");
  g_assert_true (g_dbus_message_get_flags (message) &
                 G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_object_unref (fake_bus_take_call (bus, "StartServiceByName"));
  fake_bus_expect_no_call (bus);
}

static void
test_calls_share_a_start (FakeBus *bus, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (PhRegistration) app = to_connector_registration (2);
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GAsyncResult) endpoint = NULL;

  fake_bus_set_answers (bus, starts);
  to_connector_begin (receiver, 2, 60, &one);
  ph_receiver_new_endpoint_async (receiver, app, "http://127.0.0.1:1/",
                                  wait_take_result, &endpoint);
  to_connector_begin (receiver, 2, 60, &other);
  wait_until (one != NULL && other != NULL && endpoint != NULL);
  g_assert_false (ph_receiver_deliver_finish (receiver, one, NULL));
  g_assert_false (ph_receiver_deliver_finish (receiver, other, NULL));
  g_assert_false (ph_receiver_new_endpoint_finish (receiver, endpoint, NULL));

  g_object_unref (fake_bus_take_call (bus, "Message"));
  g_object_unref (fake_bus_take_call (bus, "NewEndpoint"));
  g_object_unref (fake_bus_take_call (bus, "Message"));
  g_object_unref (fake_bus_take_call (bus, "StartServiceByName"));
  fake_bus_expect_no_call (bus);
}

/* It fails like one that runs, so the hub backs off. */
static void
test_app_that_starts_and_goes (FakeBus *bus, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;

  fake_bus_set_answers (bus, starts);
  g_assert_false (to_connector_deliver (receiver, 2, &first));
  g_assert_error (first, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_false (to_connector_deliver (receiver, 2, &second));
  g_assert_error (second, PH_ERROR, PH_ERROR_FAILED);
  g_assert_true (ph_receiver_is_available (receiver));
}

static void
test_app_that_does_not_start (FakeBus *bus, gconstpointer failure)
{
  const FakeAnswer answers[] = {
    { "StartServiceByName", FAKE_BUS, failure },
    { NULL, FAKE_BUS, "org.freedesktop.DBus.Error.ServiceUnknown" },
  };
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (GError) error = NULL;

  fake_bus_set_answers (bus, answers);
  g_assert_false (to_connector_deliver (receiver, 2, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_false (ph_receiver_is_available (receiver));
}

/* The bus might start it another time. */
static void
test_start_is_forbidden (FakeBus *bus, gconstpointer data)
{
  static const FakeAnswer answers[] = {
    { "StartServiceByName", FAKE_BUS,
      "org.freedesktop.DBus.Error.AccessDenied" },
    { NULL, FAKE_BUS, "org.freedesktop.DBus.Error.ServiceUnknown" },
  };
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (GError) error = NULL;

  fake_bus_set_answers (bus, answers);
  g_assert_false (to_connector_deliver (receiver, 2, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAUTHORIZED);
  g_assert_true (ph_receiver_is_available (receiver));
}

/* Now or never: the bus holds it until the app has started. */
static void
test_ttl_zero_starts_by_itself (FakeBus *bus, gconstpointer data)
{
  g_autoptr (PhReceiver) receiver =
      PH_RECEIVER (ph_connector_new (bus->hub, NAME));
  g_autoptr (GDBusMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  fake_bus_set_answers (bus, starts);
  g_assert_false (to_connector_deliver_with_ttl (receiver, 2, 0, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_false (ph_receiver_is_available (receiver));
  message = fake_bus_take_call (bus, "Message");
  g_assert_false (g_dbus_message_get_flags (message) &
                  G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_object_unref (fake_bus_take_call (bus, "GetNameOwner")); /* it waits */
  fake_bus_expect_no_call (bus);
}

#define ADD(path, data, function)                                              \
  g_test_add ("/connector-" path, FakeBus, data, fake_bus_set_up, function,    \
              fake_bus_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("start/succeeds", NULL, test_start_is_for_the_hub_to_use);
  ADD ("start/shared", NULL, test_calls_share_a_start);
  ADD ("start/goes-at-once", NULL, test_app_that_starts_and_goes);
  ADD ("start/unknown", "org.freedesktop.DBus.Error.ServiceUnknown",
       test_app_that_does_not_start);
  ADD ("start/broken", "org.freedesktop.DBus.Error.Spawn.ChildExited",
       test_app_that_does_not_start);
  ADD ("start/too-slow", "org.freedesktop.DBus.Error.TimedOut",
       test_app_that_does_not_start);
  ADD ("start/forbidden", NULL, test_start_is_forbidden);
  ADD ("start/ttl-zero", NULL, test_ttl_zero_starts_by_itself);
  return g_test_run ();
}
