/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-expiry.h"

/* http-push.md, section 2.6: in seconds. */
#define SKEW 60
#define SKEW_LENIENT 300

#define HOUR (60 * 60)
#define DAY (24 * HOUR)
/* In seconds: what is farther is not told as a number. */
#define FAR_MAX 1e15
#define MILLISECONDS 1000

/* Returns: (transfer full): how far @seconds is from now, in round numbers. */
static char *
describe (double seconds)
{
  const char *direction = seconds < 0 ? "ago" : "ahead";
  gint64 distance;

  if (seconds < 0)
    seconds = -seconds;
  if (seconds > FAR_MAX)
    return g_strdup_printf ("too far %s to be told", direction);

  distance = (gint64) seconds;
  if (distance < 2 * HOUR)
    return g_strdup_printf ("%" G_GINT64_FORMAT " seconds %s", distance,
                            direction);
  if (distance < 2 * DAY)
    return g_strdup_printf ("%" G_GINT64_FORMAT " hours and %" G_GINT64_FORMAT
                            " seconds %s",
                            distance / HOUR, distance % HOUR, direction);

  return g_strdup_printf ("%" G_GINT64_FORMAT " days %s", distance / DAY,
                          direction);
}

static void
add_distance (PhFindings *findings, PhRule rule, double seconds)
{
  g_autofree char *seen = describe (seconds);

  ph_findings_add (findings, rule, seen);
}

static void
add_far (PhFindings *findings, double expiry, double now)
{
  double as_milliseconds = expiry / MILLISECONDS - now;
  g_autofree char *distance = NULL;
  g_autofree char *seen = NULL;

  if (as_milliseconds < -DAY || as_milliseconds > 2 * DAY)
    {
      add_distance (findings, PH_RULE_VAPID_EXPIRY_FAR, expiry - now);
      return;
    }

  distance = describe (expiry - now);
  seen = g_strconcat (distance, ", perhaps meant in milliseconds", NULL);
  ph_findings_add (findings, PH_RULE_VAPID_EXPIRY_FAR, seen);
}

static void
check (double expiry, double now, PhFindings *findings)
{
  double ahead = expiry - now;

  if (ahead < -SKEW)
    add_distance (findings, PH_RULE_VAPID_EXPIRED, ahead);
  else if (ahead > PH_VAPID_EXPIRY_MAX + SKEW_LENIENT)
    add_far (findings, expiry, now);
  else if (ahead > PH_VAPID_EXPIRY_MAX + SKEW)
    add_distance (findings, PH_RULE_VAPID_EXPIRY_SKEW, ahead);
}

gint64
ph_vapid_expiry_check (JsonNode *expiry, gint64 now, PhFindings *findings)
{
  GType type = expiry != NULL ? json_node_get_value_type (expiry) : G_TYPE_NONE;
  double seconds_now = (double) now / G_USEC_PER_SEC;
  double seconds;
  double ahead;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    {
      ph_findings_add (findings, PH_RULE_VAPID_EXPIRY_MISSING,
                       expiry == NULL ? "no \"exp\"" :
                                        "an \"exp\" that is no number");
      return now;
    }

  seconds = json_node_get_double (expiry);
  check (seconds, seconds_now, findings);

  ahead = CLAMP (seconds - seconds_now, 0, PH_VAPID_EXPIRY_MAX + SKEW_LENIENT);
  return now + (gint64) (ahead * G_USEC_PER_SEC);
}
