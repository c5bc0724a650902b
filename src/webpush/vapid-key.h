/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* A VAPID public key as apps and application servers write it: 87 characters
 * of unpadded base64url, an uncompressed point (0x04) on P-256
 * (RFC 8292 section 3.2). */
#define PH_VAPID_KEY_LENGTH 87

/* Fails with PH_ERROR_INVALID; the message says which of these it is not and
 * begins with "vapid: ". */
gboolean ph_vapid_key_check (const char *key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
