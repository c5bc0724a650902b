/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/random-octets.h"

#include "core/error.h"

#include <openssl/err.h>
#include <openssl/rand.h>

gboolean
ph_random_octets_fill (guint8 *octets, int size, GError **error)
{
  gboolean made;

  ERR_set_mark ();
  made = RAND_bytes (octets, size) == 1;
  ERR_pop_to_mark ();

  if (!made)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                         "OpenSSL has no random octets.");
  return made;
}
