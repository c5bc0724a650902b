/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>
#include <openssl/ssl.h>

/* What TLS sessions are made from: a certificate with those that lead to its
 * CA, in this order, from one PEM file, and its key, without a passphrase,
 * from another; TLS 1.2 and 1.3. Reads files of up to 1 MiB, and blocks while
 * it does. May be called from any thread.
 *
 * Returns: (transfer full): for SSL_CTX_free (); NULL and PH_ERROR_FAILED with
 * one sentence that names the file and what is wrong with it. */
SSL_CTX *ph_tls_context_new (const char *certificate,
                             const char *key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SSL_CTX, SSL_CTX_free)
