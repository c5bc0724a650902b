/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-subject.h"

#include "core/origin.h"
#include "webpush/vapid-token.h"

#include <string.h>

#define MAILTO "mailto:"
#define AUTHORITY "://"
#define HTTPS "https" AUTHORITY

/* RFC 6761 section 6.3: names below it too, and with the root's dot. */
static gboolean
is_localhost (const char *host)
{
  g_autofree char *name = g_ascii_strdown (host, -1);
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    name[length - 1] = '\0';
  return g_str_equal (name, "localhost") ||
         g_str_has_suffix (name, ".localhost");
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

/* An origin has no user, but a URL may. */
static char *
leave_user_out (const char *url)
{
  const char *scheme_end = strstr (url, AUTHORITY);
  const char *authority;
  const char *at;

  if (scheme_end == NULL)
    return g_strdup (url);

  authority = scheme_end + strlen (AUTHORITY);
  at = g_strrstr_len (authority, (gssize) strcspn (authority, "/?#"), "@");
  return at == NULL ?
             g_strdup (url) :
             g_strdup_printf ("%.*s%s", (int) (authority - url), url, at + 1);
}

static const char *
find_fault_in_url (const char *text)
{
  g_autofree char *url = leave_user_out (text);
  g_autofree char *origin = ph_origin_parse (url, NULL);

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
