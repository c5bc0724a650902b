/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/urgency-field.h"

#include <string.h>

PhUrgency
ph_urgency_field_read (const char *const *values, PhFindings *findings)
{
  PhUrgency urgency = PH_URGENCY_NORMAL;

  if (values[0] == NULL)
    return PH_URGENCY_NORMAL;

  if (values[1] != NULL)
    ph_findings_add (findings, PH_RULE_URGENCY_REPEATED,
                     "several lines of Urgency");
  else if (strchr (values[0], ',') != NULL)
    ph_findings_add_value (findings, PH_RULE_URGENCY_REPEATED, values[0]);
  else if (ph_urgency_from_string (values[0], &urgency))
    return urgency;
  else
    ph_findings_add_value (findings, PH_RULE_URGENCY_WORD, values[0]);

  return PH_URGENCY_NORMAL;
}
