/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

#include <gio/gio.h>

/* The D-Bus edge towards the user: org.pushhub.Manager1, on a connection and a
 * bus name of its own, so that a sandbox which may talk to distributors cannot
 * reach it. */
#define PH_TYPE_MANAGER (ph_manager_get_type ())
G_DECLARE_FINAL_TYPE (PhManager, ph_manager, PH, MANAGER, GObject)

/* What the hub does not know of itself. */
typedef struct
{
  gint64 since; /* microseconds since 1970 */
  const char *const *addresses;
  const char *state_dir; /* NULL when ephemeral */
} PhManagerInfo;

/* @info is copied but for what it points to, which must outlive the manager. */
PhManager *ph_manager_new (PhHub *hub, const PhManagerInfo *info);

gboolean ph_manager_export (PhManager *manager,
                            GDBusConnection *connection,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the object off the bus; calls that still wait are answered. */
void ph_manager_unexport (PhManager *manager);
