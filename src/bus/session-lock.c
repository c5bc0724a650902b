/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/session-lock.h"

#include "core/error.h"
#include "core/names.h"

/* How long a hub that is replaced may take to end. */
#define PREDECESSOR_SECONDS 10

struct _PhSessionLock
{
  GDBusConnection *connection;
  const PhSessionLockFuncs *funcs;
  gpointer user_data;

  guint name;
  guint owner_changes;
  gboolean taken;
  gboolean overtaken; /* replaced in turn, before the predecessor has ended */
  char *predecessor;  /* unique name of the hub to be replaced, or NULL */
  guint predecessor_watch;
  guint predecessor_timeout;
};

static void
refuse (PhSessionLock *lock, const char *sentence)
{
  g_autoptr (GError) error =
      g_error_new_literal (PH_ERROR, PH_ERROR_FAILED, sentence);

  lock->funcs->refused (error, lock->user_data);
}

static void
stop_awaiting_predecessor (PhSessionLock *lock)
{
  g_clear_handle_id (&lock->predecessor_timeout, g_source_remove);
  g_clear_handle_id (&lock->predecessor_watch, g_bus_unwatch_name);
}

static void
take (PhSessionLock *lock)
{
  lock->taken = TRUE;
  lock->funcs->taken (lock->user_data);
}

static void
on_predecessor_gone (GDBusConnection *connection,
                     const char *name,
                     gpointer user_data)
{
  PhSessionLock *lock = user_data;

  stop_awaiting_predecessor (lock);
  if (lock->overtaken)
    refuse (lock, "Another hub has taken the place meanwhile.");
  else
    take (lock);
}

static gboolean
on_predecessor_stays (gpointer user_data)
{
  PhSessionLock *lock = user_data;

  lock->predecessor_timeout = 0;
  stop_awaiting_predecessor (lock);
  refuse (lock, "The hub to be replaced does not end; end its process.");
  return G_SOURCE_REMOVE;
}

static void
on_name_acquired (GDBusConnection *connection,
                  const char *name,
                  gpointer user_data)
{
  PhSessionLock *lock = user_data;

  if (lock->predecessor == NULL)
    {
      take (lock);
      return;
    }

  lock->predecessor_timeout =
      g_timeout_add_seconds (PREDECESSOR_SECONDS, on_predecessor_stays, lock);
  lock->predecessor_watch = g_bus_watch_name_on_connection (
      connection, lock->predecessor, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
      on_predecessor_gone, lock, NULL);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer user_data)
{
  PhSessionLock *lock = user_data;

  if (connection == NULL) /* the bus has gone */
    return;

  if (lock->predecessor_watch != 0)
    lock->overtaken = TRUE; /* who comes waits for us, and we for them */
  else if (lock->taken)
    lock->funcs->lost (lock->user_data);
  else
    refuse (lock, "A hub is running in this session already; see \"pushhub "
                  "status\", or take its place with --replace.");
}

/* Comes before on_name_acquired (): who had the name must end first. */
static void
on_owner_changed (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer user_data)
{
  PhSessionLock *lock = user_data;
  const char *before = NULL;
  const char *after = NULL;

  g_variant_get (parameters, "(&s&s&s)", NULL, &before, &after);
  if (g_strcmp0 (after, g_dbus_connection_get_unique_name (connection)) == 0 &&
      before[0] != '\0')
    {
      g_free (lock->predecessor);
      lock->predecessor = g_strdup (before);
    }
}

PhSessionLock *
ph_session_lock_new (GDBusConnection *connection,
                     gboolean replace,
                     const PhSessionLockFuncs *funcs,
                     gpointer user_data)
{
  PhSessionLock *lock = g_new0 (PhSessionLock, 1);
  GBusNameOwnerFlags flags = G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE |
                             G_BUS_NAME_OWNER_FLAGS_ALLOW_REPLACEMENT;

  lock->connection = g_object_ref (connection);
  lock->funcs = funcs;
  lock->user_data = user_data;
  if (replace)
    flags |= G_BUS_NAME_OWNER_FLAGS_REPLACE;
  lock->owner_changes = g_dbus_connection_signal_subscribe (
      connection, "org.freedesktop.DBus", "org.freedesktop.DBus",
      "NameOwnerChanged", "/org/freedesktop/DBus", PH_MANAGER_NAME,
      G_DBUS_SIGNAL_FLAGS_NONE, on_owner_changed, lock, NULL);
  lock->name =
      g_bus_own_name_on_connection (connection, PH_MANAGER_NAME, flags,
                                    on_name_acquired, on_name_lost, lock, NULL);
  return lock;
}

void
ph_session_lock_free (PhSessionLock *lock)
{
  stop_awaiting_predecessor (lock);
  g_dbus_connection_signal_unsubscribe (lock->connection, lock->owner_changes);
  g_bus_unown_name (lock->name);
  g_object_unref (lock->connection);
  g_free (lock->predecessor);
  g_free (lock);
}
