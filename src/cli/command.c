/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/command.h"

#include <string.h>

/* Two slips of the fingers, or one swap of neighbours. */
#define SLIPS_MAX 2
#define NAME_MAX_LENGTH 32

const PhCommand *
ph_command_find (const PhCommand *commands, const char *name)
{
  for (; commands->name != NULL; commands++)
    if (g_str_equal (commands->name, name))
      return commands;

  return NULL;
}

/* How many characters have to be put in, left out or exchanged to make @a
 * from @b (Levenshtein's distance), one row of the matrix at a time. */
static gsize
count_slips (const char *a, const char *b)
{
  gsize row[NAME_MAX_LENGTH + 1];
  gsize length = strlen (b);

  if (length > NAME_MAX_LENGTH)
    return G_MAXSIZE;

  for (gsize j = 0; j <= length; j++)
    row[j] = j;

  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      gsize diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= length; j++)
        {
          gsize exchanged = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (exchanged, MIN (row[j], row[j - 1]) + 1);
        }
    }

  return row[length];
}

const char *
ph_command_nearest (const PhCommand *commands, const char *name)
{
  const char *nearest = NULL;
  gsize fewest = SLIPS_MAX + 1;

  if (name[0] == '\0')
    return NULL;

  for (; commands->name != NULL; commands++)
    {
      gsize slips = g_str_has_prefix (commands->name, name) ?
                        0 :
                        count_slips (commands->name, name);

      if (slips < fewest && slips < strlen (commands->name))
        {
          fewest = slips;
          nearest = commands->name;
        }
    }

  return nearest;
}
