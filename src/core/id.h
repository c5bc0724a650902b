/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The unguessable identifiers in endpoint and message URLs: 160 random bits
 * as 27 characters of base64url. Independent of each other and of time, so
 * that two of them tell nothing about one another (RFC 8030 sections 8.2 and
 * 8.3). */
#define PH_ID_LENGTH 27

/* Returns: (transfer full): a new identifier from the kernel's generator. */
char *ph_id_new (void);

/* Whether @text has the shape of an identifier. */
gboolean ph_id_is_valid (const char *text);
