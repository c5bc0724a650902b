/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/arguments.h"

#include "core/error.h"

gboolean
ph_arguments_read_string (GVariant *args,
                          const char *key,
                          gboolean optional,
                          char **value,
                          GError **error)
{
  g_autoptr (GVariant) found = g_variant_lookup_value (args, key, NULL);

  if (found == NULL && optional)
    return TRUE;

  if (found == NULL)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID, "%s: is missing.", key);
  else if (!g_variant_is_of_type (found, G_VARIANT_TYPE_STRING))
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "%s: must be a string (s), not %s.", key,
                 g_variant_get_type_string (found));
  else
    {
      *value = g_variant_dup_string (found, NULL);
      return TRUE;
    }

  return FALSE;
}

PhRegistration *
ph_arguments_read_registration (GVariant *args, GError **error)
{
  g_autoptr (PhRegistration) wanted = ph_registration_new (PH_REGISTRATION_APP);

  wanted->version = 2;
  if (!ph_arguments_read_string (args, "service", FALSE, &wanted->service,
                                 error) ||
      !ph_arguments_read_string (args, "token", FALSE, &wanted->token, error) ||
      !ph_arguments_read_string (args, "description", TRUE,
                                 &wanted->description, error) ||
      !ph_arguments_read_string (args, "vapid", TRUE, &wanted->vapid, error))
    return NULL;

  if (wanted->description == NULL)
    wanted->description = g_strdup ("");
  return g_steal_pointer (&wanted);
}
