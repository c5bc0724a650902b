/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/alias.h"
#include "cli/app.h"
#include "cli/command.h"
#include "cli/hub-proxy.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/when.h"

#include <glib/gi18n.h>

#define COLUMNS 9

static gboolean reveal;

static const GOptionEntry entries[] = {
  { "reveal", 0, 0, G_OPTION_ARG_NONE, &reveal,
    N_ ("Show the endpoints, which are secrets"), NULL },
  { NULL },
};

static void
add_headings (PhTable *table)
{
  const char *const headings[] = {
    _ ("No."),          _ ("App"),      _ ("Description"), _ ("Version"),
    _ ("VAPID"),        _ ("Created"),  _ ("Last push"),   _ ("Waiting"),
    _ ("Last failure"), _ ("Endpoint"),
  };

  ph_table_add (table, headings);
  ph_table_align_right (table, 0);
  ph_table_align_right (table, 3);
  ph_table_align_right (table, 7);
}

static void
add_app (PhTable *table, const PhApp *app)
{
  gint64 now = g_get_real_time ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, app->id);
  g_autofree char *version =
      app->is_client ? g_strdup ("") : g_strdup_printf ("%u", app->version);
  g_autofree char *created = ph_when_to_short_text (app->created, now);
  g_autofree char *last_push = ph_when_to_short_text (app->last_push, now);
  g_autofree char *waiting = g_strdup_printf ("%u", app->waiting);
  const char *const cells[] = {
    number,
    app->name,
    app->description,
    version,
    app->vapid ? _ ("yes") : _ ("no"),
    created,
    last_push,
    waiting,
    app->last_failure,
    app->endpoint,
  };

  ph_table_add (table, cells);
}

static void
print_text (GPtrArray *apps)
{
  g_autoptr (PhTable) table = ph_table_new (reveal ? COLUMNS + 1 : COLUMNS);
  g_autofree char *text = NULL;

  if (apps->len == 0)
    {
      ph_output_line ("%s", _ ("Nothing is registered. 'pushhub listen' is an "
                               "app to try."));
      return;
    }

  add_headings (table);
  for (guint i = 0; i < apps->len; i++)
    add_app (table, g_ptr_array_index (apps, i));

  /* An endpoint that is cut would be of no use. */
  text = ph_table_to_text (table, reveal ? 0 : ph_output_width (),
                           ph_output_wants_colour () ? PH_PAINT_HEADING : NULL);
  g_print ("%s", text);
}

static void
add_app_json (JsonBuilder *builder, const PhApp *app)
{
  g_autofree char *alias = ph_alias_new (app->endpoint);

  json_builder_begin_object (builder);
  ph_json_add_number (builder, "id", app->id);
  ph_json_add_string (builder, "kind", app->is_client ? "client" : "app");
  ph_json_add_string (builder, "app", app->name);
  ph_json_add_string (builder, "description", app->description);
  ph_json_add_number (builder, "version", app->version);
  ph_json_add_flag (builder, "vapid", app->vapid);
  ph_json_add_string (builder, "strict", app->strict);
  ph_when_add (builder, "created", app->created);
  ph_when_add (builder, "last_push", app->last_push);
  ph_json_add_number (builder, "waiting", app->waiting);
  ph_json_add_string (builder, "last_failure", app->last_failure);
  ph_json_add_flag (builder, "announced", app->announced);
  ph_json_add_string (builder, "alias", alias);
  if (reveal)
    ph_json_add_string (builder, "endpoint", app->endpoint);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray *apps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "registrations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < apps->len; i++)
    add_app_json (builder, g_ptr_array_index (apps, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

int
ph_apps_run (int argc, char **argv)
{
  g_autoptr (PhDBusManager1) hub = NULL;
  g_autoptr (GPtrArray) apps = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (entries, argc, argv))
    return PH_EXIT_USAGE;

  hub = ph_hub_proxy_new (&error);
  if (hub != NULL)
    apps = ph_hub_proxy_list_apps (hub, &error);
  if (apps == NULL)
    return ph_report_error (error);

  if (ph_output_wants_json ())
    print_json (apps);
  else
    print_text (apps);

  return PH_EXIT_DONE;
}
