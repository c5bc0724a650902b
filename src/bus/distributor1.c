/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor1.h"

#include "bus/enrolment.h"
#include "core/names.h"
#include "dbus/unifiedpush.h"

static void
reply (GDBusMethodInvocation *invocation, const char *reason)
{
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(ss)",
                                 reason == NULL ? PH_REGISTRATION_SUCCEEDED :
                                                  PH_REGISTRATION_FAILED,
                                 reason != NULL ? reason : ""));
}

static gboolean
on_register (PhDBusDistributor1 *skeleton,
             GDBusMethodInvocation *invocation,
             const char *service,
             const char *token,
             const char *description,
             gpointer user_data)
{
  PhRegistration *wanted = ph_registration_new (PH_REGISTRATION_APP);

  wanted->version = 1;
  wanted->service = g_strdup (service);
  wanted->token = g_strdup (token);
  wanted->description = g_strdup (description);
  ph_enrolment_register (user_data, invocation, wanted, reply);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Nothing is sent unless the caller, against the specification, wants it. */
static gboolean
on_unregister (PhDBusDistributor1 *skeleton,
               GDBusMethodInvocation *invocation,
               const char *token,
               gpointer user_data)
{
  ph_enrolment_unregister (user_data, invocation, token, NULL);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

GDBusInterfaceSkeleton *
ph_distributor1_export (PhHub *hub, GDBusConnection *connection, GError **error)
{
  PhDBusDistributor1 *skeleton = ph_dbus_distributor1_skeleton_new ();

  g_signal_connect_object (skeleton, "handle-register",
                           G_CALLBACK (on_register), hub, 0);
  g_signal_connect_object (skeleton, "handle-unregister",
                           G_CALLBACK (on_unregister), hub, 0);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (skeleton),
                                         connection, PH_DISTRIBUTOR_PATH,
                                         error))
    g_clear_object (&skeleton);

  return (GDBusInterfaceSkeleton *) skeleton;
}
