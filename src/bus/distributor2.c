/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor2.h"

#include "bus/enrolment.h"
#include "core/error.h"
#include "core/names.h"
#include "dbus/unifiedpush.h"

/* Reads the string @key of @args into @value, which stays NULL when an
 * @optional one is missing. */
static gboolean
read_string (GVariant *args,
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

static PhRegistration *
read_registration (GVariant *args, GError **error)
{
  g_autoptr (PhRegistration) wanted = ph_registration_new (PH_REGISTRATION_APP);

  wanted->version = 2;
  if (!read_string (args, "service", FALSE, &wanted->service, error) ||
      !read_string (args, "token", FALSE, &wanted->token, error) ||
      !read_string (args, "description", TRUE, &wanted->description, error) ||
      !read_string (args, "vapid", TRUE, &wanted->vapid, error))
    return NULL;

  if (wanted->description == NULL)
    wanted->description = g_strdup ("");
  return g_steal_pointer (&wanted);
}

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
  PhRegistration *wanted = read_registration (args, &error);

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

  if (!read_string (args, "token", FALSE, &token, &error))
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
