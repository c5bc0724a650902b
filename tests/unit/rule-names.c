/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "rule-names.h"

#include <string.h>

char *
rule_names_read (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *end = strstr (*line, ": seen: ");

      g_assert_nonnull (end);
      *end = '\0';
    }

  return g_strjoinv (" ", lines);
}
