/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/topic.h"

#include "core/error.h"

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

gboolean
ph_topic_parse (const char *const *values, const char **topic, GError **error)
{
  *topic = NULL;
  if (values[0] == NULL || (*values[0] == '\0' && values[1] == NULL))
    return TRUE;

  if (values[1] != NULL)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "Topic: must be there once at most.");
  else if (!has_shape_of_topic (values[0]))
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "Topic: must be 1 to %d characters of A-Z, a-z, 0-9, - and _.",
                 PH_TOPIC_MAX);
  else
    *topic = values[0];

  return *topic != NULL;
}
