/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

/* RFC 8030 section 5.4: at most so many characters of base64url. */
#define PH_TOPIC_MAX 32

/* Reads the values of the Topic header field lines of a request, in order of
 * appearance, NULL-terminated. Up to two "=" at the end count as characters of
 * it: Matrix servers send padded base64url.
 *
 * Returns: (nullable) (transfer none): one of @values; NULL for no topic, which
 * an empty one is, too, and for one that cannot be used */
const char *ph_topic_read (const char *const *values, PhFindings *findings);
