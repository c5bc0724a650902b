/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/protocol.h"

#include "core/names.h"

static GVariant *
message (const PhRegistration *registration, const PhPush *push)
{
  g_auto (GVariantBuilder) args =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&args, "{sv}", "token",
                         g_variant_new_string (registration->token));
  g_variant_builder_add (
      &args, "{sv}", "message",
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, push->body, TRUE));
  g_variant_builder_add (&args, "{sv}", "id", g_variant_new_string (push->id));
  return g_variant_new ("(a{sv})", &args);
}

static GVariant *
new_endpoint (const PhRegistration *registration, const char *endpoint)
{
  g_auto (GVariantBuilder) args =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&args, "{sv}", "token",
                         g_variant_new_string (registration->token));
  g_variant_builder_add (&args, "{sv}", "endpoint",
                         g_variant_new_string (endpoint));
  return g_variant_new ("(a{sv})", &args);
}

static GVariant *
unregistered (const PhRegistration *registration, gboolean requested)
{
  g_auto (GVariantBuilder) args =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&args, "{sv}", "token",
                         g_variant_new_string (registration->token));
  return g_variant_new ("(a{sv})", &args);
}

const PhProtocol ph_connector2 = {
  .interface = PH_CONNECTOR2_INTERFACE,
  .message = message,
  .new_endpoint = new_endpoint,
  .unregistered = unregistered,
};
