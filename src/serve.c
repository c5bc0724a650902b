/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "serve.h"

#include <glib/gi18n.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"
#include "core/error.h"
#include "core/settings.h"
#include "daemon.h"
#include "http/tls.h"

static char **option_addresses;
static char *option_port;
static char *option_public_url;
static char *option_strict;
static char *option_tls_certificate;
static char *option_tls_key;
static char *option_state_dir;
static char *option_config;
static gboolean option_cors;
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
  { "cors", 0, 0, G_OPTION_ARG_NONE, &option_cors,
    N_ ("Let web pages of any origin send pushes, for development"), NULL },
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
         apply_option (settings, "server", "cors", option_cors ? "true" : NULL,
                       "--cors", error) &&
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

  return ph_report (PH_EXIT_FAILED,
                    _ ("Name a certificate and its key, in PEM; for tests "
                       "'pushhub dev-certificate' makes both."),
                    "%s", error->message);
}

int
ph_serve_run (int argc, char **argv)
{
  g_autoptr (PhSettings) settings = NULL;
  g_autoptr (PhTls) tls = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (options, argc, argv) ||
      !ph_options_check_count (argv[0], NULL, 0, 0))
    return PH_EXIT_USAGE;
  if (option_ephemeral && option_state_dir != NULL)
    return ph_report_usage (
        argv[0], _ ("--ephemeral and --state-dir exclude each other."));

  settings = ph_settings_load (option_config, &error);
  if (settings == NULL)
    return ph_report (PH_EXIT_FAILED, NULL, "%s", error->message);
  if (!apply_options (settings, &error))
    return ph_report_usage (argv[0], "%s", error->message);

  /* Before another hub is asked to give way to one that cannot start. */
  if (!ph_tls_open (settings, &tls, &error))
    return report_tls (argv[0], error);

  return ph_daemon_run (ph_assembly_new (settings, tls, option_ephemeral),
                        option_replace);
}
