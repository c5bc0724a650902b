/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Messages in the content encoding "aesgcm", of drafts before RFC 8291
 * (draft-ietf-webpush-encryption-04, http-push.md section 5), need two header
 * fields to be decrypted. Apps get the body only, so the gateway for
 * these puts the fields in front of it:
 *
 *   aesgcm
 *   Encryption: <value>
 *   Crypto-Key: <value>
 *   <body>
 *
 * with LF at the end of the first three lines and nowhere else. */

/* Values of the fields, as they were sent; NULL for a field that is missing.
 * Fails with PH_ERROR_INVALID and a sentence when one is, or is too short for
 * what must be in it. */
gboolean ph_aesgcm_check_fields (const char *encryption,
                                 const char *crypto_key,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Fails with PH_ERROR_TOO_LARGE when the result has more than PH_PUSH_BODY_MAX
 * octets. */
GBytes *ph_aesgcm_fold (const char *encryption,
                        const char *crypto_key,
                        GBytes *body,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
