/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor.h"

#include "bus/connector.h"
#include "bus/distributor1.h"
#include "bus/distributor2.h"
#include "bus/presence.h"

struct _PhDistributor
{
  PhHub *hub;
  GDBusConnection *connection;
  GDBusInterfaceSkeleton *version1;
  GDBusInterfaceSkeleton *version2;
  PhPresence *presence;
  GHashTable *connectors; /* bus name to PhConnector, not owned */
};

PhDistributor *
ph_distributor_new (PhHub *hub, GDBusConnection *connection)
{
  PhDistributor *distributor = g_new0 (PhDistributor, 1);

  distributor->hub = g_object_ref (hub);
  distributor->connection = g_object_ref (connection);
  distributor->connectors =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return distributor;
}

gboolean
ph_distributor_export (PhDistributor *distributor, GError **error)
{
  distributor->version1 =
      ph_distributor1_export (distributor->hub, distributor->connection, error);
  if (distributor->version1 == NULL)
    return FALSE;

  distributor->version2 =
      ph_distributor2_export (distributor->hub, distributor->connection, error);
  if (distributor->version2 == NULL)
    return FALSE;

  distributor->presence =
      ph_presence_new (distributor->hub, distributor->connection);
  return TRUE;
}

static void
unexport (GDBusInterfaceSkeleton *skeleton)
{
  g_dbus_interface_skeleton_unexport (skeleton);
  g_object_unref (skeleton);
}

static void
on_connector_gone (gpointer user_data, GObject *connector)
{
  PhDistributor *distributor = user_data;
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, distributor->connectors);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == connector)
      g_hash_table_iter_remove (&iter);
}

void
ph_distributor_free (PhDistributor *distributor)
{
  GHashTableIter iter;
  gpointer connector = NULL;

  g_hash_table_iter_init (&iter, distributor->connectors);
  while (g_hash_table_iter_next (&iter, NULL, &connector))
    g_object_weak_unref (connector, on_connector_gone, distributor);
  g_hash_table_unref (distributor->connectors);

  g_clear_pointer (&distributor->presence, ph_presence_free);
  g_clear_pointer (&distributor->version1, unexport);
  g_clear_pointer (&distributor->version2, unexport);
  g_object_unref (distributor->connection);
  g_object_unref (distributor->hub);
  g_free (distributor);
}

PhReceiver *
ph_distributor_get_receiver (const PhRegistration *registration,
                             gpointer user_data)
{
  PhDistributor *distributor = user_data;
  PhConnector *connector =
      g_hash_table_lookup (distributor->connectors, registration->service);

  if (connector != NULL)
    return g_object_ref (PH_RECEIVER (connector));

  connector = ph_connector_new (distributor->connection, registration->service);
  g_object_weak_ref (G_OBJECT (connector), on_connector_gone, distributor);
  g_hash_table_insert (distributor->connectors,
                       g_strdup (registration->service), connector);
  return PH_RECEIVER (connector);
}
