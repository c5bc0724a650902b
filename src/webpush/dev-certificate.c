/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/dev-certificate.h"

#include "core/error.h"
#include "webpush/ec-pem.h"
#include "webpush/random-octets.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#define BEFORE (60 * 60)           /* for a clock that is set back */
#define AFTER (365 * 24 * 60 * 60) /* browsers refuse more than 398 days */
#define SERIAL_BITS 159            /* RFC 5280 section 4.1.2.2: 20 octets */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TIME, ASN1_TIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)

typedef struct
{
  int id;
  const char *value;
} Extension;

static const Extension of_the_ca[] = {
  { NID_basic_constraints, "critical,CA:TRUE,pathlen:0" },
  { NID_key_usage, "critical,keyCertSign" },
  { NID_subject_key_identifier, "hash" },
  { NID_undef, NULL },
};

static const Extension of_the_certificate[] = {
  { NID_basic_constraints, "critical,CA:FALSE" },
  { NID_key_usage, "critical,digitalSignature" },
  { NID_ext_key_usage, "serverAuth" },
  { NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1" },
  { NID_subject_key_identifier, "hash" },
  { NID_authority_key_identifier, "keyid:always" },
  { NID_undef, NULL },
};

static gboolean
add_extensions (X509 *certificate, X509 *issuer, const Extension *extensions)
{
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  for (; extensions->value != NULL; extensions++)
    {
      g_autoptr (X509_EXTENSION) extension = X509V3_EXT_nconf_nid (
          NULL, &context, extensions->id, extensions->value);

      if (extension == NULL || X509_add_ext (certificate, extension, -1) != 1)
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_serial (X509 *certificate)
{
  g_autoptr (BIGNUM) number = BN_new ();

  return BN_rand (number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) ==
             1 &&
         BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate)) !=
             NULL;
}

/* All but issuer, extensions and signature. */
static X509 *
new_certificate (const char *name, EVP_PKEY *key, gint64 now)
{
  g_autoptr (X509) certificate = X509_new ();
  time_t start = (time_t) (now - BEFORE);

  if (X509_set_version (certificate, X509_VERSION_3) == 1 &&
      set_serial (certificate) &&
      X509_time_adj_ex (X509_getm_notBefore (certificate), 0, 0, &start) !=
          NULL &&
      X509_time_adj_ex (X509_getm_notAfter (certificate), 0, AFTER, &start) !=
          NULL &&
      X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN",
                                  MBSTRING_UTF8, (const guchar *) name, -1, -1,
                                  0) == 1 &&
      X509_set_pubkey (certificate, key) == 1)
    return g_steal_pointer (&certificate);

  return NULL;
}

static gboolean
sign (X509 *certificate,
      const Extension *extensions,
      X509 *issuer,
      EVP_PKEY *issuer_key)
{
  return X509_set_issuer_name (certificate, X509_get_subject_name (issuer)) ==
             1 &&
         add_extensions (certificate, issuer, extensions) &&
         X509_sign (certificate, issuer_key, EVP_sha256 ()) > 0;
}

/* Each has a name of its own: a list of CAs may hold old ones, too. */
static X509 *
new_ca (EVP_PKEY *key, gint64 now)
{
  guint32 number = 0;
  g_autofree char *name = NULL;
  g_autoptr (X509) ca = NULL;

  if (!ph_random_octets_fill ((guint8 *) &number, sizeof number, NULL))
    return NULL;

  name = g_strdup_printf ("pushhub development CA %08x", number);
  ca = new_certificate (name, key, now);
  return ca != NULL && sign (ca, of_the_ca, ca, key) ? g_steal_pointer (&ca) :
                                                       NULL;
}

static char *
take_text (BIO *memory)
{
  char *text = NULL;
  long size = BIO_get_mem_data (memory, &text);

  return g_strndup (text, (gsize) size);
}

static char *
certificate_to_pem (X509 *certificate)
{
  g_autoptr (BIO) memory = BIO_new (BIO_s_mem ());

  return PEM_write_bio_X509 (memory, certificate) == 1 ? take_text (memory) :
                                                         NULL;
}

static char *
key_to_pem (const PhEcKey *key, GError **error)
{
  g_autoptr (GBytes) pem = ph_ec_pem_write (key, error);
  gsize size = 0;
  const char *octets = pem != NULL ? g_bytes_get_data (pem, &size) : NULL;

  return octets != NULL ? g_strndup (octets, size) : NULL;
}

