/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-key.h"

#include "core/base64url.h"
#include "core/error.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

/* SEC 1 section 2.3.3: this octet, then two coordinates of 32. */
#define POINT_UNCOMPRESSED 0x04

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

static gboolean
is_on_curve (GBytes *point)
{
  g_autoptr (EVP_PKEY_CTX) context = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  char group[] = "P-256";
  gsize size;
  gconstpointer octets = g_bytes_get_data (point, &size);
  OSSL_PARAM params[] = {
    OSSL_PARAM_utf8_string (OSSL_PKEY_PARAM_GROUP_NAME, group,
                            sizeof group - 1),
    OSSL_PARAM_octet_string (OSSL_PKEY_PARAM_PUB_KEY, (gpointer) octets, size),
    OSSL_PARAM_END,
  };
  gboolean valid;

  /* A wrong key is no reason to leave errors behind for the next caller. */
  ERR_set_mark ();
  context = EVP_PKEY_CTX_new_from_name (NULL, "EC", NULL);
  valid = context != NULL && EVP_PKEY_fromdata_init (context) == 1 &&
          EVP_PKEY_fromdata (context, &key, EVP_PKEY_PUBLIC_KEY, params) == 1;
  ERR_pop_to_mark ();

  return valid;
}

/* Returns: the octets, NULL unless @key is the one text that encodes them. */
static GBytes *
decode_key (const char *key)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (key);
  g_autofree char *text = NULL;

  if (octets == NULL)
    return NULL;

  text = ph_base64url_encode (g_bytes_get_data (octets, NULL),
                              g_bytes_get_size (octets));
  return g_str_equal (text, key) ? g_steal_pointer (&octets) : NULL;
}

gboolean
ph_vapid_key_check (const char *key, GError **error)
{
  g_autoptr (GBytes) point = NULL;
  const guint8 *octets;

  if (strlen (key) != PH_VAPID_KEY_LENGTH)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "vapid: must be %d characters long, not %" G_GSIZE_FORMAT
                   ".",
                   PH_VAPID_KEY_LENGTH, strlen (key));
      return FALSE;
    }

  point = decode_key (key);
  octets = point == NULL ? NULL : g_bytes_get_data (point, NULL);

  if (octets == NULL)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "vapid: must be base64url without padding.");
  else if (octets[0] != POINT_UNCOMPRESSED)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "vapid: must be an uncompressed point, which begins "
                         "with the octet 0x04.");
  else if (!is_on_curve (point))
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "vapid: must be a point on the curve P-256.");
  else
    return TRUE;

  return FALSE;
}
