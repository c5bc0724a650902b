/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/when.h"
#include "core/error.h"
#include "core/settings.h"
#include "webpush/dev-certificate.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define DIRECTORY "tls" /* in the state directory */

static struct
{
  char *state_dir;
  char *config;
  gboolean renew;
} options;

static const GOptionEntry entries[] = {
  { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options.state_dir,
    N_ ("The state directory of the hub"), N_ ("DIR") },
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &options.config,
    N_ ("Read this file instead of the usual ones"), N_ ("FILE") },
  { "renew", 0, 0, G_OPTION_ARG_NONE, &options.renew,
    N_ ("Make another one, with another CA, even if there is a good one"),
    NULL },
  { NULL },
};

/* Where the three files are. */
typedef struct
{
  char *directory;
  char *ca;
  char *certificate;
  char *key;
} Paths;

static void
paths_init (Paths *paths, const char *state_dir)
{
  paths->directory = g_build_filename (state_dir, DIRECTORY, NULL);
  paths->ca = g_build_filename (paths->directory, "ca.pem", NULL);
  paths->certificate =
      g_build_filename (paths->directory, "certificate.pem", NULL);
  paths->key = g_build_filename (paths->directory, "key.pem", NULL);
}

static void
paths_clear (Paths *paths)
{
  g_free (paths->directory);
  g_free (paths->ca);
  g_free (paths->certificate);
  g_free (paths->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paths, paths_clear)

/* Returns: whether all three are there and good until @end. */
static gboolean
find (const Paths *paths, gint64 now, gint64 *end)
{
  g_autoptr (PhDevCertificate) found = g_new0 (PhDevCertificate, 1);

  g_file_get_contents (paths->ca, &found->ca, NULL, NULL);
  g_file_get_contents (paths->certificate, &found->certificate, NULL, NULL);
  g_file_get_contents (paths->key, &found->key, NULL, NULL);
  return ph_dev_certificate_is_good (found, now, end);
}

static gboolean
write_file (const char *path, const char *text, int mode, GError **error)
{
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT |
                                       G_FILE_SET_CONTENTS_DURABLE,
                                   mode, error);
}

static gboolean
make_directory (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED, "%s: %s.", path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
make (const Paths *paths, gint64 now, gint64 *end, GError **error)
{
  g_autoptr (PhDevCertificate) made = ph_dev_certificate_new (now, error);

  return made != NULL && make_directory (paths->directory, error) &&
         write_file (paths->key, made->key, 0600, error) &&
         write_file (paths->certificate, made->certificate, 0644, error) &&
         write_file (paths->ca, made->ca, 0644, error) &&
         ph_dev_certificate_is_good (made, now, end);
}

/* Returns: (transfer full): @path as a shell would take it. */
static char *
quote (const char *path)
{
  for (const char *at = path; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("/._-+,:@%", *at) == NULL)
      return g_shell_quote (path);

  return g_strdup (path);
}

static void
print_text (const Paths *paths, gboolean created, gint64 end)
{
  g_autofree char *ca = quote (paths->ca);
  g_autofree char *certificate = quote (paths->certificate);
  g_autofree char *key = quote (paths->key);
  g_autofree char *day = ph_when_to_text (end * G_USEC_PER_SEC);

  if (created)
    ph_output_line (_ ("Made a certificate for 127.0.0.1, ::1 and localhost. "
                       "It is good until %s."),
                    day);
  else
    ph_output_line (_ ("The certificate is there already. It is good until "
                       "%s; --renew makes another."),
                    day);

  ph_output_line ("  %s\n  %s\n  %s\n", ca, certificate, key);
  ph_output_line (_ ("Serve with it:"));
  ph_output_line ("  pushhub serve --tls-certificate %s --tls-key %s\n",
                  certificate, key);
  ph_output_line (_ ("Trust it for one command:"));
  ph_output_line ("  NODE_EXTRA_CA_CERTS=%s node ...", ca);
  ph_output_line ("  SSL_CERT_FILE=%s pushhub send ...", ca);
  ph_output_line ("  curl --cacert %s ...", ca);
}

static void
print_json (const Paths *paths, gboolean created, gint64 end)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ph_json_add_flag (builder, "created", created);
  ph_json_add_string (builder, "ca", paths->ca);
  ph_json_add_string (builder, "certificate", paths->certificate);
  ph_json_add_string (builder, "key", paths->key);
  ph_when_add (builder, "good_until", end * G_USEC_PER_SEC);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static int
run (const char *state_dir)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_auto (Paths) paths = { 0 };
  gboolean created;
  gint64 end = 0;

  paths_init (&paths, state_dir);
  created = options.renew || !find (&paths, now, &end);
  if (created && !make (&paths, now, &end, &error))
    return ph_report (PH_EXIT_FAILED,
                      _ ("Choose another place with --state-dir."), "%s",
                      error->message);

  if (ph_output_wants_json ())
    print_json (&paths, created, end);
  else
    print_text (&paths, created, end);
  return PH_EXIT_DONE;
}

int
ph_dev_certificate_run (int argc, char **argv)
{
  g_autoptr (PhSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (entries, argc, argv))
    return PH_EXIT_USAGE;

  settings = ph_settings_load (options.config, &error);
  if (settings == NULL)
    return ph_report (PH_EXIT_FAILED, NULL, "%s", error->message);
  if (options.state_dir != NULL &&
      !ph_settings_set (settings, "state", "dir", options.state_dir,
                        "--state-dir", &error))
    return ph_report_usage (argv[0], "%s", error->message);

  return run (settings->state_dir);
}
