/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/demand.h"

#include "core/error.h"

/* In two of the three ways to register there is no place for a key. */
static const char *
get_lack (const PhRegistration *wanted)
{
  if (wanted->kind == PH_REGISTRATION_CLIENT)
    return "and the client API has none";
  if (wanted->version == 1)
    return "and version 1 of the D-Bus interface has none";

  return "and this one has none";
}

gboolean
ph_demand_check (const PhSettings *settings,
                 const PhRegistration *wanted,
                 GError **error)
{
  if (!settings->demand_vapid || wanted->vapid != NULL)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_KEYLESS,
               "Every registration needs a VAPID key here (demand-vapid in the "
               "configuration), %s.",
               get_lack (wanted));
  return FALSE;
}
