/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/auth-secret.h"
#include "webpush/ec-key.h"
#include "webpush/hkdf.h"

/* From the keys of sender and receiver to the input keying material of the
 * content coding (RFC 8291 section 3.1 to 3.4). */

/* "WebPush: info" with a NUL at its end, and both public keys. */
#define PH_MESSAGE_INFO_SIZE (14 + 2 * PH_EC_POINT_SIZE)

/* The result, and what is on the way to it. */
typedef struct
{
  guint8 ecdh_secret[PH_EC_SCALAR_SIZE];
  guint8 prk_key[PH_HKDF_SIZE];
  guint8 key_info[PH_MESSAGE_INFO_SIZE];
  guint8 ikm[PH_HKDF_SIZE];
} PhMessageKeys;

/* One of the two keys must be a private one, whichever; @auth has
 * PH_AUTH_SECRET_SIZE octets.
 *
 * Fails with PH_ERROR_FAILED when OpenSSL cannot. */
gboolean ph_message_keys_derive (PhMessageKeys *keys,
                                 const PhEcKey *receiver,
                                 const PhEcKey *sender,
                                 const guint8 *auth,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_message_keys_clear (PhMessageKeys *keys);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhMessageKeys, ph_message_keys_clear)
