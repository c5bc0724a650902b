/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/protocol.h"

#include "core/names.h"

static GVariant *
message (const PhRegistration *registration, const PhPush *push)
{
  return g_variant_new (
      "(s@ays)", registration->token,
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, push->body, TRUE),
      push->id);
}

static GVariant *
new_endpoint (const PhRegistration *registration, const char *endpoint)
{
  return g_variant_new ("(ss)", registration->token, endpoint);
}

/* An empty token confirms the app's own request; with the real one the app
 * would take it for the hub's doing. */
static GVariant *
unregistered (const PhRegistration *registration, gboolean requested)
{
  return g_variant_new ("(s)", requested ? "" : registration->token);
}

const PhProtocol ph_connector1 = {
  .interface = PH_CONNECTOR1_INTERFACE,
  .silence_is_consent = TRUE,
  .message = message,
  .new_endpoint = new_endpoint,
  .unregistered = unregistered,
};
