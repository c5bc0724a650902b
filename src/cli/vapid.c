/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/sender-key.h"
#include "webpush/ec-pem.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>

static char **words;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
  { NULL },
};

/* @file: (nullable): where the private key is; NULL to print it */
static void
print_json (const PhEcKey *key, GBytes *pem, const char *file)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ph_json_add_string (builder, "public_key", ph_ec_key_get_text (key));
  if (file != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (file, NULL);
      g_autofree char *name = g_filename_display_name (path);

      ph_json_add_string (builder, "file", name);
    }
  else
    {
      g_autofree char *text =
          g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));

      ph_json_add_string (builder, "private_key", text);
    }
  json_builder_end_object (builder);
  ph_output_json (builder);
}

/* Standard output has the one thing that is wanted of it: the public key, or
 * the private one where there is no other place for it. */
static void
print_text (const PhEcKey *key, GBytes *pem, const char *file)
{
  const char *text = ph_ec_key_get_text (key);

  if (file != NULL)
    {
      ph_output_line ("%s", text);
      return;
    }

  fwrite (g_bytes_get_data (pem, NULL), 1, g_bytes_get_size (pem), stdout);
  fflush (stdout);
  g_printerr (_ ("Public key: %s\n"), text);
}

static int
report_file (const GError *error)
{
  const char *advice =
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS) ?
          _ ("No file is overwritten: name another one.") :
          _ ("Name another file, or none to have the key on standard output.");

  return ph_report (PH_EXIT_FAILED, advice, "%s", error->message);
}

/* @file: (nullable): NULL for standard output */
static int
make_key (const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_generate (&error);
  g_autoptr (GBytes) pem = key != NULL ? ph_ec_pem_write (key, &error) : NULL;

  if (pem == NULL)
    return ph_report_error (error);
  if (file != NULL && !ph_sender_key_create (file, pem, &error))
    return report_file (error);

  if (ph_output_wants_json ())
    print_json (key, pem, file);
  else
    print_text (key, pem, file);

  return ph_output_is_closed () ?
             ph_report (PH_EXIT_FAILED, NULL,
                        _ ("Not all of it could be written to standard "
                           "output.")) :
             PH_EXIT_DONE;
}

int
ph_vapid_run (int argc, char **argv)
{
  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], words, 1, 2))
    return PH_EXIT_USAGE;

  if (!g_str_equal (words[0], "new"))
    return ph_report_usage (argv[0], _ ("'%s' is not 'new'."), words[0]);

  return make_key (words[1]);
}
