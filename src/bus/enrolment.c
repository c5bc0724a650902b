/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/enrolment.h"

#include "bus/caller.h"
#include "core/error.h"
#include "webpush/vapid-key.h"

/* Registering */

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 id = ph_hub_register_finish (PH_HUB (source), result, &error);

  if (id == 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, id);
}

static void
on_registrant_checked (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhHub *hub = g_task_get_source_object (task);
  const PhRegistration *wanted = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ph_caller_check_finish (G_DBUS_CONNECTION (source), result, &error))
    g_task_return_error (task, error);
  else
    ph_hub_register_async (hub, wanted, on_registered, g_steal_pointer (&task));
}

static gboolean
check_fields (const PhRegistration *wanted, GError **error)
{
  return ph_registration_check_fields (wanted->service, wanted->token,
                                       wanted->description, error) &&
         (wanted->vapid == NULL || ph_vapid_key_check (wanted->vapid, error));
}

void
ph_enrolment_register_async (PhHub *hub,
                             GDBusMethodInvocation *invocation,
                             PhRegistration *wanted,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (hub, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_task_data (task, wanted, (GDestroyNotify) ph_registration_free);
  if (!check_fields (wanted, &error))
    g_task_return_error (task, error);
  else
    ph_caller_check_async (g_dbus_method_invocation_get_connection (invocation),
                           g_dbus_method_invocation_get_sender (invocation),
                           wanted->service, on_registrant_checked,
                           g_steal_pointer (&task));
}

gint64
ph_enrolment_register_finish (PhHub *hub, GAsyncResult *result, GError **error)
{
  gint64 id = g_task_propagate_int (G_TASK (result), error);

  return MAX (id, 0); /* -1 with an error */
}

/* Unregistering */

static void
on_unregistered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Not found: another Unregister was quicker, which is as good. */
  if (ph_hub_unregister_finish (PH_HUB (source), result, &error) ||
      g_error_matches (error, PH_ERROR, PH_ERROR_NOT_FOUND))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_unregistrant_checked (GObject *source,
                         GAsyncResult *result,
                         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhHub *hub = g_task_get_source_object (task);
  const char *token = g_task_get_task_data (task);
  const PhRegistration *registration = ph_hub_find_token (hub, token);
  GError *error = NULL;

  if (!ph_caller_check_finish (G_DBUS_CONNECTION (source), result, &error))
    g_task_return_error (task, error);
  else if (registration == NULL)
    g_task_return_boolean (task, TRUE);
  else
    ph_hub_unregister_async (hub, registration->id, TRUE, on_unregistered,
                             g_steal_pointer (&task));
}

void
ph_enrolment_unregister_async (PhHub *hub,
                               GDBusMethodInvocation *invocation,
                               const char *token,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (hub, NULL, callback, user_data);
  const PhRegistration *registration = ph_hub_find_token (hub, token);

  g_task_set_task_data (task, g_strdup (token), g_free);
  if (registration == NULL)
    g_task_return_boolean (task, TRUE);
  else
    ph_caller_check_async (g_dbus_method_invocation_get_connection (invocation),
                           g_dbus_method_invocation_get_sender (invocation),
                           registration->service, on_unregistrant_checked,
                           g_steal_pointer (&task));
}

gboolean
ph_enrolment_unregister_finish (PhHub *hub,
                                GAsyncResult *result,
                                GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Answering */

const char *
ph_enrolment_get_reason (const GError *error)
{
  if (g_error_matches (error, PH_ERROR, PH_ERROR_INVALID))
    return NULL;
  if (g_error_matches (error, PH_ERROR, PH_ERROR_UNAUTHORIZED))
    return "UNAUTHORIZED";
  if (g_error_matches (error, PH_ERROR, PH_ERROR_LIMIT))
    return "ACTION_REQUIRED";

  return "INTERNAL_ERROR";
}

void
ph_enrolment_return_error (GDBusMethodInvocation *invocation,
                           const GError *error)
{
  GDBusError code = G_DBUS_ERROR_FAILED;

  if (g_error_matches (error, PH_ERROR, PH_ERROR_INVALID))
    code = G_DBUS_ERROR_INVALID_ARGS;
  else if (g_error_matches (error, PH_ERROR, PH_ERROR_UNAUTHORIZED))
    code = G_DBUS_ERROR_ACCESS_DENIED;

  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, code,
                                                 error->message);
}
