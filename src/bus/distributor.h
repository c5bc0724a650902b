/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"
#include "hub/receiver.h"

#include <gio/gio.h>

/* The D-Bus edge towards apps: UnifiedPush's distributor interfaces, both
 * versions on one object, and the connectors that call apps back. */
typedef struct _PhDistributor PhDistributor;

/* @hub and @connection are kept. */
PhDistributor *ph_distributor_new (PhHub *hub, GDBusConnection *connection);

/* The object goes, connectors that the hub still holds stay. */
void ph_distributor_free (PhDistributor *distributor);

/* Puts the object on the bus; the name is the caller's business. */
gboolean ph_distributor_export (PhDistributor *distributor,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A PhReceiverFunc for PH_REGISTRATION_APP; @distributor is the
 * PhDistributor. Apps with the same bus name share a receiver. */
PhReceiver *ph_distributor_get_receiver (const PhRegistration *registration,
                                         gpointer distributor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhDistributor, ph_distributor_free)
