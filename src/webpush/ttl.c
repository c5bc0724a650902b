/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ttl.h"

/* RFC 8030 section 5.2: what overflows is to be taken as 2^31. */
#define SECONDS_MAX ((guint64) G_MAXINT32 + 1)

static gboolean
parse_seconds (const char *text, guint64 *seconds)
{
  if (*text == '\0')
    return FALSE;

  *seconds = 0;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;

      *seconds = *seconds * 10 + (guint64) g_ascii_digit_value (*text);
      *seconds = MIN (*seconds, SECONDS_MAX);
    }

  return TRUE;
}

static gboolean
is_negative (const char *text)
{
  guint64 seconds;

  return *text == '-' && parse_seconds (text + 1, &seconds);
}

/* Returns: whether one of @values is well-formed; the first that is counts. */
static gboolean
find_seconds (const char *const *values, guint64 *seconds, PhFindings *findings)
{
  for (; *values != NULL; values++)
    {
      if (parse_seconds (*values, seconds))
        return TRUE;

      ph_findings_add_value (findings,
                             is_negative (*values) ? PH_RULE_TTL_SIGN :
                                                     PH_RULE_TTL_SHAPE,
                             *values);
    }

  return FALSE;
}

static void
note_clamped (guint64 seconds, guint32 ttl_max, PhFindings *findings)
{
  g_autofree char *seen = g_strdup_printf (
      "%s%" G_GUINT64_FORMAT " seconds, where %" G_GUINT32_FORMAT
      " are the most",
      seconds == SECONDS_MAX ? "at least " : "", seconds, ttl_max);

  ph_findings_add (findings, PH_RULE_TTL_CLAMPED, seen);
}

guint32
ph_ttl_read (const char *const *values,
             guint32 ttl_default,
             guint32 ttl_max,
             PhFindings *findings)
{
  guint64 seconds = 0;

  if (values[0] == NULL)
    ph_findings_add (findings, PH_RULE_TTL_MISSING, "no TTL");
  else if (values[1] != NULL)
    ph_findings_add (findings, PH_RULE_TTL_REPEATED, "several lines of TTL");

  if (!find_seconds (values, &seconds, findings))
    return MIN (ttl_default, ttl_max);

  if (seconds > ttl_max)
    note_clamped (seconds, ttl_max, findings);
  return (guint32) MIN (seconds, ttl_max);
}
