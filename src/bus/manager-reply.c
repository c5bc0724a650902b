/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager-reply.h"

#include "core/error.h"
#include "core/names.h"

void
ph_manager_return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  const char *name = ph_error_is_gone (error) ?
                         PH_MANAGER_ERROR_PREFIX "NotFound" :
                         PH_MANAGER_ERROR_PREFIX "Unavailable";

  g_dbus_method_invocation_return_dbus_error (invocation, name, error->message);
}

void
ph_members_add (GVariantBuilder *members, const char *name, GVariant *value)
{
  g_variant_builder_add (members, "{sv}", name, value);
}

void
ph_members_add_string (GVariantBuilder *members,
                       const char *name,
                       const char *value)
{
  ph_members_add (members, name,
                  g_variant_new_string (value != NULL ? value : ""));
}
