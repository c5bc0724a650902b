/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/urgency.h"
#include "webpush/findings.h"

/* Reads the values of the Urgency header field lines of a request, in order of
 * appearance, NULL-terminated (RFC 8030 section 5.3). What cannot be read is
 * "normal". */
PhUrgency ph_urgency_field_read (const char *const *values,
                                 PhFindings *findings);
