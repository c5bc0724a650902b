/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/es256.h"

#include "core/error.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>

/* Octets of the longest DER form of a signature: two numbers of 33 octets, each
 * with a head of 2, and a head for both. */
#define DER_MAX 72

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ECDSA_SIG, ECDSA_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

/* @der: (out): DER_MAX octets
 *
 * Returns: how many of them it takes; 0 when there is no memory. */
static gsize
encode (const guint8 *signature, guint8 *der)
{
  g_autoptr (BIGNUM) r = BN_bin2bn (signature, PH_EC_SCALAR_SIZE, NULL);
  g_autoptr (BIGNUM) s =
      BN_bin2bn (signature + PH_EC_SCALAR_SIZE, PH_EC_SCALAR_SIZE, NULL);
  g_autoptr (ECDSA_SIG) pair = ECDSA_SIG_new ();
  int size;

  if (r == NULL || s == NULL || pair == NULL ||
      ECDSA_SIG_set0 (pair, r, s) != 1)
    return 0;

  /* They are the pair's now. */
  r = NULL;
  s = NULL;
  size = i2d_ECDSA_SIG (pair, &der);
  return size > 0 ? (gsize) size : 0;
}

static gboolean
decode (const guint8 *der, gsize size, guint8 *signature)
{
  g_autoptr (ECDSA_SIG) pair = d2i_ECDSA_SIG (NULL, &der, (long) size);

  return pair != NULL &&
         BN_bn2binpad (ECDSA_SIG_get0_r (pair), signature, PH_EC_SCALAR_SIZE) ==
             PH_EC_SCALAR_SIZE &&
         BN_bn2binpad (ECDSA_SIG_get0_s (pair), signature + PH_EC_SCALAR_SIZE,
                       PH_EC_SCALAR_SIZE) == PH_EC_SCALAR_SIZE;
}

gboolean
ph_es256_verify (const PhEcKey *key,
                 gconstpointer data,
                 gsize size,
                 const guint8 *signature)
{
  g_autoptr (EVP_MD_CTX) context = NULL;
  guint8 der[DER_MAX];
  gsize der_size;
  gboolean verified;

  /* A wrong signature is no reason to leave errors behind. */
  ERR_set_mark ();
  context = EVP_MD_CTX_new ();
  der_size = encode (signature, der);
  verified = context != NULL && der_size > 0 &&
             EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL,
                                   ph_ec_key_get_pkey (key)) == 1 &&
             EVP_DigestVerify (context, der, der_size, data, size) == 1;
  ERR_pop_to_mark ();

  return verified;
}

gboolean
ph_es256_sign (const PhEcKey *key,
               gconstpointer data,
               gsize size,
               guint8 *signature,
               GError **error)
{
  g_autoptr (EVP_MD_CTX) context = NULL;
  guint8 der[DER_MAX];
  gsize der_size = sizeof der;
  gboolean is_signed;

  g_return_val_if_fail (ph_ec_key_is_private (key), FALSE);

  ERR_set_mark ();
  context = EVP_MD_CTX_new ();
  is_signed = context != NULL &&
              EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL,
                                  ph_ec_key_get_pkey (key)) == 1 &&
              EVP_DigestSign (context, der, &der_size, data, size) == 1 &&
              decode (der, der_size, signature);
  ERR_pop_to_mark ();

  if (!is_signed)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                         "OpenSSL cannot sign.");
  return is_signed;
}
