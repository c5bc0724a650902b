/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/head.h"
#include "http/refusal.h"

#include <libsoup/soup.h>

/* What HTTP forbids in the head of a request and libsoup lets pass.
 *
 * Returns: (nullable): how to refuse it, and why in @sentence; NULL when there
 * is nothing to say against it. */
const PhRefusal *ph_request_syntax_judge (PhHeadFault fault,
                                          SoupMessageHeaders *headers,
                                          const char **sentence);
