/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"

/* Private keys as they lie in files (RFC 7468). */

/* More octets than this are no key. */
#define PH_EC_PEM_MAX 65536

/* Reads the first private key in the @size octets of @pem: PKCS #8 ("PRIVATE
 * KEY") or SEC 1 ("EC PRIVATE KEY"), without a passphrase.
 *
 * Returns: (transfer full): the key; NULL with PH_ERROR_INVALID and the rest of
 * a sentence, as in ec-key.h, when there is none, it is on another curve or of
 * another kind, or its public part belongs to another key. */
PhEcKey *ph_ec_pem_read (const char *pem,
                         gsize size,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the private @key as PKCS #8. The octets are cleared
 * when the last reference goes. NULL with PH_ERROR_FAILED when OpenSSL
 * cannot. */
GBytes *ph_ec_pem_write (const PhEcKey *key,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
