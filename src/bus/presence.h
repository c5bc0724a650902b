/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

#include <gio/gio.h>

/* Tells the hub which apps the bus knows, so that those that are gone for good
 * can be told from those that do not run: asks at the start, when the set of
 * activatable names changes, and when the hub wants to know again. */
typedef struct _PhPresence PhPresence;

/* @hub and @connection are kept. */
PhPresence *ph_presence_new (PhHub *hub, GDBusConnection *connection);
void ph_presence_free (PhPresence *presence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhPresence, ph_presence_free)
