/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/encoding.h"

#include <string.h>

/* More are not looked at. */
#define WORDS_MAX 16

/* Returns: (transfer full): the encodings of all lines, in lower case. */
static GPtrArray *
list_words (const char *const *lines)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (; *lines != NULL && words->len < WORDS_MAX; lines++)
    {
      g_auto (GStrv) parts = g_strsplit (*lines, ",", WORDS_MAX);

      for (char **part = parts; *part != NULL; part++)
        if (*g_strstrip (*part) != '\0')
          g_ptr_array_add (words, g_ascii_strdown (*part, -1));
    }

  return words;
}

static PhEncoding
get_encoding (const char *word)
{
  if (g_str_equal (word, "aes128gcm"))
    return PH_ENCODING_AES128GCM;
  if (g_str_equal (word, "aesgcm"))
    return PH_ENCODING_AESGCM;

  return PH_ENCODING_OTHER;
}

/* Whether a line has the parameter @name ("salt="). */
static gboolean
has_parameter (const char *const *lines, const char *name)
{
  for (; *lines != NULL; lines++)
    {
      const char *found = strstr (*lines, name);

      if (found != NULL &&
          (found == *lines || strchr (" \t;,", found[-1]) != NULL))
        return TRUE;
    }

  return FALSE;
}

static void
check_draft_fields (const PhEncodingFields *fields, PhFindings *findings)
{
  if (has_parameter (fields->encryption, "salt="))
    ph_findings_add (findings, PH_RULE_ENCODING_MIXED,
                     "Encryption with a salt");
  else if (has_parameter (fields->crypto_key, "dh="))
    ph_findings_add (findings, PH_RULE_ENCODING_MIXED, "Crypto-Key with dh");
}

PhEncoding
ph_encoding_read (const PhEncodingFields *fields, PhFindings *findings)
{
  g_autoptr (GPtrArray) words = list_words (fields->content_encoding);
  PhEncoding encoding;

  if (words->len == 0)
    {
      ph_findings_add (findings, PH_RULE_ENCODING_MISSING,
                       "no Content-Encoding");
      return PH_ENCODING_NONE;
    }

  encoding = get_encoding (words->pdata[0]);
  if (words->len > 1)
    ph_findings_add (findings, PH_RULE_ENCODING_REPEATED,
                     "several content encodings");
  if (encoding == PH_ENCODING_OTHER)
    ph_findings_add_value (findings, PH_RULE_ENCODING_UNKNOWN, words->pdata[0]);
  else if (encoding == PH_ENCODING_AESGCM)
    ph_findings_add_value (findings, PH_RULE_ENCODING_AESGCM, "aesgcm");
  else
    check_draft_fields (fields, findings);

  return encoding;
}
