/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "dbus/manager.h"
#include "hub/hub.h"

/* The methods of org.pushhub.Manager1 that tell what happened to pushes:
 * answers those of @skeleton; @hub must outlive it. */
void ph_manager_timeline_serve (PhDBusManager1 *skeleton, PhHub *hub);
