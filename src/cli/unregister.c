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

static char **wanted;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted, NULL, NULL },
  { NULL },
};

static void
print_removed (const PhApp *app)
{
  g_autofree char *description = ph_output_clean (app->description);

  if (description[0] == '\0')
    ph_output_line (_ ("Unregistered %s (number %" G_GINT64_FORMAT ")."),
                    app->name, app->id);
  else
    ph_output_line (
        _ ("Unregistered %s (number %" G_GINT64_FORMAT ", \"%s\")."), app->name,
        app->id, description);
}

static void
print_removed_json (const PhApp *app)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "unregistered");
  json_builder_begin_object (builder);
  ph_json_add_number (builder, "id", app->id);
  ph_json_add_string (builder, "app", app->name);
  ph_json_add_string (builder, "description", app->description);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static gboolean
unregister_app (PhDBusManager1 *hub, const PhApp *app, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (ph_dbus_manager1_call_unregister_sync (hub, app->id, NULL, &cause))
    return TRUE;

  ph_hub_proxy_translate_error (cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

int
ph_unregister_run (int argc, char **argv)
{
  g_autoptr (PhDBusManager1) hub = NULL;
  g_autoptr (GPtrArray) apps = NULL;
  const PhApp *app = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], wanted, 1, 1))
    return PH_EXIT_USAGE;

  hub = ph_hub_proxy_new (&error);
  if (hub != NULL)
    apps = ph_hub_proxy_list_apps (hub, &error);
  if (apps != NULL)
    app = ph_apps_find (apps, wanted[0], &error);
  if (app == NULL || !unregister_app (hub, app, &error))
    return ph_report_error (error);

  if (ph_output_wants_json ())
    print_removed_json (app);
  else
    print_removed (app);

  return PH_EXIT_DONE;
}
