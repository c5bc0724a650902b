/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/command.h"
#include "cli/hub-proxy.h"
#include "cli/json.h"
#include "cli/known-push.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/push-steps.h"
#include "cli/report.h"
#include "cli/table.h"
#include "cli/when.h"
#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

/* What happened to one push, or which were the last ones. */

#define LAST 20

static char **wanted;

static const GOptionEntry entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted, NULL, NULL },
  { NULL },
};

static void
print_table (const PhTable *table)
{
  g_autofree char *text =
      ph_table_to_text (table, ph_output_width (),
                        ph_output_wants_colour () ? PH_PAINT_HEADING : NULL);

  g_print ("%s", text);
}

static void
add_push_members (JsonBuilder *builder, const PhKnownPush *push)
{
  ph_json_add_string (builder, "push", push->alias);
  ph_json_add_string (builder, "app", push->app);
  ph_json_add_number (builder, "registration", push->registration);
  ph_when_add (builder, "received", push->received);
  ph_json_add_string (builder, "step", push->step);
}

/* The last ones */

static void
add_push (PhTable *table, const PhKnownPush *push)
{
  g_autofree char *received = ph_when_to_text (push->received);
  g_autofree char *findings = g_strdup_printf ("%u", push->findings);
  const char *const cells[] = { push->alias, received, push->app, push->step,
                                push->findings > 0 ? findings : "" };

  ph_table_add (table, cells);
}

static void
print_pushes (GPtrArray *pushes)
{
  const char *const headings[] = { _ ("Push"), _ ("Received"), _ ("App"),
                                   _ ("Last step"), _ ("Findings") };
  g_autoptr (PhTable) table = ph_table_new (G_N_ELEMENTS (headings));

  if (pushes->len == 0)
    {
      ph_output_line ("%s", _ ("No push has come since the hub started."));
      return;
    }

  ph_table_add (table, headings);
  ph_table_align_right (table, 4);
  for (guint i = 0; i < MIN (pushes->len, LAST); i++)
    add_push (table, pushes->pdata[i]);
  print_table (table);
}

static void
print_pushes_json (GPtrArray *pushes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "pushes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (pushes->len, LAST); i++)
    {
      const PhKnownPush *push = pushes->pdata[i];

      json_builder_begin_object (builder);
      add_push_members (builder, push);
      ph_json_add_number (builder, "findings", push->findings);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

/* One of them */

static gboolean
is_judgement (const PhStep *step)
{
  return g_str_equal (step->name, "judged");
}

static void
print_steps (GPtrArray *steps)
{
  const char *const headings[] = { _ ("After"), _ ("Step"), _ ("Why") };
  g_autoptr (PhTable) table = ph_table_new (G_N_ELEMENTS (headings));
  gint64 first = ((const PhStep *) steps->pdata[0])->time;

  ph_table_add (table, headings);
  ph_table_align_right (table, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      const PhStep *step = steps->pdata[i];
      g_autofree char *after = ph_when_span_to_text (step->time - first);
      const char *const cells[] = { after, step->name,
                                    is_judgement (step) ? _ ("see below") :
                                                          step->detail };

      ph_table_add (table, cells);
    }
  print_table (table);
}

static void
print_findings (GPtrArray *steps)
{
  g_auto (GStrv) findings = ph_steps_list_findings (steps);

  if (findings[0] == NULL)
    return;

  ph_output_line ("%s", "");
  ph_output_line ("%s", _ ("What is wrong with it (see 'man pushhub-rules'):"));
  for (char **finding = findings; *finding != NULL; finding++)
    {
      g_autofree char *line = ph_output_clean (*finding);

      ph_output_line ("%s", line);
    }
}

static void
print_push (const PhKnownPush *push, GPtrArray *steps)
{
  g_autofree char *received = ph_when_to_text (push->received);
  g_autofree char *app = ph_output_clean (push->app);
  g_autofree char *conclusion = ph_steps_conclude (steps);
  g_autofree char *verdict = ph_output_paint (PH_PAINT_HEADING, conclusion);

  ph_output_line ("%s", verdict);
  ph_output_line (_ ("Push %s for %s, %s"), push->alias, app, received);
  ph_output_line ("%s", "");
  print_steps (steps);
  print_findings (steps);
}

static void
add_steps_json (JsonBuilder *builder, GPtrArray *steps)
{
  gint64 first = ((const PhStep *) steps->pdata[0])->time;

  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const PhStep *step = steps->pdata[i];

      json_builder_begin_object (builder);
      ph_json_add_number (builder, "after_us", step->time - first);
      ph_json_add_string (builder, "step", step->name);
      if (step->detail[0] != '\0' && !is_judgement (step))
        ph_json_add_string (builder, "detail", step->detail);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_finding_json (JsonBuilder *builder, const char *finding)
{
  gsize length = strcspn (finding, ":");
  g_autofree char *rule = g_strndup (finding, length);

  json_builder_begin_object (builder);
  ph_json_add_string (builder, "rule", rule);
  ph_json_add_string (builder, "text", finding);
  json_builder_end_object (builder);
}

static void
print_push_json (const PhKnownPush *push, GPtrArray *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (GStrv) findings = ph_steps_list_findings (steps);

  json_builder_begin_object (builder);
  add_push_members (builder, push);
  add_steps_json (builder, steps);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (char **finding = findings; *finding != NULL; finding++)
    add_finding_json (builder, *finding);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

static gboolean
explain (PhDBusManager1 *hub, const PhKnownPush *push, GError **error)
{
  g_autoptr (GVariant) events = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  if (!ph_dbus_manager1_call_get_timeline_sync (hub, push->id, &events, NULL,
                                                error))
    return FALSE;

  steps = ph_steps_new (events);
  if (ph_output_wants_json ())
    print_push_json (push, steps);
  else
    print_push (push, steps);
  return TRUE;
}

static gboolean
run (GError **error)
{
  g_autoptr (PhDBusManager1) hub = ph_hub_proxy_new (error);
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GPtrArray) pushes = NULL;
  const PhKnownPush *push = NULL;

  if (hub == NULL ||
      !ph_dbus_manager1_call_list_pushes_sync (hub, &list, NULL, error))
    return FALSE;

  pushes = ph_known_pushes_new (list);
  if (wanted != NULL)
    {
      push = ph_known_pushes_find (pushes, wanted[0], error);
      return push != NULL && explain (hub, push, error);
    }

  if (ph_output_wants_json ())
    print_pushes_json (pushes);
  else
    print_pushes (pushes);
  return TRUE;
}

int
ph_explain_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!ph_options_parse (entries, argc, argv) ||
      !ph_options_check_count (argv[0], wanted, 0, 1))
    return PH_EXIT_USAGE;

  if (run (&error))
    return PH_EXIT_DONE;

  if (error->domain != PH_ERROR)
    ph_hub_proxy_translate_error (error);
  if (g_error_matches (error, PH_ERROR, PH_ERROR_NOT_FOUND))
    return ph_report (PH_EXIT_NOT_FOUND,
                      _ ("'pushhub explain' lists the last ones."), "%s",
                      error->message);

  return ph_report_error (error);
}
