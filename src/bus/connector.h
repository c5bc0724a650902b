/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/receiver.h"

/* An app on the bus, as a PhReceiver: calls its connector in the version of
 * each registration.
 *
 * A call to an app that does not run fails with PH_ERROR_UNREACHABLE when the
 * bus has started the app, and the connector is still available: the hub calls
 * again if the push is still worth it. Only a push with TTL 0, and the word
 * that a registration has gone, are left to the bus until the app runs.
 *
 * Unavailable from the moment the bus says that there is no such app, or that
 * it does not start, until its name appears or the set of names the bus can
 * start changes. */
#define PH_TYPE_CONNECTOR (ph_connector_get_type ())
G_DECLARE_FINAL_TYPE (PhConnector, ph_connector, PH, CONNECTOR, GObject)

/* @service is the app's well-known bus name. */
PhConnector *ph_connector_new (GDBusConnection *connection,
                               const char *service);
