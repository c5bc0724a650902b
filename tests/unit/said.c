/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "said.h"

static GString *said;
static GPrintFunc before;

static void
on_said (const char *text)
{
  g_string_append (said, text);
}

void
said_begin (void)
{
  if (said == NULL)
    {
      said = g_string_new (NULL);
      before = g_set_printerr_handler (on_said);
    }
  g_string_truncate (said, 0);
}

const char *
said_get (void)
{
  return said->str;
}

void
said_end (void)
{
  g_set_printerr_handler (before);
  g_string_free (g_steal_pointer (&said), TRUE);
}
