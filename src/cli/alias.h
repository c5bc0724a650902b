/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* A short name for a secret (a token, an endpoint): always the same for the
 * same secret, and nothing of the secret is in it.
 *
 * Returns: (transfer full): six hexadecimal digits. */
char *ph_alias_new (const char *secret);
