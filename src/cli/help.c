/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/table.h"

#include <glib/gi18n.h>

static char **verb;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &verb, NULL, NULL },
  { NULL },
};

int
ph_help_wrong_verb (const char *name)
{
  const char *nearest = ph_command_nearest (ph_commands, name);
  g_autofree char *hint = NULL;

  if (nearest != NULL)
    hint = g_strdup_printf (_ ("Did you mean 'pushhub %s'?"), nearest);

  return ph_report (PH_EXIT_USAGE,
                    hint != NULL ? hint : _ ("See 'pushhub help'."),
                    _ ("There is no verb '%s'."), name);
}

static void
add_verb (JsonBuilder *builder, const PhCommand *command)
{
  json_builder_begin_object (builder);
  ph_json_add_string (builder, "name", command->name);
  ph_json_add_string (builder, "synopsis", command->synopsis);
  ph_json_add_string (builder, "summary", command->summary);
  json_builder_end_object (builder);
}

static int
explain_verb (const char *name)
{
  const PhCommand *command = ph_command_find (ph_commands, name);
  char *arguments[] = { (char *) name, (char *) "--help", NULL };
  g_autoptr (JsonBuilder) builder = NULL;

  if (command == NULL)
    return ph_help_wrong_verb (name);
  if (!ph_output_wants_json ())
    return command->run (2, arguments);

  builder = json_builder_new ();
  add_verb (builder, command);
  ph_output_json (builder);
  return PH_EXIT_DONE;
}

static void
print_verbs_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "verbs");
  json_builder_begin_array (builder);
  for (const PhCommand *row = ph_commands; row->name != NULL; row++)
    add_verb (builder, row);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static void
print_verbs (void)
{
  g_autoptr (PhTable) table = ph_table_new (2);
  g_autofree char *text = NULL;

  for (const PhCommand *row = ph_commands; row->name != NULL; row++)
    {
      g_autofree char *usage = g_strjoin (row->synopsis[0] != '\0' ? " " : "",
                                          row->name, row->synopsis, NULL);
      const char *const cells[] = { usage, _ (row->summary) };

      ph_table_add (table, cells);
    }

  text = ph_table_to_text (table, 0, NULL);
  g_print (_ ("Usage: pushhub [VERB] [OPTION…]\n\n%s\n"
              "Without a verb: status. 'pushhub help VERB' shows its options,\n"
              "'pushhub --version' the versions of the program and its "
              "libraries.\n"),
           text);
}

int
ph_help_run (int argc, char **argv)
{
  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], verb, 0, 1))
    return PH_EXIT_USAGE;

  if (verb != NULL)
    return explain_verb (verb[0]);

  if (ph_output_wants_json ())
    print_verbs_json ();
  else
    print_verbs ();

  return PH_EXIT_DONE;
}
