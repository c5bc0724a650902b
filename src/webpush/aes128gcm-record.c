/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm-record.h"

#include "core/error.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

/* With the NUL at their end (RFC 8188 section 2.2, 2.3). */
static const char cek_info[] = "Content-Encoding: aes128gcm";
static const char nonce_info[] = "Content-Encoding: nonce";

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_CIPHER_CTX, EVP_CIPHER_CTX_free)

gboolean
ph_aes128gcm_keys_derive (PhAes128gcmKeys *keys,
                          const guint8 *salt,
                          const guint8 *ikm,
                          gsize ikm_size,
                          GError **error)
{
  if (ph_hkdf_extract (salt, PH_AES128GCM_SALT_SIZE, ikm, ikm_size,
                       keys->prk) &&
      ph_hkdf_expand (keys->prk, cek_info, sizeof cek_info, keys->cek,
                      sizeof keys->cek) &&
      ph_hkdf_expand (keys->prk, nonce_info, sizeof nonce_info, keys->nonce,
                      sizeof keys->nonce))
    return TRUE;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                       "OpenSSL cannot derive a key.");
  return FALSE;
}

void
ph_aes128gcm_keys_clear (PhAes128gcmKeys *keys)
{
  OPENSSL_cleanse (keys, sizeof *keys);
}

/* The nonce of all, and in its last octets the number (RFC 8188 section
 * 2.3). */
static void
number_nonce (const PhAes128gcmKeys *keys, guint64 number, guint8 *nonce)
{
  gsize size = sizeof keys->nonce;

  memcpy (nonce, keys->nonce, size);
  for (gsize i = 1; i <= sizeof number; i++, number >>= 8)
    nonce[size - i] ^= (guint8) number;
}

/* Returns: (transfer full) (nullable): AES-128-GCM, ready for record
 * @number. */
static EVP_CIPHER_CTX *
begin_record (const PhAes128gcmKeys *keys, guint64 number, gboolean encrypts)
{
  g_autoptr (EVP_CIPHER_CTX) context = EVP_CIPHER_CTX_new ();
  guint8 nonce[sizeof keys->nonce];
  gboolean begun;

  number_nonce (keys, number, nonce);
  begun = context != NULL &&
          EVP_CipherInit_ex2 (context, EVP_aes_128_gcm (), keys->cek, nonce,
                              encrypts, NULL) == 1;
  OPENSSL_cleanse (nonce, sizeof nonce);

  return begun ? g_steal_pointer (&context) : NULL;
}

gboolean
ph_aes128gcm_seal (const PhAes128gcmKeys *keys,
                   guint64 number,
                   const guint8 *padded,
                   gsize size,
                   guint8 *record)
{
  g_autoptr (EVP_CIPHER_CTX) context = NULL;
  gboolean sealed;
  int written;

  g_return_val_if_fail (size <= G_MAXINT - PH_AES128GCM_TAG_SIZE, FALSE);

  ERR_set_mark ();
  context = begin_record (keys, number, TRUE);
  sealed =
      context != NULL &&
      EVP_CipherUpdate (context, record, &written, padded, (int) size) == 1 &&
      EVP_CipherFinal_ex (context, record + size, &written) == 1 &&
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_GET_TAG,
                           PH_AES128GCM_TAG_SIZE, record + size) == 1;
  ERR_pop_to_mark ();

  return sealed;
}

gboolean
ph_aes128gcm_open (const PhAes128gcmKeys *keys,
                   guint64 number,
                   const guint8 *record,
                   gsize size,
                   guint8 *padded)
{
  g_autoptr (EVP_CIPHER_CTX) context = NULL;
  gboolean opened;
  gsize length;
  int written;

  if (size < PH_AES128GCM_TAG_SIZE || size > G_MAXINT)
    return FALSE;

  length = size - PH_AES128GCM_TAG_SIZE;
  ERR_set_mark ();
  context = begin_record (keys, number, FALSE);
  opened =
      context != NULL &&
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG,
                           PH_AES128GCM_TAG_SIZE,
                           (gpointer) (record + length)) == 1 &&
      EVP_CipherUpdate (context, padded, &written, record, (int) length) == 1 &&
      EVP_CipherFinal_ex (context, padded + length, &written) == 1;
  ERR_pop_to_mark ();

  return opened;
}
