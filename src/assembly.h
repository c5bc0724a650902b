/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"
#include "http/tls.h"

#include <gio/gio.h>

/* The parts of a hub, put together. They are built from the store outwards and
 * stopped from the edges inwards. The bus names are for who has the assembly to
 * take and to give back. */
typedef struct _PhAssembly PhAssembly;

/* Everything that was begun has ended. */
typedef void (*PhAssemblyFunc) (gpointer user_data);

/* Builds nothing yet. @settings and @tls must outlive the assembly; @tls is
 * NULL for plain HTTP. With @ephemeral all is kept in memory. */
PhAssembly *
ph_assembly_new (const PhSettings *settings, PhTls *tls, gboolean ephemeral);

/* Opens the store, builds the hub, binds HTTP and exports what is for apps on
 * @app_bus, what is for the user on @manager_bus. Blocks. Fails with PH_ERROR
 * and one sentence; the assembly is to be stopped and freed then, too. */
gboolean ph_assembly_build (PhAssembly *assembly,
                            GDBusConnection *app_bus,
                            GDBusConnection *manager_bus,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Begins to deliver what waits; to be called when apps can be served. */
void ph_assembly_start (PhAssembly *assembly);

/* Where the hub listens, once it is built; the assembly's. */
const char *ph_assembly_get_base_url (PhAssembly *assembly);

/* Stops what there is, also when building failed or was never begun. @stopped
 * is called, at once or from the main loop, when all is safe and the store is
 * closed. Only once. */
void ph_assembly_stop (PhAssembly *assembly,
                       PhAssemblyFunc stopped,
                       gpointer user_data);

/* After it was stopped, if anything was built. */
void ph_assembly_free (PhAssembly *assembly);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAssembly, ph_assembly_free)
