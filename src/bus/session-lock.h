/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* One hub a session: the manager's bus name, taken before anything is opened,
 * so that two hubs never share a database or a port. */
typedef struct _PhSessionLock PhSessionLock;

typedef struct
{
  /* It is ours, and a hub that had it before has ended. */
  void (*taken) (gpointer user_data);
  /* Another hub has it and is not to be replaced, or does not end. Not called
   * when the bus has gone. */
  void (*refused) (const GError *error, gpointer user_data);
  /* Another hub replaces this one. */
  void (*lost) (gpointer user_data);
} PhSessionLockFuncs;

/* Asks for the lock; with @replace a hub that has it must end. One of @funcs
 * is called from the main loop. */
PhSessionLock *ph_session_lock_new (GDBusConnection *connection,
                                    gboolean replace,
                                    const PhSessionLockFuncs *funcs,
                                    gpointer user_data);

/* Close the connection first: this gives the name back, which only an open
 * one can and only an owner may. */
void ph_session_lock_free (PhSessionLock *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhSessionLock, ph_session_lock_free)
