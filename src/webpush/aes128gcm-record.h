/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/aes128gcm-header.h"
#include "webpush/hkdf.h"

/* The keys of the "aes128gcm" content coding, and one record of it. */

/* Octets by which a record is longer than what is in it. */
#define PH_AES128GCM_TAG_SIZE 16

/* What all records of a body are encrypted with (RFC 8188 section 2.2, 2.3). */
typedef struct
{
  guint8 prk[PH_HKDF_SIZE];
  guint8 cek[16];
  guint8 nonce[12]; /* of record 0; the others have their number in it too */
} PhAes128gcmKeys;

/* @salt: PH_AES128GCM_SALT_SIZE octets, of the header
 * @ikm: the input keying material, @ikm_size octets
 *
 * Fails with PH_ERROR_FAILED when OpenSSL cannot. */
gboolean ph_aes128gcm_keys_derive (PhAes128gcmKeys *keys,
                                   const guint8 *salt,
                                   const guint8 *ikm,
                                   gsize ikm_size,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_aes128gcm_keys_clear (PhAes128gcmKeys *keys);

/* Encrypts the @size octets of @padded, delimiter and padding included, as
 * record @number, from 0 on.
 *
 * @record: (out): @size + PH_AES128GCM_TAG_SIZE octets
 *
 * Returns: FALSE when OpenSSL cannot. */
gboolean ph_aes128gcm_seal (const PhAes128gcmKeys *keys,
                            guint64 number,
                            const guint8 *padded,
                            gsize size,
                            guint8 *record) G_GNUC_WARN_UNUSED_RESULT;

/* Decrypts the @size octets of @record, which is record @number.
 *
 * @padded: (out): @size - PH_AES128GCM_TAG_SIZE octets
 *
 * Returns: FALSE when the record is shorter than its tag, or not what was
 * encrypted with @keys under this number. @padded means nothing then. */
gboolean ph_aes128gcm_open (const PhAes128gcmKeys *keys,
                            guint64 number,
                            const guint8 *record,
                            gsize size,
                            guint8 *padded) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhAes128gcmKeys, ph_aes128gcm_keys_clear)
