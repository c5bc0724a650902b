/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/alias.h"

#define ALIAS_LENGTH 6

char *
ph_alias_new (const char *secret)
{
  g_autofree char *digest =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);

  return g_strndup (digest, ALIAS_LENGTH);
}
