/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/report.h"

#include "cli/command.h"
#include "cli/output.h"
#include "core/error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* What went wrong may be told in the words of a stranger, in several lines.
 *
 * Returns: (transfer full): nothing that a terminal would obey. */
static char *
clean_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *foul = *line;

      *line = ph_output_clean (foul);
    }

  return g_strjoinv ("\n", lines);
}

G_GNUC_PRINTF (2, 0)
static void
print_report (const char *advice, const char *format, va_list arguments)
{
  g_autofree char *what = g_strdup_vprintf (format, arguments);
  g_autofree char *clean = clean_lines (what);

  g_printerr ("pushhub: %s\n", clean);
  if (advice != NULL)
    g_printerr ("%s\n", advice);
}

int
ph_report (int status, const char *advice, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  print_report (advice, format, arguments);
  va_end (arguments);
  return status;
}

int
ph_report_error (const GError *error)
{
  static const struct
  {
    PhError code;
    int status;
    const char *advice;
  } outcomes[] = {
    { PH_ERROR_INVALID, PH_EXIT_USAGE,
      N_ ("Use the number that 'pushhub apps' shows.") },
    { PH_ERROR_NOT_FOUND, PH_EXIT_NOT_FOUND,
      N_ ("See 'pushhub apps' for what is registered.") },
    { PH_ERROR_KEYLESS, PH_EXIT_FAILED,
      N_ ("Name the sender's public key with --vapid KEY; 'pushhub vapid new "
          "FILE' makes one.") },
    { PH_ERROR_UNREACHABLE, PH_EXIT_NO_HUB,
      N_ ("Start it with 'pushhub serve'.") },
    { PH_ERROR_UNAVAILABLE, PH_EXIT_FAILED,
      N_ ("See 'pushhub status' for what needs attention.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_error_matches (error, PH_ERROR, (int) outcomes[i].code))
      return ph_report (outcomes[i].status, _ (outcomes[i].advice), "%s",
                        error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return ph_report (PH_EXIT_TIMED_OUT, NULL, "%s", error->message);

  return ph_report (PH_EXIT_FAILED, NULL, "%s", error->message);
}

int
ph_report_usage (const char *verb, const char *format, ...)
{
  g_autofree char *advice =
      g_strdup_printf (_ ("See 'pushhub help %s'."), verb);
  va_list arguments;

  va_start (arguments, format);
  print_report (advice, format, arguments);
  va_end (arguments);
  return PH_EXIT_USAGE;
}
