/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-credentials.h"

#include "webpush/field-params.h"

#include <string.h>

#define SPACE " \t"

typedef enum
{
  SCHEME_NONE,
  SCHEME_VAPID,
  SCHEME_LEGACY,
  SCHEME_OTHER,
} Scheme;

/* Fails when @values are not one, and says so in @wrong.
 *
 * Returns: (transfer full) (nullable): it */
static char *
take_one (GPtrArray *values, const char *name, GString *wrong)
{
  if (values->len == 1)
    return g_ptr_array_steal_index (values, 0);

  g_string_append_printf (wrong, "%s%s %s", wrong->len > 0 ? ", " : "",
                          values->len == 0 ? "no" : "more than one", name);
  return NULL;
}

static void
read_vapid (const char *text, GString *wrong, char **token, char **key)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (ph_field_params_find (text, ",", "t", tokens) &&
      ph_field_params_find (text, ",", "k", keys))
    {
      *token = take_one (tokens, "t", wrong);
      *key = take_one (keys, "k", wrong);
    }
  else
    g_string_append (wrong, "something that is not NAME=VALUE");
}

/* Senders do not agree on what divides the key from "dh". */
static void
read_legacy (const char *const *crypto_key, GString *wrong, char **key)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (; *crypto_key != NULL; crypto_key++)
    if (!ph_field_params_find (*crypto_key, ",;", "p256ecdsa", keys))
      {
        g_string_append (wrong, "something in Crypto-Key that is not "
                                "NAME=VALUE");
        return;
      }

  *key = take_one (keys, "p256ecdsa in Crypto-Key", wrong);
}

/* Divides @value into the scheme and @rest, (transfer full). */
static Scheme
split (const char *value, char **rest)
{
  g_autofree char *name = NULL;
  gsize length;

  value += strspn (value, SPACE);
  length = strcspn (value, SPACE);
  name = g_strndup (value, length);
  *rest = g_strstrip (g_strdup (value + length));

  if (**rest == '\0')
    return SCHEME_NONE;
  if (g_ascii_strcasecmp (name, "vapid") == 0)
    return SCHEME_VAPID;
  if (g_ascii_strcasecmp (name, "WebPush") == 0 ||
      g_ascii_strcasecmp (name, "Bearer") == 0)
    return SCHEME_LEGACY;

  return SCHEME_OTHER;
}

/* What is there instead is not shown: it may be a password. */
static void
add_absent (PhFindings *findings,
            gboolean restricted,
            PhRule rule,
            const char *seen)
{
  if (restricted)
    ph_findings_add (findings, PH_RULE_VAPID_MISSING, seen);
  if (rule != PH_RULE_VAPID_MISSING)
    ph_findings_add (findings, rule, seen);
}

gboolean
ph_vapid_credentials_read (const PhVapidCredentials *credentials,
                           gboolean restricted,
                           PhFindings *findings,
                           char **token,
                           char **key)
{
  const char *const *lines = credentials->authorization;
  g_autoptr (GString) wrong = g_string_new (NULL);
  g_autofree char *rest = NULL;
  g_autofree char *found_token = NULL;
  g_autofree char *found_key = NULL;

  *token = *key = NULL;
  if (lines[0] == NULL)
    {
      add_absent (findings, restricted, PH_RULE_VAPID_MISSING,
                  "no Authorization");
      return FALSE;
    }
  if (lines[1] != NULL)
    ph_findings_add (findings, PH_RULE_VAPID_REPEATED, "more than one line");

  switch (split (lines[0], &rest))
    {
    case SCHEME_VAPID:
      read_vapid (rest, wrong, &found_token, &found_key);
      break;
    case SCHEME_LEGACY:
      ph_findings_add (findings, PH_RULE_VAPID_LEGACY, "that of a draft");
      found_token = g_steal_pointer (&rest);
      read_legacy (credentials->crypto_key, wrong, &found_key);
      break;
    case SCHEME_NONE:
      add_absent (findings, restricted, PH_RULE_VAPID_EMPTY,
                  "an empty Authorization");
      return FALSE;
    case SCHEME_OTHER:
    default:
      add_absent (findings, restricted, PH_RULE_VAPID_SCHEME, "another scheme");
      return FALSE;
    }

  if (wrong->len > 0)
    {
      ph_findings_add (findings, PH_RULE_VAPID_PARAMETERS, wrong->str);
      return FALSE;
    }

  *token = g_steal_pointer (&found_token);
  *key = g_steal_pointer (&found_key);
  return TRUE;
}
