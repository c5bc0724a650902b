/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-subject.h"

#include "core/origin.h"
#include "webpush/vapid-token.h"

#include <string.h>

#define MAILTO "mailto:"
#define HTTPS "https://"

static gboolean
is_localhost (const char *host)
{
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* RFC 6068 section 2: addresses, perhaps with header fields behind a "?". */
static const char *
find_fault_in_mail (const char *text)
{
  g_autofree char *address = g_strndup (text, strcspn (text, "?"));
  const char *at = strrchr (address, '@');

  if (at == NULL || at == address || at[1] == '\0' ||
      strpbrk (address, " \t<>") != NULL)
    return "a \"mailto:\" that is no address";

  return is_localhost (at + 1) ? "an address at localhost" : NULL;
}

static const char *
find_fault_in_url (const char *text)
{
  g_autofree char *origin = ph_origin_parse (text, NULL);

  if (origin == NULL)
    return "neither a \"mailto:\" nor an \"https:\" URL";
  if (!g_str_has_prefix (origin, HTTPS))
    return "a URL that is not \"https:\"";

  origin[strcspn (origin + strlen (HTTPS), ":") + strlen (HTTPS)] = '\0';
  return is_localhost (origin + strlen (HTTPS)) ? "a URL at localhost" : NULL;
}

/* Returns: (nullable): what is wrong with @text */
static const char *
find_fault (const char *text)
{
  if (g_ascii_strncasecmp (text, MAILTO, strlen (MAILTO)) == 0)
    return find_fault_in_mail (text + strlen (MAILTO));

  return find_fault_in_url (text);
}

void
ph_vapid_subject_check (JsonNode *subject, PhFindings *findings)
{
  const char *text = ph_vapid_token_get_string (subject);
  const char *fault = text != NULL ? find_fault (text) :
                                     "a \"sub\" that is no "
                                     "text";

  if (subject == NULL)
    ph_findings_add (findings, PH_RULE_VAPID_SUBJECT_MISSING, "no \"sub\"");
  else if (fault != NULL)
    ph_findings_add (findings, PH_RULE_VAPID_SUBJECT, fault);
}
