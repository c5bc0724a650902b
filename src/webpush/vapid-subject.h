/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

#include <json-glib/json-glib.h>

/* Judges the claim "sub" of a token: a way to reach who sends (RFC 8292 section
 * 2.1), which some push services insist on. It is not shown: it is a person's
 * address.
 *
 * @subject: (nullable): NULL when there is none */
void ph_vapid_subject_check (JsonNode *subject, PhFindings *findings);
