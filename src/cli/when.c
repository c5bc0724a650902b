/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/when.h"

#include <glib/gi18n.h>

/* Returns: (transfer full) (nullable): @moment in local time, NULL when it is
 * none. */
static GDateTime *
to_local (gint64 moment)
{
  if (moment == 0)
    return NULL;

  return g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);
}

char *
ph_when_to_text (gint64 moment)
{
  g_autoptr (GDateTime) local = to_local (moment);

  return local != NULL ? g_date_time_format (local, "%F %T") :
                         g_strdup (_ ("never"));
}

char *
ph_when_to_short_text (gint64 moment, gint64 now)
{
  g_autoptr (GDateTime) local = to_local (moment);
  g_autoptr (GDateTime) today = to_local (now);

  if (local == NULL)
    return g_strdup (_ ("never"));
  if (g_date_time_get_year (local) != g_date_time_get_year (today))
    return g_date_time_format (local, "%Y-%m");
  if (g_date_time_get_day_of_year (local) !=
      g_date_time_get_day_of_year (today))
    return g_date_time_format (local, "%m-%d");

  return g_date_time_format (local, "%H:%M");
}

char *
ph_when_span_to_text (gint64 span)
{
  double ms = (double) span / 1000;
  int minutes = (int) (span / G_USEC_PER_SEC / 60);

  if (ms < 9.95)
    return g_strdup_printf (_ ("%.1f ms"), ms);
  if (ms < 999.5)
    return g_strdup_printf (_ ("%.0f ms"), ms);
  if (ms < 59950)
    return g_strdup_printf (_ ("%.1f s"), ms / 1000);
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min %d s"), minutes,
                            (int) (span / G_USEC_PER_SEC % 60));

  return g_strdup_printf (_ ("%d h %d min"), minutes / 60, minutes % 60);
}

void
ph_when_add (JsonBuilder *builder, const char *member, gint64 moment)
{
  g_autoptr (GDateTime) utc =
      g_date_time_new_from_unix_utc (moment / G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  json_builder_set_member_name (builder, member);
  if (moment == 0 || utc == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  text = g_date_time_format (utc, "%FT%TZ");
  json_builder_add_string_value (builder, text);
}
