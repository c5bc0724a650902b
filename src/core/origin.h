/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* URLs of strangers that are longer are not looked into. */
#define PH_ORIGIN_URL_MAX 2048

/* The origin of an http or https URL in the one way to write it (RFC 6454
 * section 6.2): scheme and host in lower case, an address of IPv6 in its
 * shortest form, the port unless it is the scheme's own.
 *
 * @path: (out) (optional) (transfer full): the path without query and fragment,
 *   percent-encoded in the one way to do so (RFC 3986 section 6.2.2); NULL when
 *   there is no origin
 *
 * Returns: (transfer full) (nullable): NULL for what is another URL or none,
 * has a user in it, or is longer than PH_ORIGIN_URL_MAX octets. */
char *ph_origin_parse (const char *url, char **path);
