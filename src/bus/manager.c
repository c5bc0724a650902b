/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager.h"

#include "bus/attention.h"
#include "bus/push-waits.h"
#include "core/error.h"
#include "core/names.h"
#include "dbus/manager.h"

#include <unistd.h>

struct _PhManager
{
  GObject parent_instance;

  PhHub *hub;
  PhManagerInfo info;
  PhDBusManager1 *skeleton;
  PhPushWaits *waits;
};

G_DEFINE_FINAL_TYPE (PhManager, ph_manager, G_TYPE_OBJECT)

static void
return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  const char *name = ph_error_is_gone (error) ?
                         PH_MANAGER_ERROR_PREFIX "NotFound" :
                         PH_MANAGER_ERROR_PREFIX "Unavailable";

  g_dbus_method_invocation_return_dbus_error (invocation, name, error->message);
}

static void
add (GVariantBuilder *members, const char *name, GVariant *value)
{
  g_variant_builder_add (members, "{sv}", name, value);
}

static void
add_string (GVariantBuilder *members, const char *name, const char *value)
{
  add (members, name, g_variant_new_string (value != NULL ? value : ""));
}

/* GetStatus */

static gboolean
on_get_status (PhManager *self, GDBusMethodInvocation *invocation)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  PhHubStatus status = { 0 };

  ph_hub_get_status (self->hub, &status);
  add_string (&members, "version", PH_VERSION);
  add (&members, "pid", g_variant_new_uint32 ((guint32) getpid ()));
  add (&members, "since", g_variant_new_int64 (self->info.since));
  add_string (&members, "base-url", ph_hub_get_base_url (self->hub));
  add (&members, "addresses", g_variant_new_strv (self->info.addresses, -1));
  add_string (&members, "bus-name", PH_DISTRIBUTOR_NAME);
  add_string (&members, "state-dir", self->info.state_dir);
  add (&members, "ephemeral",
       g_variant_new_boolean (self->info.state_dir == NULL));
  add (&members, "registrations", g_variant_new_uint32 (status.registrations));
  add (&members, "waiting", g_variant_new_uint32 (status.load.waiting));
  add (&members, "set-aside", g_variant_new_uint32 (status.load.aside));
  add (&members, "attention", ph_attention_describe (self->hub, &status));
  ph_hub_status_clear (&status);

  ph_dbus_manager1_complete_get_status (self->skeleton, invocation,
                                        g_variant_builder_end (&members));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* ListRegistrations */

static GVariant *
describe (PhManager *self, const PhRegistration *registration)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *endpoint = ph_hub_get_endpoint_url (self->hub, registration);
  PhRegistrationStatus status = { 0 };

  ph_hub_get_registration_status (self->hub, registration->id, &status);
  add (&members, "id", g_variant_new_int64 (registration->id));
  add_string (&members, "kind",
              registration->kind == PH_REGISTRATION_APP ? "app" : "client");
  add_string (&members, "service", registration->service);
  add_string (&members, "description", registration->description);
  add (&members, "version", g_variant_new_uint32 (registration->version));
  add (&members, "vapid", g_variant_new_boolean (registration->vapid != NULL));
  add_string (&members, "endpoint", endpoint);
  add (&members, "created", g_variant_new_int64 (registration->created));
  add (&members, "last-push", g_variant_new_int64 (status.last_use));
  add (&members, "waiting", g_variant_new_uint32 (status.load.waiting));
  add (&members, "set-aside", g_variant_new_uint32 (status.load.aside));
  add_string (&members, "last-failure", status.last_failure);
  add (&members, "announced",
       g_variant_new_boolean (g_strcmp0 (registration->announced, endpoint) ==
                              0));
  ph_registration_status_clear (&status);

  return g_variant_builder_end (&members);
}

static gboolean
on_list_registrations (PhManager *self, GDBusMethodInvocation *invocation)
{
  g_autoptr (GPtrArray) list = ph_hub_list (self->hub);
  g_auto (GVariantBuilder) all =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < list->len; i++)
    g_variant_builder_add_value (&all, describe (self, list->pdata[i]));

  ph_dbus_manager1_complete_list_registrations (self->skeleton, invocation,
                                                g_variant_builder_end (&all));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Unregister */

