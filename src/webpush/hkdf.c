/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/hkdf.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF, EVP_KDF_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_KDF_CTX, EVP_KDF_CTX_free)

/* @mode: which half; @key and @other are its two inputs. */
static gboolean
derive (int mode,
        const OSSL_PARAM *key,
        const OSSL_PARAM *other,
        guint8 *output,
        gsize size)
{
  g_autoptr (EVP_KDF) kdf = NULL;
  g_autoptr (EVP_KDF_CTX) context = NULL;
  char digest[] = "SHA256";
  OSSL_PARAM params[] = {
    OSSL_PARAM_utf8_string (OSSL_KDF_PARAM_DIGEST, digest, sizeof digest - 1),
    OSSL_PARAM_int (OSSL_KDF_PARAM_MODE, &mode),
    *key,
    *other,
    OSSL_PARAM_END,
  };
  gboolean derived;

  ERR_set_mark ();
  kdf = EVP_KDF_fetch (NULL, "HKDF", NULL);
  context = kdf != NULL ? EVP_KDF_CTX_new (kdf) : NULL;
  derived =
      context != NULL && EVP_KDF_derive (context, output, size, params) == 1;
  ERR_pop_to_mark ();

  return derived;
}

gboolean
ph_hkdf_extract (const guint8 *salt,
                 gsize salt_size,
                 const guint8 *ikm,
                 gsize ikm_size,
                 guint8 prk[PH_HKDF_SIZE])
{
  OSSL_PARAM key =
      OSSL_PARAM_octet_string (OSSL_KDF_PARAM_KEY, (gpointer) ikm, ikm_size);
  OSSL_PARAM other =
      OSSL_PARAM_octet_string (OSSL_KDF_PARAM_SALT, (gpointer) salt, salt_size);

  return derive (EVP_KDF_HKDF_MODE_EXTRACT_ONLY, &key, &other, prk,
                 PH_HKDF_SIZE);
}

gboolean
ph_hkdf_expand (const guint8 prk[PH_HKDF_SIZE],
                gconstpointer info,
                gsize info_size,
                guint8 *okm,
                gsize okm_size)
{
  OSSL_PARAM key = OSSL_PARAM_octet_string (OSSL_KDF_PARAM_KEY, (gpointer) prk,
                                            PH_HKDF_SIZE);
  OSSL_PARAM other =
      OSSL_PARAM_octet_string (OSSL_KDF_PARAM_INFO, (gpointer) info, info_size);

  return derive (EVP_KDF_HKDF_MODE_EXPAND_ONLY, &key, &other, okm, okm_size);
}
