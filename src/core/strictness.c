/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/strictness.h"

static const char *const words[PH_N_STRICTNESS] = {
  [PH_LENIENT] = "false",
  [PH_STRICT] = "true",
  [PH_STRICT_BODY] = "body",
};

const char *
ph_strictness_to_string (PhStrictness strictness)
{
  return words[strictness];
}

gboolean
ph_strictness_from_string (const char *word, PhStrictness *strictness)
{
  for (guint i = 0; i < PH_N_STRICTNESS; i++)
    if (g_str_equal (word, words[i]))
      {
        *strictness = (PhStrictness) i;
        return TRUE;
      }

  return FALSE;
}
