/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-context.h"

#include "core/error.h"

#include <openssl/err.h>
#include <openssl/pem.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

/* With OpenSSL's word for it. */
static gboolean
refuse_because (const char *path, const char *what, GError **error)
{
  const char *reason = ERR_reason_error_string (ERR_peek_last_error ());
  g_autofree char *whole =
      g_strdup_printf ("%s (%s)", what, reason != NULL ? reason : "no reason");

  return ph_pem_file_refuse (path, whole, error);
}

static BIO *
open_file (const PhPemFile *file)
{
  gsize size;
  gconstpointer octets = g_bytes_get_data (file->bytes, &size);

  return BIO_new_mem_buf (size > 0 ? octets : "", (int) size);
}

/* OpenSSL would ask the terminal. */
static int
know_no_passphrase (char *buffer, int size, int for_writing, void *data)
{
  return -1;
}

static gboolean
is_end_of_file (void)
{
  return ERR_GET_LIB (ERR_peek_last_error ()) == ERR_LIB_PEM &&
         ERR_GET_REASON (ERR_peek_last_error ()) == PEM_R_NO_START_LINE;
}

/* Those that follow the first. */
static gboolean
use_chain (SSL_CTX *context, BIO *file, const char *path, GError **error)
{
  X509 *next;

  while ((next = PEM_read_bio_X509 (file, NULL, know_no_passphrase, NULL)) !=
         NULL)
    if (SSL_CTX_add0_chain_cert (context, next) != 1)
      {
        X509_free (next);
        return refuse_because (path, "has a certificate that cannot be used",
                               error);
      }

  if (!is_end_of_file ())
    return refuse_because (path, "has a damaged certificate", error);

  ERR_clear_error ();
  return TRUE;
}

static void
tell_when_expired (X509 *certificate, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  if (X509_cmp_current_time (X509_get0_notAfter (certificate)) < 0)
    g_message ("%s: the certificate has expired; senders will refuse it.",
               name);
}

static gboolean
use_certificate (SSL_CTX *context, const PhPemFile *certificate, GError **error)
{
  const char *path = certificate->path;
  g_autoptr (BIO) file = open_file (certificate);
  g_autoptr (X509) first =
      PEM_read_bio_X509 (file, NULL, know_no_passphrase, NULL);

  if (first == NULL && is_end_of_file ())
    return ph_pem_file_refuse (path, "has no certificate in PEM", error);
  if (first == NULL)
    return refuse_because (path, "has a damaged certificate", error);
  if (SSL_CTX_use_certificate (context, first) != 1)
    return refuse_because (path, "has a certificate that cannot be used",
                           error);

  tell_when_expired (first, path);
  return use_chain (context, file, path, error);
}

static gboolean
refuse_key (const char *path, GError **error)
{
  int reason = ERR_GET_REASON (ERR_peek_last_error ());

  if (is_end_of_file () || reason == ERR_R_UNSUPPORTED)
    return ph_pem_file_refuse (path, "has no private key in PEM", error);
  if (reason == PEM_R_BAD_PASSWORD_READ || reason == PEM_R_BAD_DECRYPT)
    return ph_pem_file_refuse (
        path,
        "has a key with a passphrase; one without is needed, see "
        "'openssl pkey'",
        error);
  return refuse_because (path, "has a damaged private key", error);
}

static gboolean
use_key (SSL_CTX *context,
         const PhPemFile *secret,
         const char *certificate,
         GError **error)
{
  const char *path = secret->path;
  g_autoptr (BIO) file = open_file (secret);
  g_autoptr (EVP_PKEY) key =
      PEM_read_bio_PrivateKey (file, NULL, know_no_passphrase, NULL);
  g_autofree char *name = g_filename_display_name (certificate);
  g_autofree char *mismatch =
      g_strdup_printf ("is not the key of the certificate in %s", name);

  if (key == NULL)
    return refuse_key (path, error);
  if (X509_check_private_key (SSL_CTX_get0_certificate (context), key) != 1)
    return ph_pem_file_refuse (path, mismatch, error);
  if (SSL_CTX_use_PrivateKey (context, key) != 1)
    return refuse_because (path, "has a key that cannot be used", error);

  return TRUE;
}

/* Sessions are resumed with tickets, so nothing is kept for them here. */
static SSL_CTX *
new_context (void)
{
  SSL_CTX *context = SSL_CTX_new (TLS_server_method ());

  SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION);
  SSL_CTX_set_session_cache_mode (context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options (context, SSL_OP_NO_RENEGOTIATION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE |
                                    SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode (context, SSL_MODE_ENABLE_PARTIAL_WRITE |
                                 SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                 SSL_MODE_RELEASE_BUFFERS);
  return context;
}

SSL_CTX *
ph_tls_context_new (const PhPemFile *certificate,
                    const PhPemFile *key,
                    GError **error)
{
  g_autoptr (SSL_CTX) context = new_context ();
  gboolean usable;

  ERR_clear_error ();
  usable = use_certificate (context, certificate, error) &&
           use_key (context, key, certificate->path, error);
  ERR_clear_error ();
  return usable ? g_steal_pointer (&context) : NULL;
}
