/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/call-error.h"

#include "core/error.h"

/* Errors of calls are in test-app-call.c, as they come from the wire. */

#define NAME "org.example.App"

typedef struct
{
  const char *error;
  PhError code;
  const char *message;
} Case;

/* Whatever ended a start, there is no app: it is awaited. Unless the bus has
 * not tried. */
static const Case cases[] = {
  { "org.freedesktop.DBus.Error.ServiceUnknown", PH_ERROR_UNREACHABLE,
    NAME " does not run and the bus cannot start it." },
  { "org.freedesktop.DBus.Error.Spawn.ChildExited", PH_ERROR_UNREACHABLE,
    NAME " does not run and did not start: "
         "org.freedesktop.DBus.Error.Spawn.ChildExited." },
  { "org.freedesktop.DBus.Error.TimedOut", PH_ERROR_UNREACHABLE,
    NAME " does not run and did not start: "
         "org.freedesktop.DBus.Error.TimedOut." },
  { "org.freedesktop.systemd1.UnitMasked", PH_ERROR_UNREACHABLE,
    NAME " does not run and did not start: "
         "org.freedesktop.systemd1.UnitMasked." },
  { "org.freedesktop.DBus.Error.AccessDenied", PH_ERROR_UNAUTHORIZED,
    "The bus forbids the hub to start " NAME "." },
  { "org.freedesktop.DBus.Error.LimitsExceeded", PH_ERROR_UNAVAILABLE,
    "The bus is too busy to start " NAME "." },
};

static void
test_start (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) of_bus =
          g_dbus_error_new_for_dbus_error (cases[i].error, "No.");
      g_autoptr (GError) error = ph_call_error_new_for_start (NAME, of_bus);

      g_assert_error (error, PH_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* The hub waits no longer; the app may come all the same. */
static void
test_start_takes_too_long (void)
{
  g_autoptr (GError) late =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Too late");
  g_autoptr (GError) error = ph_call_error_new_for_start (NAME, late);

  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
}

static void
test_whose_error (void)
{
  g_autoptr (GDBusMessage) message = g_dbus_message_new ();

  g_assert_false (ph_call_error_is_of_bus (message));
  g_dbus_message_set_sender (message, ":1.7");
  g_assert_false (ph_call_error_is_of_bus (message));
  g_dbus_message_set_sender (message, "org.freedesktop.DBus");
  g_assert_true (ph_call_error_is_of_bus (message));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-error/start", test_start);
  g_test_add_func ("/call-error/start-too-long", test_start_takes_too_long);
  g_test_add_func ("/call-error/whose", test_whose_error);
  return g_test_run ();
}
