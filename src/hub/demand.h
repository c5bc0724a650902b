/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "core/settings.h"

/* The user can demand that every subscription is bound to a VAPID key
 * (RFC 8292 section 4), so that nobody can push who merely has an endpoint.
 *
 * Whether @wanted has the key that @settings demand, if they do. What is wrong
 * with a key is not looked at. Fails with PH_ERROR_KEYLESS; the message says
 * which setting it is, and whether there is a way to bring a key. */
gboolean ph_demand_check (const PhSettings *settings,
                          const PhRegistration *wanted,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
