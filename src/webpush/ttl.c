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

guint32
ph_ttl_parse (const char *const *values, guint32 ttl_default, guint32 ttl_max)
{
  guint64 seconds;

  for (; *values != NULL; values++)
    if (parse_seconds (*values, &seconds))
      return (guint32) MIN (seconds, ttl_max);

  return MIN (ttl_default, ttl_max);
}
