/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/auth-secret.h"
#include "webpush/ec-key.h"

/* Push messages as they are encrypted between application server and app
 * (RFC 8291): one record of "aes128gcm", whose key id is the sender's public
 * key. */

/* Octets that every push service takes (RFC 8030 section 7.2). */
#define PH_MESSAGE_BODY_MAX 4096
/* Octets by which a body is at least longer than the text in it: the header,
 * the delimiter and the tag. */
#define PH_MESSAGE_OVERHEAD 103
#define PH_MESSAGE_TEXT_MAX (PH_MESSAGE_BODY_MAX - PH_MESSAGE_OVERHEAD)

/* What a sender may choose. All 0 is what it does choose. */
typedef struct
{
  const PhEcKey *sender; /* a private key; NULL for a new one each time */
  const guint8 *salt;    /* 16 octets; NULL for random ones */
  guint32 record_size;   /* 0 for 4096 */
  gsize padding;         /* octets that hide the length of the text */
} PhMessageChoice;

/* @auth: PH_AUTH_SECRET_SIZE octets
 * @choice: (nullable)
 *
 * Returns: (transfer full): the body that carries @plaintext to @receiver. NULL
 * with PH_ERROR_TOO_LARGE when it would be more than PH_MESSAGE_BODY_MAX
 * octets; the message says how long the text may be. NULL with PH_ERROR_INVALID
 * when the record size is not greater than what is encrypted (RFC 8291 section
 * 4), and PH_ERROR_FAILED when OpenSSL cannot. */
GBytes *ph_message_encrypt (GBytes *plaintext,
                            const PhEcKey *receiver,
                            const guint8 *auth,
                            const PhMessageChoice *choice,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @receiver: a private key
 * @auth: PH_AUTH_SECRET_SIZE octets
 *
 * Returns: (transfer full): the plaintext. NULL with PH_ERROR_INVALID and a
 * sentence that says what is wrong with @body, and PH_ERROR_FAILED when OpenSSL
 * cannot. */
GBytes *ph_message_decrypt (GBytes *body,
                            const PhEcKey *receiver,
                            const guint8 *auth,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
