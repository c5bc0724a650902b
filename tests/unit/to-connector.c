/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "to-connector.h"

#include "support/wait.h"

PhRegistration *
to_connector_registration (guint version)
{
  PhRegistration *registration = ph_registration_new (PH_REGISTRATION_APP);

  registration->version = version;
  registration->service = g_strdup (TO_CONNECTOR_SERVICE);
  registration->token = g_strdup ("token");
  return registration;
}

void
to_connector_begin (PhReceiver *receiver,
                    guint version,
                    guint32 ttl,
                    GAsyncResult **result)
{
  g_autoptr (PhRegistration) app = to_connector_registration (version);
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (PhPush) push =
      ph_push_new ("id", 1, 1, &(PhPushContent){ .body = body, .ttl = ttl }, 0);

  ph_receiver_deliver_async (receiver, app, push, wait_take_result, result);
}

gboolean
to_connector_deliver_with_ttl (PhReceiver *receiver,
                               guint version,
                               guint32 ttl,
                               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  to_connector_begin (receiver, version, ttl, &result);
  wait_until (result != NULL);
  return ph_receiver_deliver_finish (receiver, result, error);
}

gboolean
to_connector_deliver (PhReceiver *receiver, guint version, GError **error)
{
  return to_connector_deliver_with_ttl (receiver, version, 60, error);
}
