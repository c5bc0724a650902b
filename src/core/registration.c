/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/registration.h"

#include "core/error.h"

#include <gio/gio.h>
#include <string.h>

PhRegistration *
ph_registration_new (PhRegistrationKind kind)
{
  PhRegistration *registration = g_new0 (PhRegistration, 1);

  registration->kind = kind;
  return registration;
}

PhRegistration *
ph_registration_copy (const PhRegistration *registration)
{
  PhRegistration *copy = g_new (PhRegistration, 1);

  *copy = *registration;
  copy->service = g_strdup (registration->service);
  copy->token = g_strdup (registration->token);
  copy->description = g_strdup (registration->description);
  copy->vapid = g_strdup (registration->vapid);
  copy->endpoint = g_strdup (registration->endpoint);
  copy->announced = g_strdup (registration->announced);
  return copy;
}

void
ph_registration_free (PhRegistration *registration)
{
  if (registration == NULL)
    return;

  g_free (registration->service);
  g_free (registration->token);
  g_free (registration->description);
  g_free (registration->vapid);
  g_free (registration->endpoint);
  g_free (registration->announced);
  g_free (registration);
}

static gboolean
check_service (const char *service, GError **error)
{
  if (g_dbus_is_unique_name (service))
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "service: must be the app's well-known bus name, not the "
                 "unique name \"%s\".",
                 service);
  else if (!g_dbus_is_name (service))
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "service: must be the app's well-known bus name, as "
                         "in org.example.App; this is not a valid bus name.");
  else
    return TRUE;

  return FALSE;
}

gboolean
ph_registration_check_fields (const char *service,
                              const char *token,
                              const char *description,
                              GError **error)
{
  if (!check_service (service, error))
    return FALSE;

  if (token[0] == '\0')
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "token: must not be empty.");
  else if (strlen (token) > PH_TOKEN_MAX)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "token: must be at most %d bytes long.", PH_TOKEN_MAX);
  else if (description != NULL && strlen (description) > PH_DESCRIPTION_MAX)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "description: must be at most %d bytes long.",
                 PH_DESCRIPTION_MAX);
  else
    return TRUE;

  return FALSE;
}
