/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-app.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/sample-answer.h"
#include "cli/sample-connector.h"
#include "cli/sample-events.h"
#include "cli/sample-exec.h"
#include "cli/sample-message.h"
#include "cli/subscription.h"
#include "core/error.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* How long the distributor may take to confirm that we have gone. */
#define FAREWELL_MILLISECONDS 1000

/* The app: it exports its connector, owns its name, and registers whenever the
 * distributor appears; every way out goes through leave (). */
typedef struct
{
  const PhSampleOptions *options;
  PhSubscription subscription;
  GMainLoop *loop;
  int status;
  gboolean seen;       /* the distributor has been there */
  gboolean registered; /* and it knows us now */
  gboolean leaving;
  int received;
  guint pending; /* answers and commands that are still to come */
  guint watch;
} SampleApp;

static void
on_unregister_replied (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  SampleApp *app = user_data;
  g_autoptr (GError) error = NULL;

  /* The loop goes on until the distributor has said Unregistered. */
  if (!ph_subscription_unregister_finish (&app->subscription, result, &error))
    g_main_loop_quit (app->loop);
}

static void
leave (SampleApp *app, int status)
{
  if (app->leaving)
    return;

  app->leaving = TRUE;
  app->status = status;
  if (!app->registered || app->options->keep)
    {
      g_main_loop_quit (app->loop);
      return;
    }

  g_timeout_add_once (FAREWELL_MILLISECONDS, (GSourceOnceFunc) g_main_loop_quit,
                      app->loop);
  ph_subscription_unregister_async (&app->subscription, on_unregister_replied,
                                    app);
}

static gboolean
has_all (const SampleApp *app)
{
  return app->options->count > 0 && app->received >= app->options->count;
}

static void
leave_when_done (SampleApp *app)
{
  if (ph_output_is_closed () || (has_all (app) && app->pending == 0))
    leave (app, PH_EXIT_DONE);
}

static void
on_pending_ended (gpointer user_data)
{
  SampleApp *app = user_data;

  app->pending--;
  leave_when_done (app);
}

static void
on_message (PhArrival *arrival, gpointer user_data)
{
  SampleApp *app = user_data;
  const PhSampleOptions *options = app->options;
  g_autoptr (GBytes) body = NULL;

  /* What comes too late stays with the distributor. */
  if (app->leaving || has_all (app))
    {
      ph_arrival_free (arrival);
      return;
    }

  app->received++;
  body = ph_sample_show ((guint) app->received, arrival, options->keys);
  if (app->received == options->crash_after)
    _exit (PH_EXIT_FAILED);

  if (options->exec != NULL && body != NULL)
    {
      app->pending++;
      ph_sample_exec ((const char *const *) options->exec,
                      app->subscription.service, arrival->id, body,
                      on_pending_ended, app);
    }

  app->pending++;
  ph_sample_answer (arrival, options, on_pending_ended, app);
}

static void
on_new_endpoint (const char *endpoint, gpointer user_data)
{
  SampleApp *app = user_data;

  ph_sample_print_endpoint (endpoint, app->options->keys,
                            app->subscription.vapid != NULL);
  leave_when_done (app);
}

static void
on_unregistered (gpointer user_data)
{
  SampleApp *app = user_data;

  app->registered = FALSE;
  ph_sample_print_unregistered ();
  if (app->leaving)
    g_main_loop_quit (app->loop);
  else
    leave (app, ph_report (PH_EXIT_FAILED, NULL,
                           _ ("The distributor has removed the "
                              "registration.")));
}

static void
on_register_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SampleApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_subscription_register_finish (&app->subscription, result, &error))
    {
      app->registered = TRUE;
      ph_sample_print_registered (app->subscription.service,
                                  app->subscription.distributor);
    }
  else if (!g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE))
    leave (app, ph_report_error (error));
}

static void
on_distributor_appeared (GDBusConnection *connection,
                         const char *name,
                         const char *owner,
                         gpointer user_data)
{
  SampleApp *app = user_data;

  app->seen = TRUE;
  ph_subscription_register_async (&app->subscription, on_register_replied, app);
}

static void
on_distributor_vanished (GDBusConnection *connection,
                         const char *name,
                         gpointer user_data)
{
  SampleApp *app = user_data;

  app->registered = FALSE;
  if (app->leaving)
    g_main_loop_quit (app->loop);
  else if (app->seen)
    g_printerr (_ ("pushhub: %s has gone; waiting for it to return.\n"), name);
  else
    leave (app,
           ph_report (PH_EXIT_NO_HUB, _ ("Start it with 'pushhub serve'."),
                      _ ("There is no distributor %s on this bus."), name));
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SampleApp *app = user_data;

  if (connection == NULL)
    leave (app,
           ph_report (PH_EXIT_FAILED, NULL, _ ("The session bus has gone.")));
  else
    leave (app, ph_report (PH_EXIT_FAILED,
                           _ ("Choose another: 'pushhub listen NAME'."),
                           _ ("The bus name %s cannot be had."), name));
}

static gboolean
on_interrupted (gpointer user_data)
{
  SampleApp *app = user_data;

  /* The second time there is no farewell. */
  if (app->leaving)
    g_main_loop_quit (app->loop);
  leave (app, PH_EXIT_INTERRUPTED);
  return G_SOURCE_CONTINUE;
}

static void
on_time_out (gpointer user_data)
{
  SampleApp *app = user_data;

  leave (app, ph_report (PH_EXIT_TIMED_OUT, NULL,
                         _ ("The time is over. Pushes that came: %d."),
                         app->received));
}

static void
on_name_acquired (GDBusConnection *connection,
                  const char *name,
                  gpointer user_data)
{
  SampleApp *app = user_data;

  app->watch = g_bus_watch_name_on_connection (
      connection, app->subscription.distributor, G_BUS_NAME_WATCHER_FLAGS_NONE,
      on_distributor_appeared, on_distributor_vanished, app, NULL);
}

static void
run_loop (SampleApp *app)
{
  const PhSampleOptions *options = app->options;
  guint name = g_bus_own_name_on_connection (
      app->subscription.connection, app->subscription.service,
      G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, on_name_acquired, on_name_lost, app,
      NULL);

  g_unix_signal_add (SIGINT, on_interrupted, app);
  g_unix_signal_add (SIGTERM, on_interrupted, app);
  if (options->timeout > 0)
    g_timeout_add_once ((guint) (options->timeout * 1000), on_time_out, app);

  g_main_loop_run (app->loop);

  if (app->watch != 0)
    g_bus_unwatch_name (app->watch);
  g_bus_unown_name (name);
  /* The last answers are on their way. */
  g_dbus_connection_flush_sync (app->subscription.connection, NULL, NULL);
}

int
ph_sample_app_run (const PhSampleOptions *options)
{
  static const PhSampleHandlers handlers = {
    on_message,
    on_new_endpoint,
    on_unregistered,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection =
      g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (PhSampleConnector) connector = NULL;
  SampleApp app = {
    .options = options,
    .subscription = options->subscription,
    .loop = loop,
  };

  if (connection == NULL)
    return ph_report (PH_EXIT_NO_HUB, NULL, _ ("There is no session bus: %s"),
                      error->message);

  app.subscription.connection = connection;
  connector = ph_sample_connector_new (app.subscription.version,
                                       app.subscription.token, &handlers, &app);
  if (!ph_sample_connector_export (connector, connection, &error))
    return ph_report_error (error);

  run_loop (&app);
  return app.status;
}
