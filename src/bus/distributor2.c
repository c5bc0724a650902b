/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor2.h"

#include "bus/arguments.h"
#include "bus/enrolment.h"
#include "core/names.h"
#include "dbus/unifiedpush.h"

static void
reply (GDBusMethodInvocation *invocation, const char *reason)
{
  g_auto (GVariantBuilder) res =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&res, "{sv}", "success",
                         g_variant_new_string (reason == NULL ?
                                                   PH_REGISTRATION_SUCCEEDED :
                                                   PH_REGISTRATION_FAILED));
  if (reason != NULL)
    g_variant_builder_add (&res, "{sv}", "reason",
                           g_variant_new_string (reason));

  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(a{sv})", &res));
}

static gboolean
on_register (PhDBusDistributor2 *skeleton,
             GDBusMethodInvocation *invocation,
             GVariant *args,
             gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PhRegistration *wanted = ph_arguments_read_registration (args, &error);

  if (wanted == NULL)
    ph_enrolment_return_error (invocation, error);
  else
    ph_enrolment_register (user_data, invocation, wanted, reply);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_unregister (PhDBusDistributor2 *skeleton,
               GDBusMethodInvocation *invocation,
               GVariant *args,
               gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  if (!ph_arguments_read_string (args, "token", FALSE, &token, &error))
    ph_enrolment_return_error (invocation, error);
  else
    ph_enrolment_unregister (user_data, invocation, token,
                             g_variant_new ("(a{sv})", NULL));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

GDBusInterfaceSkeleton *
ph_distributor2_export (PhHub *hub, GDBusConnection *connection, GError **error)
{
  PhDBusDistributor2 *skeleton = ph_dbus_distributor2_skeleton_new ();

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
