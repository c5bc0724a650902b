/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "serve.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bus/distributor.h"
#include "bus/manager.h"
#include "bus/session-lock.h"
#include "bus/session.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "core/clock.h"
#include "core/error.h"
#include "core/names.h"
#include "core/settings.h"
#include "http/bounds.h"
#include "http/server.h"
#include "http/tls.h"
#include "hub/hub.h"
#include "store/store.h"

/* The verb that is the hub: builds the parts, runs the loop, takes them down.
 *
 * The session's lock is taken before anything is opened; the distributor's bus
 * name comes last, so that no app can call a half-built hub. Every way out
 * goes through quit (). */

typedef struct
{
  PhSettings *settings;
  gboolean ephemeral;
  gboolean replace;

  GMainLoop *loop;
  int status;
  gboolean quitting;
  gboolean bus_gone;

  GDBusConnection *manager_bus;
  GDBusConnection *app_bus;
  PhSessionLock *lock;
  guint distributor_name;
  gboolean distributor_refused; /* it is not ours to give back */

  PhClock *clock;
  PhStore *store;
  PhHub *hub;
  PhBounds bounds;
  PhTls *tls; /* NULL for plain HTTP */
  PhServer *server;
  PhDistributor *distributor;
  PhManager *manager;
} Daemon;

/* The end */

static void
on_hub_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Daemon *daemon = user_data;

  if (daemon->store != NULL)
    ph_store_close (daemon->store);
  g_main_loop_quit (daemon->loop);
}

