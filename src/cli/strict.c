/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/app.h"
#include "cli/command.h"
#include "cli/hub-proxy.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"

#include <glib/gi18n.h>

static char **words;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL },
  { NULL },
};

static const struct
{
  const char *word; /* as people say it */
  const char *value;
  const char *sentence;
} choices[] = {
  { "yes", "true",
    N_ ("what the pickiest push services refuse is refused from now on.") },
  { "body", "body",
    N_ ("what the pickiest push services refuse is refused from now on, and "
        "so is wrong framing of an encrypted body.") },
  { "no", "false", N_ ("pushes are judged as the hub does it from now on.") },
};

/* Returns: its index, or -1 */
static int
find_choice (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].word, word))
      return (int) i;

  return -1;
}

static void
print_done (const PhApp *app, int choice)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line ("%s: %s", app->name, _ (choices[choice].sentence));
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ph_json_add_number (builder, "id", app->id);
  ph_json_add_string (builder, "app", app->name);
  ph_json_add_string (builder, "strict", choices[choice].value);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static gboolean
set_strict (PhDBusManager1 *hub, const PhApp *app, int choice, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (ph_dbus_manager1_call_set_strict_sync (
          hub, app->id, choices[choice].value, NULL, &cause))
    return TRUE;

  ph_hub_proxy_translate_error (cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

int
ph_strict_run (int argc, char **argv)
{
  g_autoptr (PhDBusManager1) hub = NULL;
  g_autoptr (GPtrArray) apps = NULL;
  const PhApp *app = NULL;
  g_autoptr (GError) error = NULL;
  int choice = 0;

  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], words, 2, 2))
    return PH_EXIT_USAGE;

  choice = find_choice (words[1]);
  if (choice < 0)
    return ph_report_usage (argv[0], _ ("'%s' is not one of yes, body and no."),
                            words[1]);

  hub = ph_hub_proxy_new (&error);
  if (hub != NULL)
    apps = ph_hub_proxy_list_apps (hub, &error);
  if (apps != NULL)
    app = ph_apps_find (apps, words[0], &error);
  if (app == NULL || !set_strict (hub, app, choice, &error))
    return ph_report_error (error);

  print_done (app, choice);
  return PH_EXIT_DONE;
}
