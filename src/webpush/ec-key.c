/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-key.h"

#include "core/base64url.h"
#include "core/error.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

#define CURVE "P-256"
/* The first octet of an uncompressed point. */
#define POINT_UNCOMPRESSED 0x04

struct _PhEcKey
{
  EVP_PKEY *pkey;
  guint8 point[PH_EC_POINT_SIZE];
  char *text;
  gboolean is_private;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_clear_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EC_GROUP, EC_GROUP_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EC_POINT, EC_POINT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)

/* @pkey: (transfer full). */
static PhEcKey *
create_key (EVP_PKEY *pkey, const guint8 *point, gboolean is_private)
{
  PhEcKey *key = g_new0 (PhEcKey, 1);

  key->pkey = pkey;
  memcpy (key->point, point, sizeof key->point);
  key->text = ph_base64url_encode (point, PH_EC_POINT_SIZE);
  key->is_private = is_private;
  return key;
}

static void
set_failed (GError **error, const char *what)
{
  g_set_error (error, PH_ERROR, PH_ERROR_FAILED, "OpenSSL cannot %s.", what);
}

/* @scalar: (nullable): the private key, in the byte order of this machine.
 *
 * Returns: (transfer full) (nullable): the key, NULL when @point is not on the
 * curve. */
static EVP_PKEY *
import_key (const guint8 *point, guint8 *scalar)
{
  char group[] = CURVE;
  g_autoptr (EVP_PKEY_CTX) context =
      EVP_PKEY_CTX_new_from_name (NULL, "EC", NULL);
  EVP_PKEY *pkey = NULL;
  OSSL_PARAM private =
      OSSL_PARAM_BN (OSSL_PKEY_PARAM_PRIV_KEY, scalar, PH_EC_SCALAR_SIZE);
  OSSL_PARAM params[] = {
    OSSL_PARAM_utf8_string (OSSL_PKEY_PARAM_GROUP_NAME, group,
                            sizeof group - 1),
    OSSL_PARAM_octet_string (OSSL_PKEY_PARAM_PUB_KEY, (gpointer) point,
                             PH_EC_POINT_SIZE),
    scalar != NULL ? private : (OSSL_PARAM) OSSL_PARAM_END,
    OSSL_PARAM_END,
  };

  if (context == NULL || EVP_PKEY_fromdata_init (context) != 1 ||
      EVP_PKEY_fromdata (
          context, &pkey,
          scalar != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) != 1)
    return NULL;

  return pkey;
}

PhEcKey *
ph_ec_key_generate (GError **error)
{
  g_autoptr (EVP_PKEY) pkey = NULL;
  guint8 point[PH_EC_POINT_SIZE];
  gsize size = 0;

  ERR_set_mark ();
  pkey = EVP_EC_gen (CURVE);
  if (pkey != NULL)
    EVP_PKEY_get_octet_string_param (pkey, OSSL_PKEY_PARAM_PUB_KEY, point,
                                     sizeof point, &size);
  ERR_pop_to_mark ();

  if (size == sizeof point)
    return create_key (g_steal_pointer (&pkey), point, TRUE);

  set_failed (error, "make a key");
  return NULL;
}

PhEcKey *
ph_ec_key_new_from_point (const guint8 *point, gsize size, GError **error)
{
  EVP_PKEY *pkey = NULL;

  if (size != PH_EC_POINT_SIZE)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "must be %d octets long, not %" G_GSIZE_FORMAT ".",
                   PH_EC_POINT_SIZE, size);
      return NULL;
    }
  if (point[0] != POINT_UNCOMPRESSED)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "must be an uncompressed point, which begins with "
                           "the octet 0x04.");
      return NULL;
    }

  /* A wrong key is no reason to leave errors behind for the next caller. */
  ERR_set_mark ();
  pkey = import_key (point, NULL);
  ERR_pop_to_mark ();

  if (pkey != NULL)
    return create_key (pkey, point, FALSE);

  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                       "must be a point on the curve " CURVE ".");
  return NULL;
}