static void
on_unregistered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_unregister_finish (PH_HUB (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    return_error (invocation, error);
}

static gboolean
on_unregister (PhManager *self, GDBusMethodInvocation *invocation, gint64 id)
{
  ph_hub_unregister_async (self->hub, id, FALSE, on_unregistered, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Pushes that were set aside */

#define ASIDE_MAX 1000

static GVariant *
describe_push (const PhPush *push)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_string (&members, "push", push->id);
  add (&members, "registration", g_variant_new_int64 (push->registration));
  add (&members, "failures", g_variant_new_uint32 (push->failures));
  add (&members, "octets",
       g_variant_new_uint32 ((guint32) g_bytes_get_size (push->body)));
  add (&members, "received", g_variant_new_int64 (push->received));
  return g_variant_builder_end (&members);
}

static void
on_aside_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_hub_find_aside_finish (PH_HUB (source), result, &error);
  g_auto (GVariantBuilder) all =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  if (pushes == NULL)
    {
      return_error (invocation, error);
      return;
    }

  for (guint i = 0; i < pushes->len; i++)
    g_variant_builder_add_value (&all, describe_push (pushes->pdata[i]));
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(aa{sv})", &all));
}

static gboolean
on_list_set_aside (PhManager *self, GDBusMethodInvocation *invocation)
{
  ph_hub_find_aside_async (self->hub, ASIDE_MAX, on_aside_found, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
on_replayed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_replay_finish (PH_HUB (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    return_error (invocation, error);
}

static gboolean
on_replay (PhManager *self, GDBusMethodInvocation *invocation, const char *push)
{
  ph_hub_replay_async (self->hub, push, on_replayed, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* WaitForPush */

static gboolean
on_wait_for_push (PhManager *self,
                  GDBusMethodInvocation *invocation,
                  const char *push)
{
  g_autoptr (GError) error = NULL;

  if (!ph_push_waits_add (self->waits, push, invocation, &error))
    return_error (invocation, error);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Life */

static void
ph_manager_finalize (GObject *object)
{
  PhManager *self = PH_MANAGER (object);

  ph_push_waits_free (self->waits);
  g_object_unref (self->skeleton);
  g_object_unref (self->hub);
  G_OBJECT_CLASS (ph_manager_parent_class)->finalize (object);
}

static void
ph_manager_class_init (PhManagerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_manager_finalize;
}

static void
ph_manager_init (PhManager *self)
{
  self->skeleton = ph_dbus_manager1_skeleton_new ();
  g_signal_connect_swapped (self->skeleton, "handle-get-status",
                            G_CALLBACK (on_get_status), self);
  g_signal_connect_swapped (self->skeleton, "handle-list-registrations",
                            G_CALLBACK (on_list_registrations), self);
  g_signal_connect_swapped (self->skeleton, "handle-unregister",
                            G_CALLBACK (on_unregister), self);
  g_signal_connect_swapped (self->skeleton, "handle-list-set-aside",
                            G_CALLBACK (on_list_set_aside), self);
  g_signal_connect_swapped (self->skeleton, "handle-replay",
                            G_CALLBACK (on_replay), self);
  g_signal_connect_swapped (self->skeleton, "handle-wait-for-push",
                            G_CALLBACK (on_wait_for_push), self);
}

PhManager *
ph_manager_new (PhHub *hub, const PhManagerInfo *info)
{
  PhManager *self = g_object_new (PH_TYPE_MANAGER, NULL);

  self->hub = g_object_ref (hub);
  self->info = *info;
  self->waits = ph_push_waits_new (ph_hub_get_timeline (hub));
  return self;
}

gboolean
ph_manager_export (PhManager *self, GDBusConnection *connection, GError **error)
{
  return g_dbus_interface_skeleton_export (
      G_DBUS_INTERFACE_SKELETON (self->skeleton), connection, PH_MANAGER_PATH,
      error);
}

void
ph_manager_unexport (PhManager *self)
{
  ph_push_waits_end (self->waits);
  g_dbus_interface_skeleton_unexport (
      G_DBUS_INTERFACE_SKELETON (self->skeleton));
}
