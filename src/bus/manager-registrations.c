/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager-registrations.h"

#include "bus/manager-reply.h"
#include "core/error.h"

static GVariant *
describe (PhHub *hub, const PhRegistration *registration)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *endpoint = ph_hub_get_endpoint_url (hub, registration);
  PhRegistrationStatus status = { 0 };

  ph_hub_get_registration_status (hub, registration->id, &status);
  ph_members_add (&members, "id", g_variant_new_int64 (registration->id));
  ph_members_add_string (&members, "kind",
                         registration->kind == PH_REGISTRATION_APP ? "app" :
                                                                     "client");
  ph_members_add_string (&members, "service", registration->service);
  ph_members_add_string (&members, "description", registration->description);
  ph_members_add (&members, "version",
                  g_variant_new_uint32 (registration->version));
  ph_members_add (&members, "vapid",
                  g_variant_new_boolean (registration->vapid != NULL));
  ph_members_add_string (&members, "strict",
                         ph_strictness_to_string (registration->strictness));
  ph_members_add_string (&members, "endpoint", endpoint);
  ph_members_add (&members, "created",
                  g_variant_new_int64 (registration->created));
  ph_members_add (&members, "last-push", g_variant_new_int64 (status.last_use));
  ph_members_add (&members, "waiting",
                  g_variant_new_uint32 (status.load.waiting));
  ph_members_add (&members, "set-aside",
                  g_variant_new_uint32 (status.load.aside));
  ph_members_add_string (&members, "last-failure", status.last_failure);
  ph_members_add (&members, "announced",
                  g_variant_new_boolean (
                      g_strcmp0 (registration->announced, endpoint) == 0));
  ph_registration_status_clear (&status);

  return g_variant_builder_end (&members);
}

static gboolean
on_list (PhDBusManager1 *skeleton,
         GDBusMethodInvocation *invocation,
         gpointer hub)
{
  g_autoptr (GPtrArray) list = ph_hub_list (hub);
  g_auto (GVariantBuilder) all =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < list->len; i++)
    g_variant_builder_add_value (&all, describe (hub, list->pdata[i]));

  ph_dbus_manager1_complete_list_registrations (skeleton, invocation,
                                                g_variant_builder_end (&all));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_unregistered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_unregister_finish (PH_HUB (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    ph_manager_return_error (invocation, error);
}

static gboolean
on_unregister (PhDBusManager1 *skeleton,
               GDBusMethodInvocation *invocation,
               gint64 id,
               gpointer hub)
{
  ph_hub_unregister_async (hub, id, FALSE, on_unregistered, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_strictness_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_set_strictness_finish (PH_HUB (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    ph_manager_return_error (invocation, error);
}

static gboolean
on_set_strict (PhDBusManager1 *skeleton,
               GDBusMethodInvocation *invocation,
               gint64 id,
               const char *word,
               gpointer hub)
{
  PhStrictness strictness = PH_LENIENT;

  if (ph_strictness_from_string (word, &strictness))
    ph_hub_set_strictness_async (hub, id, strictness, on_strictness_set,
                                 invocation);
  else
    g_dbus_method_invocation_return_error_literal (
        invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
        "strict: must be true, body or false.");
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

void
ph_manager_registrations_serve (PhDBusManager1 *skeleton, PhHub *hub)
{
  g_signal_connect (skeleton, "handle-list-registrations", G_CALLBACK (on_list),
                    hub);
  g_signal_connect (skeleton, "handle-unregister", G_CALLBACK (on_unregister),
                    hub);
  g_signal_connect (skeleton, "handle-set-strict", G_CALLBACK (on_set_strict),
                    hub);
}
