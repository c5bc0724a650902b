/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

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

static const char *
get_string (GVariantDict *status, const char *key)
{
  const char *value = "";

  g_variant_dict_lookup (status, key, "&s", &value);
  return value;
}

static guint32
get_number (GVariantDict *status, const char *key)
{
  guint32 value = 0;

  g_variant_dict_lookup (status, key, "u", &value);
  return value;
}

static gint64
get_moment (GVariantDict *status, const char *key)
{
  gint64 value = 0;

  g_variant_dict_lookup (status, key, "x", &value);
  return value;
}

static gboolean
get_flag (GVariantDict *status, const char *key)
{
  gboolean value = FALSE;

  g_variant_dict_lookup (status, key, "b", &value);
  return value;
}

/* Returns: (transfer container): the strings belong to the dictionary. */
static const char **
get_list (GVariantDict *status, const char *key)
{
  const char **list = NULL;

  if (!g_variant_dict_lookup (status, key, "^a&s", &list))
    list = g_new0 (const char *, 1);

  return list;
}

static void
add_row (PhTable *table, const char *name, const char *value)
{
  const char *const cells[] = { name, value };

  ph_table_add (table, cells);
}

static void
add_count (PhTable *table, const char *name, guint32 count)
{
  g_autofree char *value = g_strdup_printf ("%" G_GUINT32_FORMAT, count);

  add_row (table, name, value);
}

static void
print_attention (GVariantDict *status)
{
  g_autofree const char **sentences = get_list (status, "attention");
  g_autofree char *mark =
      ph_output_paint (PH_PAINT_ATTENTION, _ ("Attention:"));

  for (gsize i = 0; sentences[i] != NULL; i++)
    {
      g_autofree char *sentence = ph_output_clean (sentences[i]);

      ph_output_line ("%s %s", mark, sentence);
    }
}

static void
print_text (GVariantDict *status)
{
  g_autoptr (PhTable) table = ph_table_new (2);
  g_autofree char *running = ph_output_paint (PH_PAINT_GOOD, _ ("Running"));
  g_autofree char *since = ph_when_to_text (get_moment (status, "since"));
  g_autofree const char **addresses = get_list (status, "addresses");
  g_autofree char *listening = g_strjoinv (", ", (char **) addresses);
  g_autofree char *text = NULL;

  print_attention (status);
  ph_output_line (_ ("%s since %s (version %s, process %" G_GUINT32_FORMAT ")"),
                  running, since, get_string (status, "version"),
                  get_number (status, "pid"));

  add_row (table, _ ("Base URL"), get_string (status, "base-url"));
  add_row (table, _ ("Addresses"), listening);
  add_row (table, _ ("Bus name"), get_string (status, "bus-name"));
  add_row (table, _ ("State"),
           get_flag (status, "ephemeral") ? _ ("not kept") :
                                            get_string (status, "state-dir"));
  add_count (table, _ ("Registrations"), get_number (status, "registrations"));
  add_count (table, _ ("Waiting pushes"), get_number (status, "waiting"));
  add_count (table, _ ("Set aside"), get_number (status, "set-aside"));

  text = ph_table_to_text (table, ph_output_width (), NULL);
  g_print ("%s", text);
}

static void
add_list_json (JsonBuilder *builder, GVariantDict *status, const char *key)
{
  g_autofree const char **list = get_list (status, key);

  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (gsize i = 0; list[i] != NULL; i++)
    json_builder_add_string_value (builder, list[i]);
  json_builder_end_array (builder);
}

/* @status: (nullable): NULL when no hub is running. */
static void
print_json (GVariantDict *status)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ph_json_add_flag (builder, "running", status != NULL);
  if (status != NULL)
    {
      ph_json_add_number (builder, "pid", get_number (status, "pid"));
      ph_when_add (builder, "since", get_moment (status, "since"));
      ph_json_add_string (builder, "version", get_string (status, "version"));
      ph_json_add_string (builder, "base_url", get_string (status, "base-url"));
      ph_json_add_string (builder, "bus_name", get_string (status, "bus-name"));
      ph_json_add_string (builder, "state_dir",
                          get_string (status, "state-dir"));
      add_list_json (builder, status, "addresses");
      ph_json_add_flag (builder, "ephemeral", get_flag (status, "ephemeral"));
      ph_json_add_number (builder, "registrations",
                          get_number (status, "registrations"));
      ph_json_add_number (builder, "waiting", get_number (status, "waiting"));
      ph_json_add_number (builder, "set_aside",
                          get_number (status, "set-aside"));
      add_list_json (builder, status, "attention");
    }
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static GVariant *
ask_hub (GError **error)
{
  g_autoptr (PhDBusManager1) hub = ph_hub_proxy_new (error);
  g_autoptr (GVariant) status = NULL;

  if (hub != NULL &&
      !ph_dbus_manager1_call_get_status_sync (hub, &status, NULL, error))
    ph_hub_proxy_translate_error (*error);

  return g_steal_pointer (&status);
}

int
ph_status_run (int argc, char **argv)
{
  g_autoptr (GVariant) status = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);

  if (!ph_options_parse (NULL, argc, argv))
    return PH_EXIT_USAGE;

  status = ask_hub (&error);
  if (status == NULL)
    {
      if (ph_output_wants_json () &&
          g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE))
        print_json (NULL);
      return ph_report_error (error);
    }

  g_variant_dict_init (&members, status);
  if (ph_output_wants_json ())
    print_json (&members);
  else
    print_text (&members);

  return PH_EXIT_DONE;
}
