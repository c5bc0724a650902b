/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "daemon.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bus/session-lock.h"
#include "bus/session.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/report.h"
#include "core/names.h"

/* Every way out goes through quit (). */

typedef struct
{
  PhAssembly *assembly;

  GMainLoop *loop;
  int status;
  gboolean quitting;
  gboolean bus_gone;

  GDBusConnection *manager_bus;
  GDBusConnection *app_bus;
  PhSessionLock *lock;
  guint distributor_name;
  gboolean distributor_refused; /* it is not ours to give back */
} Daemon;

/* The end */

static void
on_stopped (gpointer user_data)
{
  Daemon *daemon = user_data;

  g_main_loop_quit (daemon->loop);
}

static void
quit (Daemon *daemon, int status)
{
  if (daemon->quitting)
    return;

  daemon->quitting = TRUE;
  daemon->status = status;
  if (!daemon->distributor_refused && !daemon->bus_gone)
    g_clear_handle_id (&daemon->distributor_name, g_bus_unown_name);
  ph_assembly_stop (daemon->assembly, on_stopped, daemon);
}

static void
fail (Daemon *daemon, const GError *error)
{
  quit (daemon, ph_report_error (error));
}

static gboolean
on_signal (gpointer user_data)
{
  quit (user_data, PH_EXIT_DONE);
  return G_SOURCE_CONTINUE;
}

static void
on_bus_closed (GDBusConnection *connection,
               gboolean remote_peer_vanished,
               GError *error,
               gpointer user_data)
{
  Daemon *daemon = user_data;

  daemon->bus_gone = TRUE;
  if (!daemon->quitting)
    quit (daemon,
          ph_report (PH_EXIT_FAILED,
                     _ ("What was committed is safe; start the hub again in "
                        "the next session."),
                     _ ("The session bus has gone, so the hub ends.")));
}

/* Being ready */

static void
announce_ready (Daemon *daemon)
{
  const char *base_url = ph_assembly_get_base_url (daemon->assembly);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line (_ ("Listening on %s"), base_url);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ph_json_add_string (builder, "event", "ready");
  ph_json_add_string (builder, "base_url", base_url);
  ph_json_add_string (builder, "bus_name", PH_DISTRIBUTOR_NAME);
  ph_json_add_number (builder, "pid", getpid ());
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static void
on_distributor_name_acquired (GDBusConnection *connection,
                              const char *name,
                              gpointer user_data)
{
  Daemon *daemon = user_data;

  ph_assembly_start (daemon->assembly);
  announce_ready (daemon);
}

/* Without a connection it is on_bus_closed () that says so. */
static void
on_distributor_name_lost (GDBusConnection *connection,
                          const char *name,
                          gpointer user_data)
{
  Daemon *daemon = user_data;

  daemon->distributor_refused = TRUE;
  if (connection != NULL && !daemon->quitting)
    quit (daemon,
          ph_report (PH_EXIT_FAILED, _ ("End the program that has it first."),
                     _ ("The bus name %s belongs to another program."), name));
}

/* The session's lock */

static void
on_lock_taken (gpointer user_data)
{
  Daemon *daemon = user_data;
  g_autoptr (GError) error = NULL;

  if (!ph_assembly_build (daemon->assembly, daemon->app_bus,
                          daemon->manager_bus, &error))
    {
      fail (daemon, error);
      return;
    }

  daemon->distributor_name = g_bus_own_name_on_connection (
      daemon->app_bus, PH_DISTRIBUTOR_NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
      on_distributor_name_acquired, on_distributor_name_lost, daemon, NULL);
}

static void
on_lock_refused (const GError *error, gpointer user_data)
{
  fail (user_data, error);
}

static void
on_lock_lost (gpointer user_data)
{
  Daemon *daemon = user_data;

  if (!daemon->quitting)
    g_message ("Another hub takes over.");
  quit (daemon, PH_EXIT_DONE);
}

static const PhSessionLockFuncs lock_funcs = {
  .taken = on_lock_taken,
  .refused = on_lock_refused,
  .lost = on_lock_lost,
};

/* Running */

static GDBusConnection *
connect_bus (Daemon *daemon, GError **error)
{
  GDBusConnection *connection = ph_session_connect (error);

  if (connection != NULL)
    g_signal_connect (connection, "closed", G_CALLBACK (on_bus_closed), daemon);
  return connection;
}

static gboolean
connect_buses (Daemon *daemon, GError **error)
{
  daemon->app_bus = connect_bus (daemon, error);
  if (daemon->app_bus != NULL)
    daemon->manager_bus = connect_bus (daemon, error);
  return daemon->manager_bus != NULL;
}

static void
run (Daemon *daemon, gboolean replace)
{
  g_autoptr (GError) error = NULL;
  guint sigterm = g_unix_signal_add (SIGTERM, on_signal, daemon);
  guint sigint = g_unix_signal_add (SIGINT, on_signal, daemon);

  /* A file that may not grow is an error of the store, not the end. */
  signal (SIGXFSZ, SIG_IGN);

  daemon->loop = g_main_loop_new (NULL, FALSE);
  if (connect_buses (daemon, &error))
    {
      daemon->lock = ph_session_lock_new (daemon->manager_bus, replace,
                                          &lock_funcs, daemon);
      g_main_loop_run (daemon->loop);
    }
  else
    {
      daemon->status =
          ph_report (PH_EXIT_FAILED,
                     _ ("Start it in a desktop session, or with its own bus: "
                        "'dbus-run-session -- pushhub serve'."),
                     "%s", error->message);
    }

  g_source_remove (sigint);
  g_source_remove (sigterm);
}

/* Closing gives the names back too, also one that was lost. */
static void
disconnect_bus (GDBusConnection *connection, Daemon *daemon)
{
  g_signal_handlers_disconnect_by_data (connection, daemon);
  ph_session_disconnect (connection);
  g_object_unref (connection);
}

static void
clear (Daemon *daemon)
{
  g_clear_pointer (&daemon->assembly, ph_assembly_free);
  if (daemon->manager_bus != NULL)
    disconnect_bus (daemon->manager_bus, daemon);
  if (daemon->app_bus != NULL)
    disconnect_bus (daemon->app_bus, daemon);
  g_clear_pointer (&daemon->lock, ph_session_lock_free);
  g_clear_handle_id (&daemon->distributor_name, g_bus_unown_name);
  g_clear_pointer (&daemon->loop, g_main_loop_unref);
}

int
ph_daemon_run (PhAssembly *assembly, gboolean replace)
{
  Daemon daemon = { .assembly = assembly };

  run (&daemon, replace);
  clear (&daemon);
  return daemon.status;
}
