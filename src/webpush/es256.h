/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"

/* ECDSA on P-256 with SHA-256, the one algorithm of VAPID (RFC 7518 section
 * 3.4, RFC 8292 section 2): a signature is the numbers r and s, 32 octets
 * each. */
#define PH_ES256_SIZE (2 * PH_EC_SCALAR_SIZE)

/* Whether @signature, PH_ES256_SIZE octets, is that of @key over the @size
 * octets of @data. */
gboolean ph_es256_verify (const PhEcKey *key,
                          gconstpointer data,
                          gsize size,
                          const guint8 *signature) G_GNUC_WARN_UNUSED_RESULT;

/* Signs with the private @key.
 *
 * @signature: (out): PH_ES256_SIZE octets
 *
 * Fails with PH_ERROR_FAILED when OpenSSL cannot. */
gboolean ph_es256_sign (const PhEcKey *key,
                        gconstpointer data,
                        gsize size,
                        guint8 *signature,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