static void
quit (Daemon *daemon, int status)
{
  if (daemon->quitting)
    return;

  daemon->quitting = TRUE;
  daemon->status = status;
  if (daemon->server != NULL)
    ph_server_stop (daemon->server);
  if (daemon->manager != NULL)
    ph_manager_unexport (daemon->manager);
  if (!daemon->distributor_refused && !daemon->bus_gone)
    g_clear_handle_id (&daemon->distributor_name, g_bus_unown_name);
  if (daemon->hub != NULL)
    ph_hub_stop_async (daemon->hub, on_hub_stopped, daemon);
  else
    on_hub_stopped (NULL, NULL, daemon);
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
  const char *base_url = ph_server_get_base_url (daemon->server);
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

  ph_hub_start (daemon->hub);
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

/* Building */

static PhManager *
new_manager (Daemon *daemon)
{
  PhManagerInfo info = {
    .since = ph_clock_now (daemon->clock),
    .addresses = ph_server_get_addresses (daemon->server),
    .state_dir = daemon->ephemeral ? NULL : daemon->settings->state_dir,
  };

  return ph_manager_new (daemon->hub, &info);
}

static gboolean
build (Daemon *daemon, GError **error)
{
  g_autofree char *path =
      g_build_filename (daemon->settings->state_dir, PH_DATABASE_FILE, NULL);

  daemon->clock = ph_clock_new ();
  daemon->store = ph_store_open (daemon->ephemeral ? NULL : path, error);
  if (daemon->store == NULL)
    return FALSE;

  daemon->hub = ph_hub_new (daemon->store, daemon->clock, daemon->settings);
  ph_bounds_init (&daemon->bounds, ph_bounds_raise_descriptors ());
  daemon->server =
      ph_server_new (daemon->hub, daemon->settings, &daemon->bounds);
  daemon->distributor = ph_distributor_new (daemon->hub, daemon->app_bus);
  ph_hub_set_receiver_func (daemon->hub, PH_REGISTRATION_CLIENT,
                            ph_server_get_receiver, daemon->server);
  ph_hub_set_receiver_func (daemon->hub, PH_REGISTRATION_APP,
                            ph_distributor_get_receiver, daemon->distributor);
  if (!ph_hub_load (daemon->hub, error) ||
      !ph_server_listen (daemon->server, daemon->tls, error))
    return FALSE;

  ph_hub_set_base_url (daemon->hub, ph_server_get_base_url (daemon->server));
  daemon->manager = new_manager (daemon);
  return ph_manager_export (daemon->manager, daemon->manager_bus, error) &&
         ph_distributor_export (daemon->distributor, error);
}

static void
start (Daemon *daemon)
{
  g_autoptr (GError) error = NULL;

  if (!build (daemon, &error))
    {
      fail (daemon, error);
      return;
    }

  daemon->distributor_name = g_bus_own_name_on_connection (
      daemon->app_bus, PH_DISTRIBUTOR_NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
      on_distributor_name_acquired, on_distributor_name_lost, daemon, NULL);
}

/* The session's lock */

static void
on_lock_taken (gpointer user_data)
{
  start (user_data);
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
run (Daemon *daemon)
{
  g_autoptr (GError) error = NULL;
  guint sigterm = g_unix_signal_add (SIGTERM, on_signal, daemon);
  guint sigint = g_unix_signal_add (SIGINT, on_signal, daemon);

  /* A file that may not grow is an error of the store, not the end. */
  signal (SIGXFSZ, SIG_IGN);

  daemon->loop = g_main_loop_new (NULL, FALSE);
  if (connect_buses (daemon, &error))
    {
      daemon->lock = ph_session_lock_new (daemon->manager_bus, daemon->replace,
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
  g_clear_object (&daemon->manager);
  g_clear_object (&daemon->server);
  g_clear_pointer (&daemon->tls, ph_tls_free);
  g_clear_object (&daemon->hub);
  g_clear_pointer (&daemon->distributor, ph_distributor_free);
  g_clear_object (&daemon->store);
  g_clear_pointer (&daemon->clock, ph_clock_free);
  if (daemon->manager_bus != NULL)
    disconnect_bus (daemon->manager_bus, daemon);
  if (daemon->app_bus != NULL)
    disconnect_bus (daemon->app_bus, daemon);
  g_clear_pointer (&daemon->lock, ph_session_lock_free);
  g_clear_handle_id (&daemon->distributor_name, g_bus_unown_name);
  g_clear_pointer (&daemon->loop, g_main_loop_unref);
  g_clear_pointer (&daemon->settings, ph_settings_free);
}

/* Options */

static char **option_addresses;
static char *option_port;
static char *option_public_url;
static char *option_strict;
static char *option_tls_certificate;
static char *option_tls_key;
static char *option_state_dir;
static char *option_config;
static gboolean option_ephemeral;
static gboolean option_replace;

static gboolean
on_strict (const char *option, const char *value, gpointer data, GError **error)
{
  g_free (option_strict);
  option_strict = g_strdup (value != NULL ? value : "true");
  return TRUE;
}

static const GOptionEntry options[] = {
  { "address", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_addresses,
    N_ ("Listen on this IP address; may be given more than once"),
    N_ ("ADDR") },
  { "port", 0, 0, G_OPTION_ARG_STRING, &option_port,
    N_ ("Listen on this port; 0 is any free one"), N_ ("N") },
  { "public-url", 0, 0, G_OPTION_ARG_STRING, &option_public_url,
    N_ ("Where the world reaches the hub, through a proxy"), N_ ("URL") },
  { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &option_tls_certificate,
    N_ ("Speak HTTPS with this certificate, in PEM"), N_ ("FILE") },
  { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &option_tls_key,
    N_ ("The certificate's key, in PEM"), N_ ("FILE") },
  { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &option_state_dir,
    N_ ("Keep the database in this directory"), N_ ("DIR") },
  { "strict", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
    (gpointer) on_strict,
    N_ ("Refuse what the pickiest push services refuse; \"body\" looks into "
        "the framing, too"),
    N_ ("body") },
  { "ephemeral", 0, 0, G_OPTION_ARG_NONE, &option_ephemeral,
    N_ ("Keep everything in memory and leave no file behind"), NULL },
  { "replace", 0, 0, G_OPTION_ARG_NONE, &option_replace,
    N_ ("Take the place of the hub that is running"), NULL },
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &option_config,
    N_ ("Read this file instead of the usual ones"), N_ ("FILE") },
  { NULL },
};

static gboolean
apply_option (PhSettings *settings,
              const char *group,
              const char *key,
              const char *value,
              const char *option,
              GError **error)
{
  return value == NULL ||
         ph_settings_set (settings, group, key, value, option, error);
}

static gboolean
apply_options (PhSettings *settings, GError **error)
{
  g_autofree char *addresses =
      option_addresses != NULL ? g_strjoinv (";", option_addresses) : NULL;

  return apply_option (settings, "server", "address", addresses, "--address",
                       error) &&
         apply_option (settings, "server", "port", option_port, "--port",
                       error) &&
         apply_option (settings, "push", "strict", option_strict, "--strict",
                       error) &&
         apply_option (settings, "server", "public-url", option_public_url,
                       "--public-url", error) &&
         apply_option (settings, "server", "tls-certificate",
                       option_tls_certificate, "--tls-certificate", error) &&
         apply_option (settings, "server", "tls-key", option_tls_key,
                       "--tls-key", error) &&
         apply_option (settings, "state", "dir", option_state_dir,
                       "--state-dir", error);
}

/* Returns: the exit status. */
static int
report_tls (const char *verb, const GError *error)
{
  if (g_error_matches (error, PH_ERROR, PH_ERROR_INVALID) &&
      (option_tls_certificate != NULL || option_tls_key != NULL))
    return ph_report_usage (verb, "%s", error->message);

  return ph_report (PH_EXIT_FAILED, NULL, "%s", error->message);
}

int
ph_serve_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Daemon daemon = { 0 };

  if (!ph_options_parse (options, argc, argv) ||
      !ph_options_check_count (argv[0], NULL, 0, 0))
    return PH_EXIT_USAGE;
  if (option_ephemeral && option_state_dir != NULL)
    return ph_report_usage (
        argv[0], _ ("--ephemeral and --state-dir exclude each other."));

  daemon.settings = ph_settings_load (option_config, &error);
  if (daemon.settings == NULL)
    return ph_report (PH_EXIT_FAILED, NULL, "%s", error->message);
  if (!apply_options (daemon.settings, &error))
    {
      ph_settings_free (daemon.settings);
      return ph_report_usage (argv[0], "%s", error->message);
    }

  /* Before another hub is asked to give way to one that cannot start. */
  if (!ph_tls_open (daemon.settings, &daemon.tls, &error))
    {
      ph_settings_free (daemon.settings);
      return report_tls (argv[0], error);
    }

  daemon.ephemeral = option_ephemeral;
  daemon.replace = option_replace;
  run (&daemon);
  clear (&daemon);
  return daemon.status;
}