PhEcKey *
ph_ec_key_new_from_text (const char *text, GError **error)
{
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (PhEcKey) key = NULL;
  gsize length = strlen (text);

  if (length != PH_EC_TEXT_LENGTH)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "must be %d characters long, not %" G_GSIZE_FORMAT ".",
                   PH_EC_TEXT_LENGTH, length);
      return NULL;
    }

  octets = ph_base64url_decode (text);
  if (octets != NULL)
    {
      key = ph_ec_key_new_from_point (g_bytes_get_data (octets, NULL),
                                      g_bytes_get_size (octets), error);
      if (key == NULL || g_str_equal (key->text, text))
        return g_steal_pointer (&key);
    }

  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                       "must be base64url without padding.");
  return NULL;
}

/* The public key of @scalar: so many times the generator.
 *
 * @point: (out): PH_EC_POINT_SIZE octets */
static gboolean
multiply (const EC_GROUP *group, const BIGNUM *scalar, guint8 *point)
{
  g_autoptr (EC_POINT) product = EC_POINT_new (group);

  return product != NULL &&
         EC_POINT_mul (group, product, scalar, NULL, NULL, NULL) == 1 &&
         EC_POINT_point2oct (group, product, POINT_CONVERSION_UNCOMPRESSED,
                             point, PH_EC_POINT_SIZE, NULL) == PH_EC_POINT_SIZE;
}

static PhEcKey *
import_scalar (const EC_GROUP *group, const BIGNUM *scalar)
{
  guint8 native[PH_EC_SCALAR_SIZE];
  guint8 point[PH_EC_POINT_SIZE];
  EVP_PKEY *pkey = NULL;

  if (BN_bn2nativepad (scalar, native, sizeof native) == sizeof native &&
      multiply (group, scalar, point))
    pkey = import_key (point, native);
  OPENSSL_cleanse (native, sizeof native);

  return pkey != NULL ? create_key (pkey, point, TRUE) : NULL;
}

PhEcKey *
ph_ec_key_new_from_scalar (const guint8 *scalar, gsize size, GError **error)
{
  g_autoptr (EC_GROUP) group =
      EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  g_autoptr (BIGNUM) number = BN_secure_new ();
  PhEcKey *key = NULL;

  if (size != PH_EC_SCALAR_SIZE)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "must be %d octets long, not %" G_GSIZE_FORMAT ".",
                   PH_EC_SCALAR_SIZE, size);
      return NULL;
    }
  if (group == NULL || number == NULL ||
      BN_bin2bn (scalar, PH_EC_SCALAR_SIZE, number) == NULL)
    {
      set_failed (error, "read a key");
      return NULL;
    }
  if (BN_is_zero (number) || BN_cmp (number, EC_GROUP_get0_order (group)) >= 0)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "must be a number from 1 to n - 1, n being the "
                           "order of the curve " CURVE ".");
      return NULL;
    }

  ERR_set_mark ();
  BN_set_flags (number, BN_FLG_CONSTTIME);
  key = import_scalar (group, number);
  ERR_pop_to_mark ();
  if (key == NULL)
    set_failed (error, "read a key");

  return key;
}

gboolean
ph_ec_key_is_private (const PhEcKey *key)
{
  return key->is_private;
}

const guint8 *
ph_ec_key_get_point (const PhEcKey *key)
{
  return key->point;
}

const char *
ph_ec_key_get_text (const PhEcKey *key)
{
  return key->text;
}

EVP_PKEY *
ph_ec_key_get_pkey (const PhEcKey *key)
{
  return key->pkey;
}

gboolean
ph_ec_key_agree (const PhEcKey *own,
                 const PhEcKey *other,
                 guint8 secret[PH_EC_SCALAR_SIZE],
                 GError **error)
{
  g_autoptr (EVP_PKEY_CTX) context = NULL;
  gsize size = PH_EC_SCALAR_SIZE;
  gboolean agreed;

  g_return_val_if_fail (own->is_private, FALSE);

  ERR_set_mark ();
  context = EVP_PKEY_CTX_new_from_pkey (NULL, own->pkey, NULL);
  agreed = context != NULL && EVP_PKEY_derive_init (context) == 1 &&
           EVP_PKEY_derive_set_peer (context, other->pkey) == 1 &&
           EVP_PKEY_derive (context, secret, &size) == 1 &&
           size == PH_EC_SCALAR_SIZE;
  ERR_pop_to_mark ();

  if (!agreed)
    set_failed (error, "agree on a secret");
  return agreed;
}

void
ph_ec_key_free (PhEcKey *key)
{
  /* OpenSSL clears the private key when the last reference goes. */
  EVP_PKEY_free (key->pkey);
  g_free (key->text);
  g_free (key);
}
