/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/call-error.h"

#include "core/error.h"

gboolean
ph_call_error_is_of_bus (GDBusMessage *message)
{
  return g_strcmp0 (g_dbus_message_get_sender (message),
                    "org.freedesktop.DBus") == 0;
}

gboolean
ph_call_error_says_left (GDBusMessage *message)
{
  const char *name = g_dbus_message_get_error_name (message);

  return g_strcmp0 (name, "org.freedesktop.DBus.Error.NoReply") == 0 ||
         g_strcmp0 (name, "org.freedesktop.DBus.Error.Disconnected") == 0;
}

/* Returns: (transfer full): what the app or the bus called it. */
static char *
get_name (const GError *error)
{
  char *name = g_dbus_error_get_remote_error (error);

  return name != NULL ? name : g_strdup (error->message);
}

static gboolean
says_absent (const GError *error)
{
  g_autofree char *name = get_name (error);

  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR,
                          G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_str_has_prefix (name, "org.freedesktop.DBus.Error.Spawn.");
}

static GError *
new_for_bus (const char *service, const GError *error)
{
  g_autofree char *name = get_name (error);

  if (says_absent (error))
    return g_error_new (PH_ERROR, PH_ERROR_UNREACHABLE,
                        "%s does not run and the bus cannot start it.",
                        service);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return g_error_new (PH_ERROR, PH_ERROR_UNAUTHORIZED,
                        "The bus forbids the hub to call %s.", service);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED))
    return g_error_new (PH_ERROR, PH_ERROR_FAILED,
                        "%s left the bus before it answered.", service);

  return g_error_new (PH_ERROR, PH_ERROR_UNAVAILABLE,
                      "The bus did not pass a call on to %s: %s.", service,
                      name);
}

static gboolean
says_no_connector (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
         g_error_matches (error, G_DBUS_ERROR,
                          G_DBUS_ERROR_UNKNOWN_INTERFACE) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
}

GError *
ph_call_error_new (GDBusMessage *call, GDBusMessage *reply, const GError *error)
{
  const char *service = g_dbus_message_get_destination (call);
  g_autofree char *name = get_name (error);

  if (reply != NULL && ph_call_error_is_of_bus (reply))
    return new_for_bus (service, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return g_error_new_literal (PH_ERROR, PH_ERROR_UNREACHABLE,
                                "The hub has lost the bus.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (PH_ERROR, PH_ERROR_UNAVAILABLE,
                        "%s did not answer in time.", service);
  if (says_no_connector (error))
    return g_error_new (PH_ERROR, PH_ERROR_FAILED, "%s has no %s: %s.", service,
                        g_dbus_message_get_interface (call), name);

  return g_error_new (PH_ERROR, PH_ERROR_FAILED, "%s answered %s.", service,
                      name);
}

/* Whatever else the bus says, systemd's own errors too, it has tried. */
GError *
ph_call_error_new_for_start (const char *service, const GError *error)
{
  g_autofree char *name = get_name (error);

  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return g_error_new (PH_ERROR, PH_ERROR_UNAUTHORIZED,
                        "The bus forbids the hub to start %s.", service);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED))
    return g_error_new (PH_ERROR, PH_ERROR_UNAVAILABLE,
                        "The bus is too busy to start %s.", service);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    return g_error_new (PH_ERROR, PH_ERROR_UNREACHABLE,
                        "%s does not run and the bus cannot start it.",
                        service);

  return g_error_new (PH_ERROR, PH_ERROR_UNREACHABLE,
                      "%s does not run and did not start: %s.", service, name);
}