/* Call it before the errors of OpenSSL are forgotten. */
static void
fail (GError **error)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
               "OpenSSL cannot make the certificate: %s.",
               reason != NULL ? reason : "no reason");
}

static gboolean
certify (PhDevCertificate *self, EVP_PKEY *ca_key, EVP_PKEY *key, gint64 now)
{
  g_autoptr (X509) ca = new_ca (ca_key, now);
  g_autoptr (X509) certificate = new_certificate ("localhost", key, now);

  if (ca == NULL || certificate == NULL ||
      !sign (certificate, of_the_certificate, ca, ca_key))
    return FALSE;

  self->ca = certificate_to_pem (ca);
  self->certificate = certificate_to_pem (certificate);
  return self->ca != NULL && self->certificate != NULL;
}

PhDevCertificate *
ph_dev_certificate_new (gint64 now, GError **error)
{
  g_autoptr (PhDevCertificate) self = g_new0 (PhDevCertificate, 1);
  g_autoptr (PhEcKey) ca_key = ph_ec_key_generate (error);
  g_autoptr (PhEcKey) key = ca_key != NULL ? ph_ec_key_generate (error) : NULL;
  gboolean certified;

  if (key == NULL)
    return NULL;

  ERR_set_mark ();
  certified = certify (self, ph_ec_key_get_pkey (ca_key),
                       ph_ec_key_get_pkey (key), now);
  if (!certified)
    fail (error);
  ERR_pop_to_mark ();
  if (!certified)
    return NULL;

  self->key = key_to_pem (key, error);
  return self->key != NULL ? g_steal_pointer (&self) : NULL;
}

void
ph_dev_certificate_free (PhDevCertificate *self)
{
  g_free (self->ca);
  g_free (self->certificate);
  if (self->key != NULL)
    OPENSSL_cleanse (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self);
}

/* Judging */

static int
know_no_passphrase (char *buffer, int size, int for_writing, void *data)
{
  return -1;
}

static X509 *
read_certificate (const char *pem)
{
  g_autoptr (BIO) memory = BIO_new_mem_buf (pem != NULL ? pem : "", -1);

  return PEM_read_bio_X509 (memory, NULL, know_no_passphrase, NULL);
}

static PhEcKey *
read_key (const char *pem)
{
  return pem != NULL ? ph_ec_pem_read (pem, strlen (pem), NULL) : NULL;
}

static gboolean
is_signed_by (X509 *certificate, X509 *ca, gint64 now)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  if (X509_STORE_add_cert (store, ca) != 1 ||
      X509_STORE_CTX_init (context, store, certificate, NULL) != 1)
    return FALSE;

  X509_STORE_CTX_set_time (context, 0, (time_t) now);
  return X509_verify_cert (context) == 1;
}

static gboolean
belong_together (X509 *ca, X509 *certificate, PhEcKey *key, gint64 now)
{
  return ca != NULL && certificate != NULL && key != NULL &&
         X509_check_private_key (certificate, ph_ec_key_get_pkey (key)) == 1 &&
         is_signed_by (certificate, ca, now);
}

static gint64
get_end (X509 *certificate, gint64 now)
{
  g_autoptr (ASN1_TIME) present = ASN1_TIME_set (NULL, (time_t) now);
  int days = 0;
  int seconds = 0;

  ASN1_TIME_diff (&days, &seconds, present, X509_get0_notAfter (certificate));
  return now + (gint64) days * 24 * 60 * 60 + seconds;
}

static gboolean
look (const PhDevCertificate *self, gint64 now, gint64 *end)
{
  g_autoptr (X509) ca = read_certificate (self->ca);
  g_autoptr (X509) certificate = read_certificate (self->certificate);
  g_autoptr (PhEcKey) key = read_key (self->key);
  gboolean good = belong_together (ca, certificate, key, now);

  if (good)
    *end = get_end (certificate, now);
  return good;
}

gboolean
ph_dev_certificate_is_good (const PhDevCertificate *self,
                            gint64 now,
                            gint64 *end)
{
  gboolean good;

  ERR_set_mark ();
  good = look (self, now, end);
  ERR_pop_to_mark ();
  return good;
}
