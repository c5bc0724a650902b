/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/hub-proxy.h"

#include "cli/app.h"
#include "core/error.h"
#include "core/names.h"

#include <glib/gi18n.h>

static void
set_error (GError *error, PhError code, const char *message)
{
  error->domain = PH_ERROR;
  error->code = (int) code;
  if (message != NULL)
    {
      g_free (error->message);
      error->message = g_strdup (message);
    }
}

static const char *
no_hub_message (void)
{
  return _ ("No hub is running on this session bus.");
}

static gboolean
is_absence (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

/* A hub has its name a little before it can be called, and a little longer. */
static gboolean
is_half_there (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);
}

void
ph_hub_proxy_translate_error (GError *error)
{
  g_autofree char *remote = g_dbus_error_get_remote_error (error);

  g_dbus_error_strip_remote_error (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return;

  if (g_strcmp0 (remote, PH_MANAGER_ERROR_PREFIX "NotFound") == 0)
    set_error (error, PH_ERROR_NOT_FOUND, NULL);
  else if (g_strcmp0 (remote, PH_MANAGER_ERROR_PREFIX "Unavailable") == 0)
    set_error (error, PH_ERROR_UNAVAILABLE, NULL);
  else if (is_absence (error))
    set_error (error, PH_ERROR_UNREACHABLE, no_hub_message ());
  else if (is_half_there (error))
    set_error (error, PH_ERROR_UNREACHABLE,
               _ ("The hub is just starting or stopping."));
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY))
    set_error (error, PH_ERROR_UNREACHABLE,
               _ ("The hub went away before it answered."));
  else
    set_error (error, PH_ERROR_FAILED, NULL);
}

PhDBusManager1 *
ph_hub_proxy_new (GError **error)
{
  g_autoptr (PhDBusManager1) hub = NULL;
  g_autofree char *owner = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDBusConnection) connection =
      g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &cause);

  if (connection == NULL)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_UNREACHABLE,
                   _ ("No hub can be reached without a session bus: %s"),
                   cause->message);
      return NULL;
    }

  hub = ph_dbus_manager1_proxy_new_sync (
      connection,
      G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES |
          G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS |
          G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START,
      PH_MANAGER_NAME, PH_MANAGER_PATH, NULL, &cause);
  if (hub != NULL)
    owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (hub));
  if (owner == NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_UNREACHABLE,
                           no_hub_message ());
      return NULL;
    }

  return g_steal_pointer (&hub);
}

GPtrArray *
ph_hub_proxy_list_apps (PhDBusManager1 *hub, GError **error)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GError) cause = NULL;

  if (!ph_dbus_manager1_call_list_registrations_sync (hub, &list, NULL, &cause))
    {
      ph_hub_proxy_translate_error (cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  return ph_apps_new (list);
}
