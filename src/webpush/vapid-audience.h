/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"
#include "webpush/origins.h"

#include <json-glib/json-glib.h>

/* Judges the claim "aud" of a token: one of @origins, or an array with one of
 * them in it (RFC 8292 section 2, RFC 7519 section 4.1.3).
 *
 * @audience: (nullable): NULL when there is none */
void ph_vapid_audience_check (JsonNode *audience,
                              const PhOrigins *origins,
                              PhFindings *findings);
