/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/pem-file.h"

#include <openssl/ssl.h>

/* What TLS sessions are made from: a certificate with those that lead to its
 * CA, in this order, and its key, without a passphrase, both in PEM; TLS 1.2
 * and 1.3.
 *
 * Returns: (transfer full): for SSL_CTX_free (); NULL and PH_ERROR_FAILED with
 * one sentence that names the file and what is wrong with it. */
SSL_CTX *ph_tls_context_new (const PhPemFile *certificate,
                             const PhPemFile *key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SSL_CTX, SSL_CTX_free)
