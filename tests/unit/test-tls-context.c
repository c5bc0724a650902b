/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-context.h"

#include "core/error.h"
#include "support/files.h"
#include "support/tls-files.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <string.h>
#include <sys/stat.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)

static void
write_text (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* Reads both files and makes a context of them. */
static SSL_CTX *
load (const char *certificate, const char *key, GError **error)
{
  g_autoptr (PhPemFile) first = ph_pem_file_read (certificate, error);
  g_autoptr (PhPemFile) second =
      first != NULL ? ph_pem_file_read (key, error) : NULL;

  return second != NULL ? ph_tls_context_new (first, second, error) : NULL;
}

/* The first @octets of @from. */
static char *
write_part (TlsFiles *files, const char *from, gsize octets)
{
  g_autofree char *text = files_read (from);
  g_autofree char *part = g_strndup (text, octets);
  char *path = tls_files_get_path (files, "part.pem");

  write_text (path, part);
  return path;
}

static void
expect_refusal (const char *certificate,
                const char *key,
                const char *path,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (certificate, key, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
test_takes_a_pair (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SSL_CTX) context = load (files->certificate, files->key, &error);

  g_assert_no_error (error);
  g_assert_cmpint (SSL_CTX_check_private_key (context), ==, 1);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

/* What leads to the CA, as certbot's fullchain.pem; and both in one file. */
static void
test_takes_a_chain (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *certificate = files_read (files->certificate);
  g_autofree char *ca = files_read (files->ca);
  g_autofree char *key = files_read (files->key);
  g_autofree char *all = g_strconcat (key, certificate, ca, NULL);
  g_autofree char *path = tls_files_get_path (files, "all.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (SSL_CTX) context = NULL;
  STACK_OF (X509) *chain = NULL;

  write_text (path, all);
  context = load (path, path, &error);
  g_assert_no_error (error);
  SSL_CTX_get0_chain_certs (context, &chain);
  g_assert_cmpint (sk_X509_num (chain), ==, 1);
}

static void
test_no_files (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *missing = tls_files_get_path (files, "missing.pem");
  g_autofree char *pipe = tls_files_get_path (files, "pipe.pem");

  g_assert_no_errno (mkfifo (pipe, 0600));
  expect_refusal (missing, files->key, missing, "No such file");
  expect_refusal (files->certificate, missing, missing, "No such file");
  expect_refusal (files->directory, files->key, files->directory, "regular");
  expect_refusal (files->certificate, pipe, pipe, "regular");
  expect_refusal ("/dev/zero", files->key, "/dev/zero", "regular");
}

static void
test_too_large (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *path = tls_files_get_path (files, "large.pem");
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, 'x');

  write_text (path, text);
  expect_refusal (path, files->key, path, "large");
}

static void
test_no_certificate (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *part = NULL;

  expect_refusal (files->key, files->key, files->key, "no certificate");
  part = write_part (files, files->certificate, 200);
  expect_refusal (part, files->key, part, "damaged certificate");
  write_text (part, "");
  expect_refusal (part, files->key, part, "no certificate");
}

/* The second is as important as the first. */
static void
test_damaged_chain (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *certificate = files_read (files->certificate);
  g_autofree char *twice = g_strconcat (certificate, certificate, NULL);
  g_autofree char *path = tls_files_get_path (files, "chain.pem");

  twice[strlen (certificate) + 200] = '\0';
  write_text (path, twice);
  expect_refusal (path, files->key, path, "damaged certificate");
}

static void
test_no_key (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autofree char *part = NULL;

  expect_refusal (files->certificate, files->ca, files->ca, "no private key");
  part = write_part (files, files->key, 100);
  expect_refusal (files->certificate, part, part, "private key");
}

static void
test_another_key (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (TlsFiles) others = tls_files_new ();

  expect_refusal (files->certificate, others->key, others->key,
                  files->certificate);
}

/* Nobody is asked for the passphrase. */
static void
test_a_key_with_a_passphrase (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *path = tls_files_get_path (files, "locked.pem");
  g_autoptr (BIO) file = BIO_new_file (path, "w");

  g_assert_cmpint (PEM_write_bio_PrivateKey (file, key, EVP_aes_128_cbc (),
                                             (const guchar *) "x", 1, NULL,
                                             NULL),
                   ==, 1);
  BIO_flush (file);
  expect_refusal (files->certificate, path, path, "passphrase");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls-context/pair", test_takes_a_pair);
  g_test_add_func ("/tls-context/chain", test_takes_a_chain);
  g_test_add_func ("/tls-context/no-files", test_no_files);
  g_test_add_func ("/tls-context/too-large", test_too_large);
  g_test_add_func ("/tls-context/no-certificate", test_no_certificate);
  g_test_add_func ("/tls-context/damaged-chain", test_damaged_chain);
  g_test_add_func ("/tls-context/no-key", test_no_key);
  g_test_add_func ("/tls-context/another-key", test_another_key);
  g_test_add_func ("/tls-context/passphrase", test_a_key_with_a_passphrase);
  return g_test_run ();
}
