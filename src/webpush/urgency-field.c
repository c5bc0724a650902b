/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/urgency-field.h"

#include "core/error.h"

#include <string.h>

gboolean
ph_urgency_field_parse (const char *const *values,
                        PhUrgency *urgency,
                        GError **error)
{
  *urgency = PH_URGENCY_NORMAL;
  if (values[0] == NULL)
    return TRUE;

  if (values[1] != NULL || strchr (values[0], ',') != NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "Urgency: must have one value only.");
      return FALSE;
    }

  if (!ph_urgency_from_string (values[0], urgency))
    *urgency = PH_URGENCY_NORMAL;
  return TRUE;
}
