/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/urgency.h"

static const char *const words[] = {
  [PH_URGENCY_VERY_LOW] = "very-low",
  [PH_URGENCY_LOW] = "low",
  [PH_URGENCY_NORMAL] = "normal",
  [PH_URGENCY_HIGH] = "high",
};

const char *
ph_urgency_to_string (PhUrgency urgency)
{
  g_return_val_if_fail ((guint) urgency < G_N_ELEMENTS (words), "normal");
  return words[urgency];
}

gboolean
ph_urgency_from_string (const char *word, PhUrgency *urgency)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      {
        *urgency = (PhUrgency) i;
        return TRUE;
      }

  return FALSE;
}
