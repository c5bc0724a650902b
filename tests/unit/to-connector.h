/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "bus/connector.h"

/* What a hub asks of a connector, for its tests. */

#define TO_CONNECTOR_SERVICE "org.example.App"

/* Returns: (transfer full): a registration of that service. */
PhRegistration *to_connector_registration (guint version);

/* Begins to hand over a push; its result comes with wait_take_result (). */
void to_connector_begin (PhReceiver *receiver,
                         guint version,
                         guint32 ttl,
                         GAsyncResult **result);

/* Hands over a push and waits for the end. */
gboolean to_connector_deliver_with_ttl (PhReceiver *receiver,
                                        guint version,
                                        guint32 ttl,
                                        GError **error);
gboolean
to_connector_deliver (PhReceiver *receiver, guint version, GError **error);
