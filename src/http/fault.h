/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/refusal.h"

#include <libsoup/soup.h>

/* What HTTP forbids in a request and libsoup lets pass, or ends the connection
 * for without an answer. */
typedef enum
{
  PH_FAULT_NONE,
  PH_FAULT_HEAD_SIZE,   /* larger than PH_HEAD_OCTETS_MAX */
  PH_FAULT_HEAD_FIELDS, /* more than PH_HEAD_FIELDS_MAX */
  PH_FAULT_NUL,         /* in the head; RFC 9110 section 5.5 */
  PH_FAULT_BARE_CR,     /* in the head; RFC 9112 section 2.2 */
  PH_FAULT_LENGTH,      /* no one number; RFC 9112 section 6.3 */
  PH_FAULT_HOST,        /* no one name; RFC 9112 section 3.2 */
  PH_FAULT_CHUNKS,      /* not as in RFC 9112 section 7.1 */
  PH_FAULT_CUT,         /* ended before the last chunk; section 8 */
} PhFault;

/* How a request with @fault is refused.
 *
 * Returns: (transfer none) (nullable): NULL for PH_FAULT_NONE; and the reason
 * in @sentence. */
const PhRefusal *ph_fault_get_refusal (PhFault fault, const char **sentence);

/* Returns: what is wrong with header fields that libsoup has read. */
PhFault ph_fault_find (SoupMessageHeaders *headers);
