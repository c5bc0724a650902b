/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The URL-safe base64 alphabet without padding (RFC 4648 section 5), as
 * endpoints, VAPID keys and JSON web tokens use it. */

/* Returns: (transfer full): the text for @size octets. */
char *ph_base64url_encode (const guint8 *data, gsize size);

/* Strict: the alphabet's characters only, no padding, no white space. Spare
 * bits in the last character are not looked at.
 *
 * Returns: (transfer full) (nullable): the octets, NULL when @text has a
 * character or a length that no encoder makes. */
GBytes *ph_base64url_decode (const char *text);
