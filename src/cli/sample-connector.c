/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-connector.h"

#include "core/names.h"
#include "dbus/unifiedpush.h"

struct _PhSampleConnector
{
  guint version;
  char *token;
  const PhSampleHandlers *handlers;
  gpointer user_data;
  GDBusInterfaceSkeleton *skeleton;
};

static void
refuse (GDBusMethodInvocation *invocation, const char *why)
{
  g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, why);
}

/* Whether @token is ours; answers @invocation with an error when not. */
static gboolean
check_token (PhSampleConnector *connector,
             GDBusMethodInvocation *invocation,
             const char *token)
{
  if (g_strcmp0 (token, connector->token) == 0)
    return TRUE;

  refuse (invocation, "token: is not the one this app registered with.");
  return FALSE;
}

static void
receive (PhSampleConnector *connector,
         GDBusMethodInvocation *invocation,
         const char *id,
         GVariant *message)
{
  PhArrival *arrival = g_new0 (PhArrival, 1);

  arrival->invocation = invocation;
  arrival->version = connector->version;
  arrival->id = g_strdup (id);
  arrival->body = g_variant_get_data_as_bytes (message);
  connector->handlers->message (arrival, connector->user_data);
}

static gboolean
on_message1 (PhDBusConnector1 *skeleton,
             GDBusMethodInvocation *invocation,
             const char *token,
             GVariant *message,
             const char *id,
             gpointer user_data)
{
  if (check_token (user_data, invocation, token))
    receive (user_data, invocation, id, message);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_new_endpoint1 (PhDBusConnector1 *skeleton,
                  GDBusMethodInvocation *invocation,
                  const char *token,
                  const char *endpoint,
                  gpointer user_data)
{
  PhSampleConnector *connector = user_data;

  if (!check_token (connector, invocation, token))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  ph_dbus_connector1_complete_new_endpoint (skeleton, invocation);
  connector->handlers->new_endpoint (endpoint, connector->user_data);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_unregistered1 (PhDBusConnector1 *skeleton,
                  GDBusMethodInvocation *invocation,
                  const char *token,
                  gpointer user_data)
{
  PhSampleConnector *connector = user_data;

  /* An empty token confirms what the app asked for itself. */
  if (token[0] != '\0' && !check_token (connector, invocation, token))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  ph_dbus_connector1_complete_unregistered (skeleton, invocation);
  connector->handlers->unregistered (connector->user_data);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
check_args (PhSampleConnector *connector,
            GDBusMethodInvocation *invocation,
            GVariant *args)
{
  const char *token = NULL;

  g_variant_lookup (args, "token", "&s", &token);
  return check_token (connector, invocation, token);
}

static GVariant *
empty_dictionary (void)
{
  return g_variant_new ("a{sv}", NULL);
}

static gboolean
on_message2 (PhDBusConnector2 *skeleton,
             GDBusMethodInvocation *invocation,
             GVariant *args,
             gpointer user_data)
{
  const char *id = NULL;
  g_autoptr (GVariant) message =
      g_variant_lookup_value (args, "message", G_VARIANT_TYPE_BYTESTRING);

  g_variant_lookup (args, "id", "&s", &id);
  if (!check_args (user_data, invocation, args))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  if (message != NULL)
    receive (user_data, invocation, id, message);
  else
    refuse (invocation, "message: is missing or is not an array of bytes.");

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_new_endpoint2 (PhDBusConnector2 *skeleton,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  gpointer user_data)
{
  PhSampleConnector *connector = user_data;
  const char *endpoint = NULL;

  if (!check_args (connector, invocation, args))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  if (!g_variant_lookup (args, "endpoint", "&s", &endpoint))
    {
      refuse (invocation, "endpoint: is missing or is not a string.");
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  ph_dbus_connector2_complete_new_endpoint (skeleton, invocation,
                                            empty_dictionary ());
  connector->handlers->new_endpoint (endpoint, connector->user_data);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_unregistered2 (PhDBusConnector2 *skeleton,
                  GDBusMethodInvocation *invocation,
                  GVariant *args,
                  gpointer user_data)
{
  PhSampleConnector *connector = user_data;

  if (!check_args (connector, invocation, args))
    return G_DBUS_METHOD_INVOCATION_HANDLED;

  ph_dbus_connector2_complete_unregistered (skeleton, invocation,
                                            empty_dictionary ());
  connector->handlers->unregistered (connector->user_data);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static GDBusInterfaceSkeleton *
create_skeleton1 (PhSampleConnector *connector)
{
  PhDBusConnector1 *skeleton = ph_dbus_connector1_skeleton_new ();

  g_signal_connect (skeleton, "handle-message", G_CALLBACK (on_message1),
                    connector);
  g_signal_connect (skeleton, "handle-new-endpoint",
                    G_CALLBACK (on_new_endpoint1), connector);
  g_signal_connect (skeleton, "handle-unregistered",
                    G_CALLBACK (on_unregistered1), connector);
  return G_DBUS_INTERFACE_SKELETON (skeleton);
}

static GDBusInterfaceSkeleton *
create_skeleton2 (PhSampleConnector *connector)
{
  PhDBusConnector2 *skeleton = ph_dbus_connector2_skeleton_new ();

  g_signal_connect (skeleton, "handle-message", G_CALLBACK (on_message2),
                    connector);
  g_signal_connect (skeleton, "handle-new-endpoint",
                    G_CALLBACK (on_new_endpoint2), connector);
  g_signal_connect (skeleton, "handle-unregistered",
                    G_CALLBACK (on_unregistered2), connector);
  return G_DBUS_INTERFACE_SKELETON (skeleton);
}

PhSampleConnector *
ph_sample_connector_new (guint version,
                         const char *token,
                         const PhSampleHandlers *handlers,
                         gpointer user_data)
{
  PhSampleConnector *connector = g_new0 (PhSampleConnector, 1);

  connector->version = version;
  connector->token = g_strdup (token);
  connector->handlers = handlers;
  connector->user_data = user_data;
  connector->skeleton = version == 1 ? create_skeleton1 (connector) :
                                       create_skeleton2 (connector);
  return connector;
}

gboolean
ph_sample_connector_export (PhSampleConnector *connector,
                            GDBusConnection *connection,
                            GError **error)
{
  return g_dbus_interface_skeleton_export (connector->skeleton, connection,
                                           PH_CONNECTOR_PATH, error);
}

void
ph_sample_connector_free (PhSampleConnector *connector)
{
  g_signal_handlers_disconnect_by_data (connector->skeleton, connector);
  if (g_dbus_interface_skeleton_get_connection (connector->skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (connector->skeleton);
  g_object_unref (connector->skeleton);
  g_free (connector->token);
  g_free (connector);
}

void
ph_arrival_answer (PhArrival *arrival)
{
  GDBusMethodInvocation *invocation = g_steal_pointer (&arrival->invocation);
  g_auto (GVariantDict) answer = G_VARIANT_DICT_INIT (NULL);

  if (arrival->id != NULL)
    g_variant_dict_insert (&answer, "id", "s", arrival->id);

  if (arrival->version == 1)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    ph_dbus_connector2_complete_message (NULL, invocation,
                                         g_variant_dict_end (&answer));
  ph_arrival_free (arrival);
}

void
ph_arrival_free (PhArrival *arrival)
{
  g_clear_object (&arrival->invocation);
  g_clear_pointer (&arrival->body, g_bytes_unref);
  g_free (arrival->id);
  g_free (arrival);
}
