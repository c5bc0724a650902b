/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/auth-secret.h"

#include "core/base64url.h"
#include "core/error.h"
#include "webpush/random-octets.h"

#include <openssl/crypto.h>
#include <string.h>

/* The last character has four bits that are no part of the octets. */
#define LAST_CHARACTERS "AQgw"

gboolean
ph_auth_secret_generate (guint8 auth[PH_AUTH_SECRET_SIZE], GError **error)
{
  return ph_random_octets_fill (auth, PH_AUTH_SECRET_SIZE, error);
}

gboolean
ph_auth_secret_read (const char *text,
                     guint8 auth[PH_AUTH_SECRET_SIZE],
                     GError **error)
{
  gsize length = strlen (text);
  g_autoptr (GBytes) octets = NULL;

  if (length != PH_AUTH_SECRET_LENGTH)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "must be %d characters long, not %" G_GSIZE_FORMAT ".",
                   PH_AUTH_SECRET_LENGTH, length);
      return FALSE;
    }

  octets = ph_base64url_decode (text);
  if (octets == NULL || strchr (LAST_CHARACTERS, text[length - 1]) == NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "must be base64url without padding.");
      return FALSE;
    }

  memcpy (auth, g_bytes_get_data (octets, NULL), PH_AUTH_SECRET_SIZE);
  return TRUE;
}

void
ph_auth_secret_clear (guint8 auth[PH_AUTH_SECRET_SIZE])
{
  OPENSSL_cleanse (auth, PH_AUTH_SECRET_SIZE);
}
