/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/send-vapid.h"

#include "cli/command.h"
#include "cli/report.h"
#include "cli/sender-key.h"
#include "core/error.h"
#include "core/origin.h"
#include "webpush/vapid-sign.h"
#include "webpush/vapid-subject.h"

#include <glib/gi18n.h>
#include <string.h>

/* What common senders choose. */
#define LIFETIME (12 * 60 * 60)

static gboolean
is_good_subject (const char *subject)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  /* A longer one could make a token that is too long. */
  if (strlen (subject) > PH_ORIGIN_URL_MAX)
    return FALSE;

  json_node_set_string (node, subject);
  ph_vapid_subject_check (node, findings);
  return ph_findings_is_empty (findings);
}

gboolean
ph_send_check_vapid (const char *verb, const char *file, const char *subject)
{
  if (subject == NULL)
    return TRUE;

  if (file == NULL)
    ph_report_usage (verb, _ ("--subject: is for --vapid, which is missing."));
  else if (!is_good_subject (subject))
    ph_report_usage (verb, _ ("--subject: must be a mailto: or https: URL, not "
                              "at localhost."));
  else
    return TRUE;

  return FALSE;
}

int
ph_send_read_vapid_key (const char *file, PhEcKey **key)
{
  const char *advice = _ ("Make a key with 'pushhub vapid new FILE'.");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  if (file == NULL)
    return PH_EXIT_DONE;

  *key = ph_sender_key_read (file, &error);
  if (*key != NULL)
    return PH_EXIT_DONE;
  if (!g_error_matches (error, PH_ERROR, PH_ERROR_INVALID))
    return ph_report (PH_EXIT_FAILED, advice, "--vapid: %s", error->message);

  name = g_filename_display_name (file);
  return ph_report (PH_EXIT_USAGE, advice, "--vapid: %s %s", name,
                    error->message);
}

char *
ph_send_authorize (const char *endpoint,
                   const char *subject,
                   const PhEcKey *key,
                   GError **error)
{
  g_autofree char *origin = ph_origin_parse (endpoint, NULL);
  PhVapidClaims claims = {
    .origin = origin,
    .expiry = g_get_real_time () / G_USEC_PER_SEC + LIFETIME,
    .subject = subject != NULL ? subject : PH_SEND_SUBJECT,
  };

  if (origin != NULL)
    return ph_vapid_sign (&claims, key, error);

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               _ ("--vapid: the endpoint must be without a user name and have "
                  "at most %d octets."),
               PH_ORIGIN_URL_MAX);
  return NULL;
}
