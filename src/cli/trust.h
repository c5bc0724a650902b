/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <libsoup/soup.h>

/* Makes @session trust the CAs in the file that SSL_CERT_FILE names, and no
 * others, when that variable is set: what OpenSSL's programs do. Fails with
 * PH_ERROR_FAILED, and a sentence that names the file, when it cannot be used.
 */
gboolean ph_trust_apply (SoupSession *session,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As ph_report_error (), for an error of a connection: says what to try when
 * there is none to its server, or that was not trusted. */
int ph_trust_report_error (const GError *error);
