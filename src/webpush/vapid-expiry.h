/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

#include <json-glib/json-glib.h>

/* RFC 8292 section 2: a token ends at most so many seconds from now. */
#define PH_VAPID_EXPIRY_MAX (24 * 60 * 60)

/* Judges the claim "exp" of a token (RFC 8292 sections 2 and 4.2). Clocks
 * differ and common senders choose 24 hours exactly, so a minute too early or
 * too late is no finding.
 *
 * @expiry: (nullable): NULL when there is none
 * @now: in microseconds since 1970
 *
 * Returns: when the token ends, in microseconds since 1970 and not before @now;
 * @now itself when it has ended or does not say */
gint64
ph_vapid_expiry_check (JsonNode *expiry, gint64 now, PhFindings *findings);
