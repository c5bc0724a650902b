/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/topic.h"

#include <string.h>

#define ALPHABET                                                               \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

static gboolean
has_shape_of_topic (const char *text)
{
  gsize letters = strspn (text, ALPHABET);
  gsize padding = strspn (text + letters, "=");

  return letters > 0 && padding <= 2 && text[letters + padding] == '\0' &&
         letters + padding <= PH_TOPIC_MAX;
}

const char *
ph_topic_read (const char *const *values, PhFindings *findings)
{
  if (values[0] == NULL)
    return NULL;

  if (values[1] != NULL)
    {
      ph_findings_add (findings, PH_RULE_TOPIC_REPEATED,
                       "several lines of Topic");
      return NULL;
    }

  if (*values[0] == '\0')
    {
      ph_findings_add (findings, PH_RULE_TOPIC_EMPTY, "an empty Topic");
      return NULL;
    }

  if (!has_shape_of_topic (values[0]))
    {
      ph_findings_add_value (findings, PH_RULE_TOPIC_SHAPE, values[0]);
      return NULL;
    }

  if (g_str_has_suffix (values[0], "="))
    ph_findings_add_value (findings, PH_RULE_TOPIC_PADDED, values[0]);
  return values[0];
}
