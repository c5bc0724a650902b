/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>
#include <openssl/types.h>

/* Octets of a point on P-256, uncompressed: 0x04 and two coordinates (SEC 1
 * section 2.3.3). */
#define PH_EC_POINT_SIZE 65
/* Characters of such a point as unpadded base64url. */
#define PH_EC_TEXT_LENGTH 87
/* Octets of a private key, of a shared secret, and of half a signature. */
#define PH_EC_SCALAR_SIZE 32

/* A key on the curve P-256, the only one of Web Push: a public key, or a
 * private one with its public key. It never changes. Freeing it clears what is
 * secret about it.
 *
 * What is wrong with a key fails with PH_ERROR_INVALID. The message is the
 * rest of a sentence ("must be a point on the curve P-256."): the caller puts
 * before it which key that is. */
typedef struct _PhEcKey PhEcKey;

/* Returns: (transfer full): a new private key; NULL with PH_ERROR_FAILED when
 * the system has no random octets for it. */
PhEcKey *ph_ec_key_generate (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the public key that the @size octets of @point are;
 * NULL when they are not PH_EC_POINT_SIZE, do not begin with 0x04 or are no
 * point on the curve. The point at infinity has no such form. */
PhEcKey *ph_ec_key_new_from_point (const guint8 *point,
                                   gsize size,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from PH_EC_TEXT_LENGTH characters of unpadded base64url. Only the
 * one text that an encoder makes is taken: the spare bits are zero. */
PhEcKey *ph_ec_key_new_from_text (const char *text,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the private key that the @size octets of @scalar
 * are, first the most significant one; NULL when they are not
 * PH_EC_SCALAR_SIZE or the number is not one from 1 to n - 1, n being the order
 * of the curve. */
PhEcKey *ph_ec_key_new_from_scalar (const guint8 *scalar,
                                    gsize size,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ph_ec_key_is_private (const PhEcKey *key);

/* Returns: (transfer none): the PH_EC_POINT_SIZE octets of the public key. */
const guint8 *ph_ec_key_get_point (const PhEcKey *key);

/* Returns: (transfer none): the public key as PH_EC_TEXT_LENGTH characters of
 * unpadded base64url. */
const char *ph_ec_key_get_text (const PhEcKey *key);

/* Returns: (transfer none): the key as OpenSSL takes it, to sign or verify
 * with. It lives as long as @key, or longer with a reference of its own. */
EVP_PKEY *ph_ec_key_get_pkey (const PhEcKey *key);

/* What the private key @own and the public key @other have in common (ECDH,
 * SEC 1 section 3.3.1). The caller clears it with OPENSSL_cleanse ().
 *
 * @secret: (out): PH_EC_SCALAR_SIZE octets
 *
 * Fails with PH_ERROR_FAILED when OpenSSL cannot. */
gboolean ph_ec_key_agree (const PhEcKey *own,
                          const PhEcKey *other,
                          guint8 secret[PH_EC_SCALAR_SIZE],
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_ec_key_free (PhEcKey *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhEcKey, ph_ec_key_free)
