/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/bus.h"

#include "support/files.h"
#include "support/process.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

static guint wakes;

/* A session bus on which everybody may do everything. */
static const char configuration[] =
    "<busconfig>"
    "<type>session</type>"
    "<listen>unix:dir=%s</listen>"
    "<servicedir>%s/services</servicedir>"
    "<policy context='default'>"
    "<allow send_destination='*' eavesdrop='true'/>"
    "<allow eavesdrop='true'/>"
    "<allow own='*'/>"
    "</policy>"
    "</busconfig>";

static void
start_daemon (Bus *bus)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *text =
      g_strdup_printf (configuration, bus->directory, bus->directory);
  g_autofree char *path = bus_get_path (bus, "bus.conf");
  g_autofree char *option = g_strconcat ("--config-file=", path, NULL);
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  process_tie_to_test (launcher);
  bus->daemon =
      g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", "--nofork",
                                   "--print-address", option, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bus->daemon));
  bus->address = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bus->address);
}

Bus *
bus_new (void)
{
  static const char *const directories[] = { "services", "home", "config",
                                             "state",    "data", "run" };
  Bus *bus = g_new0 (Bus, 1);

  bus->directory = g_dir_make_tmp ("pushhub-flow-XXXXXX", NULL);
  g_assert_nonnull (bus->directory);
  for (gsize i = 0; i < G_N_ELEMENTS (directories); i++)
    {
      g_autofree char *path = bus_get_path (bus, directories[i]);

      g_assert_no_errno (g_mkdir_with_parents (path, 0700));
    }
  start_daemon (bus);
  return bus;
}

void
bus_end (Bus *bus)
{
  g_subprocess_force_exit (bus->daemon);
  g_subprocess_wait (bus->daemon, NULL, NULL);
  g_clear_object (&bus->daemon);
  g_clear_pointer (&bus->address, g_free);
}

void
bus_begin_again (Bus *bus)
{
  start_daemon (bus);
}

void
bus_free (Bus *bus)
{
  if (bus->daemon != NULL)
    bus_end (bus);
  files_remove_tree (bus->directory);
  g_strfreev (bus->variables);
  g_free (bus->directory);
  g_free (bus);
}

GDBusConnection *
bus_connect (Bus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      bus->address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

char *
bus_get_path (Bus *bus, const char *name)
{
  return g_build_filename (bus->directory, name, NULL);
}

static GVariant *
ask_daemon (Bus *bus,
            const char *method,
            GVariant *args,
            const GVariantType *type)
{
  g_autoptr (GDBusConnection) connection = bus_connect (bus);
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", method, args, type, G_DBUS_CALL_FLAGS_NONE, -1,
      NULL, &error);

  g_assert_no_error (error);
  return reply;
}

void
bus_add_service (Bus *bus, const char *name, const char *command)
{
  g_autofree char *file = g_strconcat ("services/", name, ".service", NULL);
  g_autofree char *path = bus_get_path (bus, file);
  g_autofree char *text =
      g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s\n", name, command);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_variant_unref (ask_daemon (bus, "ReloadConfig", NULL, NULL));
}

void
bus_remove_service (Bus *bus, const char *name)
{
  g_autofree char *file = g_strconcat ("services/", name, ".service", NULL);
  g_autofree char *path = bus_get_path (bus, file);

  g_assert_no_errno (g_unlink (path));
  if (bus->daemon != NULL)
    g_variant_unref (ask_daemon (bus, "ReloadConfig", NULL, NULL));
}

static gboolean
on_wake (gpointer user_data)
{
  wakes++;
  return G_SOURCE_CONTINUE;
}

void
bus_add_service_of_test (Bus *bus, const char *name)
{
  static guint source;
  g_autofree char *command =
      g_strdup_printf ("/bin/sh -c \"kill -USR1 %d\"", (int) getpid ());

  if (source == 0)
    source = g_unix_signal_add (SIGUSR1, on_wake, NULL);
  bus_add_service (bus, name, command);
}

gboolean
bus_take_wake (void)
{
  gboolean woken = wakes > 0;

  wakes = 0;
  return woken;
}

static char **
unset_settings (char **environment)
{
  g_auto (GStrv) names = g_strdupv (environment);

  for (char **name = names; *name != NULL; name++)
    {
      char *end = strchr (*name, '=');

      if (end == NULL || !g_str_has_prefix (*name, "PUSHHUB_"))
        continue;
      *end = '\0';
      environment = g_environ_unsetenv (environment, *name);
    }
  return environment;
}

char **
bus_get_environment (Bus *bus)
{
  static const struct
  {
    const char *variable;
    const char *directory;
  } homes[] = {
    { "HOME", "home" },
    { "XDG_CONFIG_HOME", "config" },
    { "XDG_CONFIG_DIRS", "config" },
    { "XDG_STATE_HOME", "state" },
    { "XDG_DATA_HOME", "data" },
    { "XDG_RUNTIME_DIR", "run" },
  };
  char **environment = unset_settings (g_get_environ ());

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autofree char *path = bus_get_path (bus, homes[i].directory);

      environment =
          g_environ_setenv (environment, homes[i].variable, path, TRUE);
    }
  if (bus->daemon != NULL)
    environment = g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS",
                                    bus->address, TRUE);
  else
    environment = g_environ_unsetenv (environment, "DBUS_SESSION_BUS_ADDRESS");
  environment =
      g_environ_setenv (environment, "G_DEBUG", "fatal-criticals", TRUE);
  environment = g_environ_unsetenv (environment, "UNIFIEDPUSH_DISTRIBUTOR");
  for (char **name = bus->variables; name != NULL && *name != NULL; name += 2)
    environment = g_environ_setenv (environment, name[0], name[1], TRUE);
  return g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
}

void
bus_set_variable (Bus *bus, const char *name, const char *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (bus->variables != NULL)
    g_strv_builder_addv (builder, (const char **) bus->variables);
  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, value);
  g_strfreev (bus->variables);
  bus->variables = g_strv_builder_end (builder);
}
