/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/alias.h"
#include "cli/command.h"
#include "cli/hub-proxy.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/when.h"
#include "core/error.h"

#include <glib/gi18n.h>

/* Pushes that their app failed too often: lists them, or gives one of them
 * another chance. */

static char **wanted;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted, NULL, NULL },
  { NULL },
};

/* One dictionary of ListSetAside. */
typedef struct
{
  const char *id;
  char *alias;
  gint64 registration;
  guint32 failures;
  guint32 octets;
  gint64 received;
} Push;

static void
push_clear (Push *push)
{
  g_free (push->alias);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

static void
read_push (GVariant *entry, Push *push)
{
  g_variant_lookup (entry, "push", "&s", &push->id);
  g_variant_lookup (entry, "registration", "x", &push->registration);
  g_variant_lookup (entry, "failures", "u", &push->failures);
  g_variant_lookup (entry, "octets", "u", &push->octets);
  g_variant_lookup (entry, "received", "x", &push->received);
  push->alias = ph_alias_new (push->id);
}

/* Listing */

static void
add_push (PhTable *table, const Push *push)
{
  g_autofree char *app =
      g_strdup_printf ("%" G_GINT64_FORMAT, push->registration);
  g_autofree char *received =
      ph_when_to_short_text (push->received, g_get_real_time ());
  g_autofree char *octets =
      g_strdup_printf ("%" G_GUINT32_FORMAT, push->octets);
  g_autofree char *failures =
      g_strdup_printf ("%" G_GUINT32_FORMAT, push->failures);
  const char *const cells[] = { push->alias, app, received, octets, failures };

  ph_table_add (table, cells);
}

static void
print_table (GVariant *list)
{
  const char *const headings[] = { _ ("Push"), _ ("App"), _ ("Received"),
                                   _ ("Bytes"), _ ("Failures") };
  g_autoptr (PhTable) table = ph_table_new (G_N_ELEMENTS (headings));
  g_autofree char *text = NULL;

  if (g_variant_n_children (list) == 0)
    {
      ph_output_line ("%s", _ ("No push was set aside."));
      return;
    }

  ph_table_add (table, headings);
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      g_auto (Push) push = { 0 };

      read_push (entry, &push);
      add_push (table, &push);
    }
  text = ph_table_to_text (table, ph_output_width (),
                           ph_output_wants_colour () ? PH_PAINT_HEADING : NULL);
  g_print ("%s", text);
}

static void
add_push_json (JsonBuilder *builder, const Push *push)
{
  json_builder_begin_object (builder);
  ph_json_add_string (builder, "push", push->alias);
  ph_json_add_number (builder, "app", push->registration);
  ph_when_add (builder, "received", push->received);
  ph_json_add_number (builder, "octets", push->octets);
  ph_json_add_number (builder, "failures", push->failures);
  json_builder_end_object (builder);
}

static void
print_json (GVariant *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "set_aside");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      g_auto (Push) push = { 0 };

      read_push (entry, &push);
      add_push_json (builder, &push);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

/* Replaying */

/* Returns: (transfer full): the identifier that @name is, or stands for. */
static char *
find_push (GVariant *list, const char *name, GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      g_auto (Push) push = { 0 };

      read_push (entry, &push);
      if (g_str_equal (push.alias, name) || g_str_equal (push.id, name))
        return g_strdup (push.id);
    }

  g_set_error (error, PH_ERROR, PH_ERROR_NOT_FOUND,
               _ ("No push \"%s\" was set aside; 'pushhub replay' lists those "
                  "that were."),
               name);
  return NULL;
}

static void
print_replayed (const char *push)
{
  g_autofree char *alias = ph_alias_new (push);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line (_ ("Push %s is delivered again."), alias);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  ph_json_add_string (builder, "replayed", alias);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static gboolean
replay (PhDBusManager1 *hub, GVariant *list, const char *name, GError **error)
{
  g_autofree char *push = find_push (list, name, error);

  if (push == NULL ||
      !ph_dbus_manager1_call_replay_sync (hub, push, NULL, error))
    return FALSE;

  print_replayed (push);
  return TRUE;
}

static gboolean
run (GError **error)
{
  g_autoptr (PhDBusManager1) hub = ph_hub_proxy_new (error);
  g_autoptr (GVariant) list = NULL;

  if (hub == NULL ||
      !ph_dbus_manager1_call_list_set_aside_sync (hub, &list, NULL, error))
    return FALSE;

  if (wanted != NULL)
    return replay (hub, list, wanted[0], error);

  if (ph_output_wants_json ())
    print_json (list);
  else
    print_table (list);
  return TRUE;
}

int
ph_replay_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], wanted, 0, 1))
    return PH_EXIT_USAGE;

  if (run (&error))
    return PH_EXIT_DONE;

  if (error->domain != PH_ERROR)
    ph_hub_proxy_translate_error (error);
  return ph_report_error (error);
}
