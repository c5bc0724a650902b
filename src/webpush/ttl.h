/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

/* Reads the values of the TTL header field lines of a request, in order of
 * appearance, NULL-terminated, and applies RFC 8030 section 5.2 the lenient
 * way: the first well-formed value (1*DIGIT) counts, a missing or malformed one
 * is @ttl_default, and whatever is above @ttl_max is @ttl_max, numbers too
 * large for any integer too. In seconds. */
guint32 ph_ttl_read (const char *const *values,
                     guint32 ttl_default,
                     guint32 ttl_max,
                     PhFindings *findings);
