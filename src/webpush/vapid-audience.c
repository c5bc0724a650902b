/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-audience.h"

#include "core/origin.h"
#include "webpush/vapid-token.h"

#include <string.h>

/* What is behind an origin stays unseen: senders put endpoints there. */
static char *
describe (const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *origin = ph_origin_parse (text, &path);
  gboolean is_alone =
      origin != NULL && strlen (path) <= 1 && strpbrk (text, "?#") == NULL;

  if (origin == NULL)
    return g_strdup ("text that is no origin");

  return g_strdup_printf ("\"%s\"%s", origin,
                          is_alone ? "" : " and more behind it");
}

static void
add_match (PhFindings *findings, PhOriginMatch match, const char *text)
{
  g_autofree char *seen = NULL;

  switch (match)
    {
    case PH_ORIGIN_EXACT:
      break;
    case PH_ORIGIN_EQUIVALENT:
      ph_findings_add_value (findings, PH_RULE_VAPID_AUDIENCE_FORM, text);
      break;
    case PH_ORIGIN_WITHOUT_PORT:
      ph_findings_add_value (findings, PH_RULE_VAPID_AUDIENCE_PORT, text);
      break;
    case PH_ORIGIN_FOREIGN:
    default:
      seen = describe (text);
      ph_findings_add (findings, PH_RULE_VAPID_AUDIENCE, seen);
      break;
    }
}

/* Returns: (nullable): the string in @list that matches best */
static const char *
find_best (JsonArray *list, const PhOrigins *origins)
{
  const char *best = NULL;
  PhOriginMatch best_match = PH_ORIGIN_FOREIGN;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *text =
          ph_vapid_token_get_string (json_array_get_element (list, i));
      PhOriginMatch match =
          text != NULL ? ph_origins_match (origins, text) : PH_ORIGIN_FOREIGN;

      if (match > best_match)
        {
          best_match = match;
          best = text;
        }
    }

  return best;
}

void
ph_vapid_audience_check (JsonNode *audience,
                         const PhOrigins *origins,
                         PhFindings *findings)
{
  gboolean is_list = audience != NULL && JSON_NODE_HOLDS_ARRAY (audience);
  const char *text = is_list ?
                         find_best (json_node_get_array (audience), origins) :
                         ph_vapid_token_get_string (audience);

  if (text != NULL)
    add_match (findings, ph_origins_match (origins, text), text);
  else if (is_list)
    ph_findings_add (findings, PH_RULE_VAPID_AUDIENCE, "a list without it");
  else
    ph_findings_add (findings, PH_RULE_VAPID_AUDIENCE,
                     audience != NULL ? "neither text nor a list" :
                                        "no \"aud\"");
}
