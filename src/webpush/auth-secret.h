/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The authentication secret: what a receiver gives to its senders beside its
 * public key, so that nobody else can encrypt for it (RFC 8291 section 3.2). */

#define PH_AUTH_SECRET_SIZE 16
/* Characters of one as unpadded base64url. */
#define PH_AUTH_SECRET_LENGTH 22

/* Makes a random one. The caller clears it when it is not needed any more.
 *
 * @auth: (out): PH_AUTH_SECRET_SIZE octets
 *
 * Fails with PH_ERROR_FAILED when the system has no random octets. */
gboolean ph_auth_secret_generate (guint8 auth[PH_AUTH_SECRET_SIZE],
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads one from PH_AUTH_SECRET_LENGTH characters of unpadded base64url. Only
 * the one text that an encoder makes is taken: the spare bits are zero.
 *
 * @auth: (out): PH_AUTH_SECRET_SIZE octets
 *
 * Fails with PH_ERROR_INVALID and the rest of a sentence, as in ec-key.h. */
gboolean ph_auth_secret_read (const char *text,
                              guint8 auth[PH_AUTH_SECRET_SIZE],
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_auth_secret_clear (guint8 auth[PH_AUTH_SECRET_SIZE]);
