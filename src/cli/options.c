/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/options.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"

#include <glib/gi18n.h>

static GOptionContext *
create_context (const PhCommand *command, const GOptionEntry *entries)
{
  g_autofree char *program = g_strdup_printf ("pushhub %s", command->name);
  GOptionContext *context = g_option_context_new (command->synopsis);

  /* The usage line begins with this name. */
  g_set_prgname (program);
  g_option_context_set_summary (context, _ (command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, ph_output_options,
                                     GETTEXT_PACKAGE);
  return context;
}

gboolean
ph_options_parse (const GOptionEntry *entries, int argc, char **argv)
{
  const char *verb = argv[0];
  g_autoptr (GOptionContext) context =
      create_context (ph_command_find (ph_commands, verb), entries);
  g_autoptr (GError) error = NULL;

  if (!g_option_context_parse (context, &argc, &argv, &error))
    ph_report_usage (verb, "%s", error->message);
  else if (argc > 1)
    ph_report_usage (verb, _ ("'%s' is one argument too many."), argv[1]);
  else
    return TRUE;

  return FALSE;
}

gboolean
ph_options_check_count (const char *verb,
                        char **arguments,
                        guint least,
                        guint most)
{
  guint count = arguments != NULL ? g_strv_length (arguments) : 0;

  if (count < least)
    ph_report_usage (verb, _ ("An argument is missing: %s."),
                     ph_command_find (ph_commands, verb)->synopsis);
  else if (count > most)
    ph_report_usage (verb, _ ("'%s' is one argument too many."),
                     arguments[most]);
  else
    return TRUE;

  return FALSE;
}
