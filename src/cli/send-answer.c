/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/send-answer.h"

#include "cli/command.h"
#include "cli/json.h"
#include "cli/output.h"
#include "cli/report.h"
#include "core/error.h"

#include <glib/gi18n.h>

static void
print_answer (const PhAnswer *answer, const char *outcome)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "%u %s", answer->status, answer->reason);
  if (answer->location != NULL)
    g_string_append_printf (line, "  %s", answer->location);
  if (answer->ttl != NULL)
    g_string_append_printf (line, "  TTL %s", answer->ttl);
  if (outcome != NULL)
    g_string_append_printf (line, "  %s", outcome);

  ph_output_line ("%s", line->str);
}

static void
print_answer_json (const PhAnswer *answer, const char *outcome)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  ph_json_add_number (builder, "status", answer->status);
  if (answer->location != NULL)
    ph_json_add_string (builder, "location", answer->location);
  if (answer->ttl != NULL)
    ph_json_add_number (builder, "ttl",
                        g_ascii_strtoll (answer->ttl, NULL, 10));
  if (outcome != NULL)
    ph_json_add_string (builder, "outcome", outcome);
  if (!ph_answer_is_accepted (answer))
    ph_json_add_string (builder, "error", answer->reason);
  json_builder_end_object (builder);
  ph_output_json (builder);
}

/* Returns: (transfer full): how the push ended. */
static char *
wait_for_push (PhDBusManager1 *hub, const PhAnswer *answer, GError **error)
{
  g_autofree char *id = ph_answer_get_message_id (answer);
  char *outcome = NULL;
  g_autoptr (GError) cause = NULL;

  if (id == NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                           _ ("The server does not name the push, so that "
                              "nothing can be waited for."));
      return NULL;
    }
  if (ph_dbus_manager1_call_wait_for_push_sync (hub, id, &outcome, NULL,
                                                &cause))
    return outcome;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                         _ ("The app has not acknowledged the push yet."));
  else
    {
      ph_hub_proxy_translate_error (cause);
      g_propagate_error (error, g_steal_pointer (&cause));
    }
  return NULL;
}

static void
print_result (const PhAnswer *answer, const char *outcome)
{
  if (ph_output_wants_json ())
    print_answer_json (answer, outcome);
  else if (ph_answer_is_accepted (answer))
    print_answer (answer, outcome);
}

static int
report_outcome (const PhAnswer *answer, const char *outcome)
{
  if (!ph_answer_is_accepted (answer))
    return ph_report (PH_EXIT_REFUSED, NULL,
                      _ ("The push server refused the push (%u): %s"),
                      answer->status, answer->reason);
  if (outcome != NULL && !g_str_equal (outcome, "acknowledged"))
    return ph_report (PH_EXIT_FAILED, NULL,
                      _ ("The push ended without an acknowledgement: %s."),
                      outcome);

  return PH_EXIT_DONE;
}

int
ph_send_finish (const PhAnswer *answer, PhDBusManager1 *hub)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;

  if (hub != NULL && ph_answer_is_accepted (answer))
    outcome = wait_for_push (hub, answer, &error);
  print_result (answer, outcome);

  return error != NULL ? ph_report_error (error) :
                         report_outcome (answer, outcome);
}
