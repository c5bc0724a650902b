/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

/* The values of the header field lines of a request that VAPID is in, in order
 * of appearance, NULL-terminated. */
typedef struct
{
  const char *const *authorization;
  const char *const *crypto_key; /* of the old schemes */
} PhVapidCredentials;

/* Finds the token and the key: in the scheme "vapid" (RFC 8292 section 3), or
 * in "WebPush" or "Bearer" and the "p256ecdsa" of Crypto-Key, as drafts of it
 * had them. The first Authorization line counts.
 *
 * @restricted: whether the push needs them; without, to have none is no finding
 * @token: (out) (transfer full): as it was written
 * @key: (out) (transfer full): as it was written
 *
 * Returns: whether both are there. Why not is among @findings. */
gboolean ph_vapid_credentials_read (const PhVapidCredentials *credentials,
                                    gboolean restricted,
                                    PhFindings *findings,
                                    char **token,
                                    char **key) G_GNUC_WARN_UNUSED_RESULT;
