/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/enrolment.h"

#include "bus/caller.h"
#include "core/error.h"
#include "webpush/vapid-key.h"

/* Registering */

typedef struct
{
  PhHub *hub;
  GDBusMethodInvocation *invocation;
  PhRegistration *wanted;
  PhEnrolmentReplyFunc reply;
} Enrolment;

static void
enrolment_free (Enrolment *enrolment)
{
  g_object_unref (enrolment->hub);
  g_object_unref (enrolment->invocation);
  ph_registration_free (enrolment->wanted);
  g_free (enrolment);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Enrolment, enrolment_free)

static const char *
get_reason (const GError *error)
{
  if (g_error_matches (error, PH_ERROR, PH_ERROR_UNAUTHORIZED))
    return "UNAUTHORIZED";
  if (g_error_matches (error, PH_ERROR, PH_ERROR_KEYLESS))
    return "VAPID_REQUIRED";
  if (g_error_matches (error, PH_ERROR, PH_ERROR_LIMIT))
    return "ACTION_REQUIRED";

  return "INTERNAL_ERROR";
}

/* The app learns one word; the log has the sentence. */
static void
refuse (Enrolment *enrolment, const GError *error)
{
  if (g_error_matches (error, PH_ERROR, PH_ERROR_INVALID))
    {
      ph_enrolment_return_error (g_object_ref (enrolment->invocation), error);
      return;
    }

  g_message ("Registration of %s refused: %s", enrolment->wanted->service,
             error->message);
  enrolment->reply (g_object_ref (enrolment->invocation), get_reason (error));
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Enrolment) enrolment = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = ph_hub_register_finish (enrolment->hub, result, &error);

  if (error != NULL)
    {
      refuse (enrolment, error);
      return;
    }

  /* Some connectors drop an endpoint that comes before the reply. */
  enrolment->reply (g_object_ref (enrolment->invocation), NULL);
  ph_hub_announce (enrolment->hub, id);
}

static void
on_registrant_checked (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autoptr (Enrolment) enrolment = user_data;
  g_autoptr (GError) error = NULL;
  PhHub *hub = enrolment->hub;
  const PhRegistration *wanted = enrolment->wanted;

  if (!ph_caller_check_finish (G_DBUS_CONNECTION (source), result, &error))
    refuse (enrolment, error);
  else
    ph_hub_register_async (hub, wanted, on_registered,
                           g_steal_pointer (&enrolment));
}

static gboolean
check_fields (const PhRegistration *wanted, GError **error)
{
  return ph_registration_check_fields (wanted->service, wanted->token,
                                       wanted->description, error) &&
         (wanted->vapid == NULL || ph_vapid_key_check (wanted->vapid, error));
}

void
ph_enrolment_register (PhHub *hub,
                       GDBusMethodInvocation *invocation,
                       PhRegistration *wanted,
                       PhEnrolmentReplyFunc reply)
{
  g_autoptr (Enrolment) enrolment = g_new (Enrolment, 1);
  g_autoptr (GError) error = NULL;

  enrolment->hub = g_object_ref (hub);
  enrolment->invocation = invocation;
  enrolment->wanted = wanted;
  enrolment->reply = reply;

  if (!check_fields (wanted, &error))
    refuse (enrolment, error);
  else
    ph_caller_check_async (g_dbus_method_invocation_get_connection (invocation),
                           g_dbus_method_invocation_get_sender (invocation),
                           wanted->service, on_registrant_checked,
                           g_steal_pointer (&enrolment));
}

/* Unregistering */

typedef struct
{
  PhHub *hub;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  char *token;
  GVariant *result;
} Leaving;

static void
leaving_free (Leaving *leaving)
{
  g_assert (leaving->invocation == NULL);
  g_object_unref (leaving->hub);
  g_free (leaving->token);
  g_clear_pointer (&leaving->result, g_variant_unref);
  g_free (leaving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Leaving, leaving_free)

static void
answer (Leaving *leaving, const GError *error)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&leaving->invocation);

  /* Not found: another Unregister was quicker, which is as good. */
  if (error == NULL || g_error_matches (error, PH_ERROR, PH_ERROR_NOT_FOUND))
    g_dbus_method_invocation_return_value (invocation, leaving->result);
  else
    ph_enrolment_return_error (invocation, error);
}

static void
on_unregistered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  g_autoptr (GError) error = NULL;

  ph_hub_unregister_finish (PH_HUB (source), result, &error);
  answer (leaving, error);
}

static void
on_unregistrant_checked (GObject *source,
                         GAsyncResult *result,
                         gpointer user_data)
{
  g_autoptr (Leaving) leaving = user_data;
  PhHub *hub = leaving->hub;
  const PhRegistration *registration = ph_hub_find_token (hub, leaving->token);
  g_autoptr (GError) error = NULL;

  if (!ph_caller_check_finish (G_DBUS_CONNECTION (source), result, &error) ||
      registration == NULL)
    answer (leaving, error);
  else
    ph_hub_unregister_async (hub, registration->id, TRUE, on_unregistered,
                             g_steal_pointer (&leaving));
}

void
ph_enrolment_unregister (PhHub *hub,
                         GDBusMethodInvocation *invocation,
                         const char *token,
                         GVariant *result)
{
  g_autoptr (Leaving) leaving = g_new (Leaving, 1);
  const PhRegistration *registration = ph_hub_find_token (hub, token);

  leaving->hub = g_object_ref (hub);
  leaving->invocation = invocation;
  leaving->token = g_strdup (token);
  leaving->result = result != NULL ? g_variant_ref_sink (result) : NULL;

  if (registration == NULL)
    answer (leaving, NULL);
  else
    ph_caller_check_async (g_dbus_method_invocation_get_connection (invocation),
                           g_dbus_method_invocation_get_sender (invocation),
                           registration->service, on_unregistrant_checked,
                           g_steal_pointer (&leaving));
}

/* Errors */

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
