/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/encoding.h"

#include "webpush/field-params.h"

#include <string.h>

/* The first counts; all that matters of the others is that there is one. */
#define WORDS_MAX 2

static void
add_words (GPtrArray *words, const char *line)
{
  const char *word = line + strspn (line, ", \t");

  while (*word != '\0' && words->len < WORDS_MAX)
    {
      gsize length = strcspn (word, ",");

      g_ptr_array_add (words, g_strchomp (g_ascii_strdown (word, length)));
      word += length;
      word += strspn (word, ", \t");
    }
}

/* Returns: (transfer full): the first encodings of all lines, in lower
 * case. */
static GPtrArray *
list_words (const char *const *lines)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (; *lines != NULL; lines++)
    add_words (words, *lines);
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

/* Senders do not agree on what divides the parameters. In a line that has
 * something else in it, those before that count. */
static gboolean
has_parameter (const char *const *lines, const char *name)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (; *lines != NULL; lines++)
    if (!ph_field_params_find (*lines, ",;", name, values))
      continue;

  return values->len > 0;
}

static void
check_draft_fields (const PhEncodingFields *fields, PhFindings *findings)
{
  if (has_parameter (fields->encryption, "salt"))
    ph_findings_add (findings, PH_RULE_ENCODING_MIXED,
                     "Encryption with a salt");
  else if (has_parameter (fields->crypto_key, "dh"))
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
  else if (encoding == PH_ENCODING_AES128GCM)
    check_draft_fields (fields, findings);
  else if (!fields->folded)
    ph_findings_add_value (findings, PH_RULE_ENCODING_AESGCM, "aesgcm");

  return encoding;
}
