/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sample-app.h"
#include "cli/subscription-keys.h"
#include "core/error.h"
#include "core/names.h"
#include "core/registration.h"
#include "webpush/ec-key.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define DEFAULT_NAME "org.pushhub.Listen"

static struct
{
  char **name;
  char *distributor;
  char *token;
  char *description;
  gboolean encrypted;
  char *vapid;
  gboolean v1;
  int count;
  double timeout;
  char *exec;
  gboolean keep;
  double slow;
  gboolean no_ack;
  int crash_after;
} options;

static const GOptionEntry entries[] = {
  { "distributor", 0, 0, G_OPTION_ARG_STRING, &options.distributor,
    N_ ("Register with this one instead of pushhub"), N_ ("NAME") },
  { "token", 0, 0, G_OPTION_ARG_STRING, &options.token,
    N_ ("Register with this token instead of a random one"), N_ ("TOKEN") },
  { "description", 0, 0, G_OPTION_ARG_STRING, &options.description,
    N_ ("What to tell people about this app"), N_ ("TEXT") },
  { "encrypted", 0, 0, G_OPTION_ARG_NONE, &options.encrypted,
    N_ ("Take encrypted pushes only, and show the keys for them"), NULL },
  { "vapid", 0, 0, G_OPTION_ARG_STRING, &options.vapid,
    N_ ("Take pushes only from the sender with this public key"), N_ ("KEY") },
  { "v1", 0, 0, G_OPTION_ARG_NONE, &options.v1,
    N_ ("Speak version 1 of the interfaces"), NULL },
  { "count", 0, 0, G_OPTION_ARG_INT, &options.count, N_ ("End after N pushes"),
    N_ ("N") },
  { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &options.timeout,
    N_ ("Give up after this time"), N_ ("SECONDS") },
  { "exec", 0, 0, G_OPTION_ARG_STRING, &options.exec,
    N_ ("Run CMD for each push, its body on standard input"), N_ ("CMD") },
  { "keep", 0, 0, G_OPTION_ARG_NONE, &options.keep,
    N_ ("Stay registered at the end"), NULL },
  { "slow", 0, 0, G_OPTION_ARG_DOUBLE, &options.slow,
    N_ ("Answer each push only after this time"), N_ ("SECONDS") },
  { "no-ack", 0, 0, G_OPTION_ARG_NONE, &options.no_ack,
    N_ ("Never answer a push"), NULL },
  { "crash-after", 0, 0, G_OPTION_ARG_INT, &options.crash_after,
    N_ ("Crash on the N-th push instead of answering it"), N_ ("N") },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.name, NULL,
    NULL },
  { NULL },
};

static gboolean
is_time (double seconds)
{
  return seconds >= 0 && seconds <= G_MAXINT / 1000;
}

static gboolean
check_vapid (const char *verb)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = NULL;

  if (options.vapid == NULL)
    return TRUE;

  key = ph_ec_key_new_from_text (options.vapid, &error);
  if (key == NULL)
    ph_report_usage (verb, "--vapid: KEY %s", error->message);
  else if (options.v1)
    ph_report_usage (verb, _ ("--vapid: version 1 has no such key."));
  else
    return TRUE;

  return FALSE;
}

/* Reads and checks the numbers and the command of --exec. */
static gboolean
check_options (const char *verb, char ***exec)
{
  g_autoptr (GError) error = NULL;

  if (!ph_options_check_count (verb, options.name, 0, 1))
    return FALSE;

  if (options.count < 0)
    ph_report_usage (verb, _ ("--count: must not be negative."));
  else if (options.crash_after < 0)
    ph_report_usage (verb, _ ("--crash-after: must not be negative."));
  else if (!is_time (options.timeout))
    ph_report_usage (verb, _ ("--timeout: must be a number of seconds."));
  else if (!is_time (options.slow))
    ph_report_usage (verb, _ ("--slow: must be a number of seconds."));
  else if (options.exec != NULL &&
           !g_shell_parse_argv (options.exec, NULL, exec, &error))
    ph_report_usage (verb, "--exec: %s", error->message);
  else
    return check_vapid (verb);

  return FALSE;
}

/* Returns: (transfer full): the bus name of --distributor, or of the one that
 * the user prefers, which apps find in the environment. */
static char *
choose_distributor (void)
{
  const char *chosen = options.distributor != NULL ?
                           options.distributor :
                           g_getenv ("UNIFIEDPUSH_DISTRIBUTOR");

  if (chosen == NULL || chosen[0] == '\0')
    return g_strdup (PH_DISTRIBUTOR_NAME);
  if (g_str_has_prefix (chosen, PH_DISTRIBUTOR_PREFIX))
    return g_strdup (chosen);

  return g_strconcat (PH_DISTRIBUTOR_PREFIX, chosen, NULL);
}

int
ph_listen_run (int argc, char **argv)
{
  g_auto (GStrv) exec = NULL;
  g_autofree char *distributor = NULL;
  g_autofree char *random = g_uuid_string_random ();
  g_autoptr (PhSubscriptionKeys) keys = NULL;
  g_autoptr (GError) error = NULL;
  PhSampleOptions sample = { 0 };
  PhSubscription *app = &sample.subscription;

  if (!ph_options_parse (entries, argc, argv) ||
      !check_options (argv[0], &exec))
    return PH_EXIT_USAGE;

  distributor = choose_distributor ();
  app->service = options.name != NULL ? options.name[0] : DEFAULT_NAME;
  app->distributor = distributor;
  app->token = options.token != NULL ? options.token : random;
  app->description =
      options.description != NULL ? options.description : "pushhub listen";
  app->vapid = options.vapid;
  app->version = options.v1 ? 1 : 2;
  sample.count = options.count;
  sample.timeout = options.timeout;
  sample.slow = options.slow;
  sample.no_ack = options.no_ack;
  sample.crash_after = options.crash_after;
  sample.exec = exec;
  sample.keep = options.keep;

  if (!g_dbus_is_name (distributor))
    return ph_report_usage (argv[0], _ ("'%s' is not a bus name."),
                            distributor);
  if (!ph_registration_check_fields (app->service, app->token, app->description,
                                     &error))
    return ph_report_usage (argv[0], "%s", error->message);

  if (options.encrypted)
    {
      sample.keys = keys = ph_subscription_keys_generate (&error);
      if (keys == NULL)
        return ph_report_error (error);
    }
  return ph_sample_app_run (&sample);
}
