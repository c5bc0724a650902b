/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/options.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/report.h"

#include <glib/gi18n.h>
#include <string.h>

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

void
ph_options_take_pair (int *argc,
                      char **argv,
                      const char *option,
                      const char *values[2])
{
  gsize length = strlen (option);
  int kept = 1;
  int at = 1;

  for (; at < *argc && !g_str_equal (argv[at], "--"); at++)
    {
      const char *rest =
          g_str_has_prefix (argv[at], option) ? argv[at] + length : NULL;
      int first = rest != NULL && rest[0] == '=' ? at : at + 1;

      if (rest == NULL || (rest[0] != '=' && rest[0] != '\0') ||
          first + 1 >= *argc)
        {
          argv[kept++] = argv[at];
          continue;
        }

      values[0] = first == at ? rest + 1 : argv[first];
      values[1] = argv[first + 1];
      at = first + 1;
    }

  /* With the NULL at the end. */
  memmove (argv + kept, argv + at, sizeof *argv * (gsize) (*argc - at + 1));
  *argc -= at - kept;
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
