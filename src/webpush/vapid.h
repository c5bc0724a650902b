/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"
#include "webpush/origins.h"
#include "webpush/vapid-cache.h"
#include "webpush/vapid-credentials.h"

/* What the credentials of a push are held against. */
typedef struct
{
  /* (nullable): the key that its registration is restricted to, as the app gave
   * it (RFC 8292 section 4); its credentials are voluntary without one. */
  const char *key;

  PhOrigins origins;
  gint64 now; /* in microseconds since 1970 */
} PhVapidExpected;

/* Judges @credentials (RFC 8292, http-push.md section 2.6). All that can be
 * found is, the same in every mode; they are valid in a mode when nothing is
 * found that is refused in it, which is in rule.h. No finding shows anything of
 * a token, a key or a path. Time and memory are bounded whatever they are: a
 * token has at most PH_VAPID_TOKEN_MAX octets, and at most one signature is
 * verified.
 *
 * Returns: (transfer full) (nullable): the 65 octets of the sender's key, for
 * the rule vapid-key-reused; NULL when none could be read */
GBytes *ph_vapid_check (PhVapidCache *cache,
                        const PhVapidCredentials *credentials,
                        const PhVapidExpected *expected,
                        PhFindings *findings) G_GNUC_WARN_UNUSED_RESULT;
