/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Waits for what may make an app take calls that was not there, or failed: its
 * name appears on the bus, or the set of names that the bus can start
 * changes. */
typedef struct _PhAppWatch PhAppWatch;

typedef void (*PhAppWatchFunc) (gpointer user_data);

/* As the owner that failed: whoever has the name when that is asked. */
#define PH_APP_WATCH_PRESENT ""

/* @func is called at each such event until the watch is freed, and soon when
 * the name has an owner already; but not for @failed (nullable), the unique
 * name of the one that failed. A closed @connection tells nothing. */
PhAppWatch *ph_app_watch_new (GDBusConnection *connection,
                              const char *service,
                              const char *failed,
                              PhAppWatchFunc func,
                              gpointer user_data);

/* May be called from within the callback. */
void ph_app_watch_free (PhAppWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAppWatch, ph_app_watch_free)
