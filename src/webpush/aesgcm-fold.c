/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aesgcm-fold.h"

#include "core/error.h"
#include "core/push.h"

#include <string.h>

/* Other gateways of this kind draw the line here. */
#define ENCRYPTION_MIN 16
#define CRYPTO_KEY_MIN 65

static gboolean
check_field (const char *name, const char *value, gsize least, GError **error)
{
  if (value != NULL && strlen (value) >= least)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "%s: must be there with at least %" G_GSIZE_FORMAT
               " characters.",
               name, least);
  return FALSE;
}

gboolean
ph_aesgcm_check_fields (const char *encryption,
                        const char *crypto_key,
                        GError **error)
{
  return check_field ("Encryption", encryption, ENCRYPTION_MIN, error) &&
         check_field ("Crypto-Key", crypto_key, CRYPTO_KEY_MIN, error);
}

GBytes *
ph_aesgcm_fold (const char *encryption,
                const char *crypto_key,
                GBytes *body,
                GError **error)
{
  gsize size = 0;
  const char *octets = g_bytes_get_data (body, &size);
  g_autoptr (GString) folded = g_string_new ("aesgcm\n");

  g_string_append_printf (folded, "Encryption: %s\nCrypto-Key: %s\n",
                          encryption, crypto_key);
  if (folded->len + size > PH_PUSH_BODY_MAX)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_TOO_LARGE,
                   "The body and the %" G_GSIZE_FORMAT " octets of its header "
                   "fields are larger than %d octets.",
                   folded->len, PH_PUSH_BODY_MAX);
      return NULL;
    }

  g_string_append_len (folded, octets, (gssize) size);
  return g_string_free_to_bytes (g_steal_pointer (&folded));
}
