/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-pem.h"

#include "core/error.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#define CURVE_LONG "prime256v1"
#define NAME_SIZE 80

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_clear_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

static void
set_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID, message);
}

/* Instead of OpenSSL's own, which would ask on the terminal. */
static int
on_passphrase_wanted (char *buffer, int size, int writing, void *user_data)
{
  gboolean *wanted = user_data;

  *wanted = TRUE;
  return -1;
}

static gboolean
has_public_key (const char *pem, gsize size)
{
  g_autoptr (BIO) input = BIO_new_mem_buf (pem, (int) size);
  g_autoptr (EVP_PKEY) pkey = PEM_read_bio_PUBKEY (input, NULL, NULL, NULL);

  return pkey != NULL;
}

/* Returns: (transfer full): a private key of any kind. */
static EVP_PKEY *
read_any (const char *pem, gsize size, GError **error)
{
  g_autoptr (BIO) input = BIO_new_mem_buf (pem, (int) size);
  gboolean wanted = FALSE;
  EVP_PKEY *pkey =
      PEM_read_bio_PrivateKey (input, NULL, on_passphrase_wanted, &wanted);

  if (pkey != NULL)
    return pkey;

  if (wanted)
    set_invalid (error, "must be without a passphrase.");
  else if (has_public_key (pem, size))
    set_invalid (error, "must be a private key, not a public one.");
  else
    set_invalid (error, "must be a private key in PEM form.");
  return NULL;
}

static gboolean
check_kind (EVP_PKEY *pkey, GError **error)
{
  const char *kind = EVP_PKEY_get0_type_name (pkey);
  char curve[NAME_SIZE] = "";

  if (EVP_PKEY_is_a (pkey, "EC"))
    {
      EVP_PKEY_get_group_name (pkey, curve, sizeof curve, NULL);
      kind = curve[0] != '\0' ? curve : "a curve without a name";
    }
  if (g_strcmp0 (kind, CURVE_LONG) == 0)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "must be a key on the curve P-256, not %s.",
               kind != NULL ? kind : "of another kind");
  return FALSE;
}

/* Makes the key again from what is secret about it: whatever form the rest had,
 * it has the usual one then. */
static PhEcKey *
rebuild (EVP_PKEY *pkey, GError **error)
{
  BIGNUM *found = NULL;
  g_autoptr (BIGNUM) number = NULL;
  guint8 scalar[PH_EC_SCALAR_SIZE];
  PhEcKey *key = NULL;

  EVP_PKEY_get_bn_param (pkey, OSSL_PKEY_PARAM_PRIV_KEY, &found);
  number = found;
  if (number != NULL &&
      BN_bn2binpad (number, scalar, sizeof scalar) == sizeof scalar)
    key = ph_ec_key_new_from_scalar (scalar, sizeof scalar, error);
  else
    set_invalid (error, "must have a private part of 32 octets.");

  OPENSSL_cleanse (scalar, sizeof scalar);
  return key;
}

static PhEcKey *
read_key (const char *pem, gsize size, GError **error)
{
  g_autoptr (EVP_PKEY) pkey = read_any (pem, size, error);
  g_autoptr (PhEcKey) key = NULL;

  if (pkey != NULL && check_kind (pkey, error))
    key = rebuild (pkey, error);
  if (key == NULL || EVP_PKEY_eq (ph_ec_key_get_pkey (key), pkey) == 1)
    return g_steal_pointer (&key);

  set_invalid (error, "must have the public part that belongs to its private "
                      "part.");
  return NULL;
}

PhEcKey *
ph_ec_pem_read (const char *pem, gsize size, GError **error)
{
  PhEcKey *key = NULL;

  if (size > PH_EC_PEM_MAX)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "must be at most %d octets of PEM.", PH_EC_PEM_MAX);
      return NULL;
    }

  ERR_set_mark ();
  key = read_key (pem, size, error);
  ERR_pop_to_mark ();
  return key;
}

/* OpenSSL clears the memory of a BIO that is not read-only. */
static void
free_bio (gpointer data)
{
  BIO_free (data);
}

GBytes *
ph_ec_pem_write (const PhEcKey *key, GError **error)
{
  g_autoptr (BIO) output = BIO_new (BIO_s_secmem ());
  EVP_PKEY *pkey = ph_ec_key_get_pkey (key);
  char *pem = NULL;
  gboolean written;
  long size;

  g_return_val_if_fail (ph_ec_key_is_private (key), NULL);

  ERR_set_mark ();
  written = output != NULL && PEM_write_bio_PKCS8PrivateKey (
                                  output, pkey, NULL, NULL, 0, NULL, NULL) == 1;
  ERR_pop_to_mark ();
  if (!written)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                           "OpenSSL cannot write a key.");
      return NULL;
    }

  size = BIO_get_mem_data (output, &pem);
  return g_bytes_new_with_free_func (pem, (gsize) size, free_bio,
                                     g_steal_pointer (&output));
}
