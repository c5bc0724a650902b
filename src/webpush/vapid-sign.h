/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"

/* What an application server says of itself and of where it pushes to (RFC 8292
 * section 2). All of it is UTF-8. */
typedef struct
{
  const char *origin;  /* "aud": of the push server, from core/origin.h */
  gint64 expiry;       /* "exp": in seconds since 1970, at most a day ahead */
  const char *subject; /* "sub": a "mailto:" or "https:" URL to reach it by */
} PhVapidClaims;

/* Vouches for @claims with the private @key. They are not judged: that is for
 * who gets them. Whoever has the result can push in the name of the key until
 * the expiry: it is a secret, good for any number of pushes to that origin.
 *
 * Returns: (transfer full): the value of an Authorization header field (RFC
 * 8292 section 3); NULL with PH_ERROR_FAILED when OpenSSL cannot sign. */
char *ph_vapid_sign (const PhVapidClaims *claims,
                     const PhEcKey *key,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
