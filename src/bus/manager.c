/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager.h"

#include "bus/attention.h"
#include "bus/manager-registrations.h"
#include "bus/manager-reply.h"
#include "bus/manager-timeline.h"
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

/* GetStatus */

static gboolean
on_get_status (PhManager *self, GDBusMethodInvocation *invocation)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  PhHubStatus status = { 0 };

  ph_hub_get_status (self->hub, &status);
  ph_members_add_string (&members, "version", PH_VERSION);
  ph_members_add (&members, "pid", g_variant_new_uint32 ((guint32) getpid ()));
  ph_members_add (&members, "since", g_variant_new_int64 (self->info.since));
  ph_members_add_string (&members, "base-url", ph_hub_get_base_url (self->hub));
  ph_members_add (&members, "addresses",
                  g_variant_new_strv (self->info.addresses, -1));
  ph_members_add_string (&members, "bus-name", PH_DISTRIBUTOR_NAME);
  ph_members_add_string (&members, "state-dir", self->info.state_dir);
  ph_members_add (&members, "ephemeral",
                  g_variant_new_boolean (self->info.state_dir == NULL));
  ph_members_add (&members, "registrations",
                  g_variant_new_uint32 (status.registrations));
  ph_members_add (&members, "waiting",
                  g_variant_new_uint32 (status.load.waiting));
  ph_members_add (&members, "set-aside",
                  g_variant_new_uint32 (status.load.aside));
  ph_members_add (&members, "attention",
                  ph_attention_describe (self->hub, &status));
  ph_hub_status_clear (&status);

  ph_dbus_manager1_complete_get_status (self->skeleton, invocation,
                                        g_variant_builder_end (&members));
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Pushes that were set aside */

#define ASIDE_MAX 1000

static GVariant *
describe_push (const PhPush *push)
{
  g_auto (GVariantBuilder) members =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  ph_members_add_string (&members, "push", push->id);
  ph_members_add (&members, "registration",
                  g_variant_new_int64 (push->registration));
  ph_members_add (&members, "failures", g_variant_new_uint32 (push->failures));
  ph_members_add (
      &members, "octets",
      g_variant_new_uint32 ((guint32) g_bytes_get_size (push->body)));
  ph_members_add (&members, "received", g_variant_new_int64 (push->received));
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
      ph_manager_return_error (invocation, error);
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
    ph_manager_return_error (invocation, error);
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
    ph_manager_return_error (invocation, error);

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
  ph_manager_registrations_serve (self->skeleton, hub);
  ph_manager_timeline_serve (self->skeleton, hub);
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
