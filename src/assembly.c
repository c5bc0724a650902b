/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "assembly.h"

#include "bus/distributor.h"
#include "bus/manager.h"
#include "core/clock.h"
#include "core/names.h"
#include "http/bounds.h"
#include "http/server.h"
#include "hub/hub.h"
#include "store/store.h"

struct _PhAssembly
{
  const PhSettings *settings;
  PhTls *tls; /* NULL for plain HTTP */
  gboolean ephemeral;

  /* Each NULL until it is built. */
  PhClock *clock;
  PhStore *store;
  PhHub *hub;
  PhBounds bounds;
  PhServer *server;
  PhDistributor *distributor;
  PhManager *manager;

  PhAssemblyFunc stopped;
  gpointer user_data;
};

PhAssembly *
ph_assembly_new (const PhSettings *settings, PhTls *tls, gboolean ephemeral)
{
  PhAssembly *assembly = g_new0 (PhAssembly, 1);

  assembly->settings = settings;
  assembly->tls = tls;
  assembly->ephemeral = ephemeral;
  return assembly;
}

/* Building */

static gboolean
open_store (PhAssembly *assembly, GError **error)
{
  g_autofree char *path =
      g_build_filename (assembly->settings->state_dir, PH_DATABASE_FILE, NULL);

  assembly->store = ph_store_open (assembly->ephemeral ? NULL : path, error);
  return assembly->store != NULL;
}

/* The hub and its edges, which bring its receivers. */
static void
build_hub (PhAssembly *assembly, GDBusConnection *app_bus)
{
  assembly->hub =
      ph_hub_new (assembly->store, assembly->clock, assembly->settings);
  ph_bounds_init (&assembly->bounds, ph_bounds_raise_descriptors ());
  assembly->server =
      ph_server_new (assembly->hub, assembly->settings, &assembly->bounds);
  assembly->distributor = ph_distributor_new (assembly->hub, app_bus);
  ph_hub_set_receiver_func (assembly->hub, PH_REGISTRATION_CLIENT,
                            ph_server_get_receiver, assembly->server);
  ph_hub_set_receiver_func (assembly->hub, PH_REGISTRATION_APP,
                            ph_distributor_get_receiver, assembly->distributor);
}

static PhManager *
new_manager (PhAssembly *assembly)
{
  PhManagerInfo info = {
    .since = ph_clock_now (assembly->clock),
    .addresses = ph_server_get_addresses (assembly->server),
    .state_dir = assembly->ephemeral ? NULL : assembly->settings->state_dir,
  };

  return ph_manager_new (assembly->hub, &info);
}

gboolean
ph_assembly_build (PhAssembly *assembly,
                   GDBusConnection *app_bus,
                   GDBusConnection *manager_bus,
                   GError **error)
{
  assembly->clock = ph_clock_new ();
  if (!open_store (assembly, error))
    return FALSE;

  build_hub (assembly, app_bus);
  if (!ph_hub_load (assembly->hub, error) ||
      !ph_server_listen (assembly->server, assembly->tls, error))
    return FALSE;

  ph_hub_set_base_url (assembly->hub, ph_assembly_get_base_url (assembly));
  assembly->manager = new_manager (assembly);
  return ph_manager_export (assembly->manager, manager_bus, error) &&
         ph_distributor_export (assembly->distributor, error);
}

/* Running */

void
ph_assembly_start (PhAssembly *assembly)
{
  ph_hub_start (assembly->hub);
}

const char *
ph_assembly_get_base_url (PhAssembly *assembly)
{
  return ph_server_get_base_url (assembly->server);
}

/* The end */

static void
on_hub_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhAssembly *assembly = user_data;

  if (assembly->store != NULL)
    ph_store_close (assembly->store);
  assembly->stopped (assembly->user_data);
}

void
ph_assembly_stop (PhAssembly *assembly,
                  PhAssemblyFunc stopped,
                  gpointer user_data)
{
  assembly->stopped = stopped;
  assembly->user_data = user_data;
  if (assembly->server != NULL)
    ph_server_stop (assembly->server);
  if (assembly->manager != NULL)
    ph_manager_unexport (assembly->manager);
  if (assembly->hub != NULL)
    ph_hub_stop_async (assembly->hub, on_hub_stopped, assembly);
  else
    on_hub_stopped (NULL, NULL, assembly);
}

void
ph_assembly_free (PhAssembly *assembly)
{
  g_clear_object (&assembly->manager);
  g_clear_object (&assembly->server);
  g_clear_object (&assembly->hub);
  g_clear_pointer (&assembly->distributor, ph_distributor_free);
  g_clear_object (&assembly->store);
  g_clear_pointer (&assembly->clock, ph_clock_free);
  g_free (assembly);
}
