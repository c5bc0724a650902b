/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/aes128gcm-record.h"

/* The "aes128gcm" content coding as a whole (RFC 8188): header and records. */

/* Octets by which a record is at least longer than the text in it: delimiter
 * and tag. */
#define PH_AES128GCM_OVERHEAD (1 + PH_AES128GCM_TAG_SIZE)

/* Writes @header and, as one record, @plaintext and @padding octets more, each
 * at most a quarter of G_MAXINT.
 *
 * Returns: (transfer full): the body; NULL with PH_ERROR_INVALID when that does
 * not fit into the record size of @header, or that is too small, and
 * PH_ERROR_FAILED when OpenSSL cannot. */
GBytes *ph_aes128gcm_encrypt (const PhAes128gcmKeys *keys,
                              const PhAes128gcmHeader *header,
                              GBytes *plaintext,
                              gsize padding,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads all records of @body, which @header was read from and which has at most
 * G_MAXINT octets.
 *
 * Returns: (transfer full): the plaintext without any padding; NULL with
 * PH_ERROR_INVALID and a sentence that says what is wrong. */
GBytes *ph_aes128gcm_decrypt (const PhAes128gcmKeys *keys,
                              const PhAes128gcmHeader *header,
                              GBytes *body,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
