/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-pem.h"

#include "core/error.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

/* The receiver's key of the example in RFC 8291 appendix A, in every form that
 * keys come in. */
#define PUBLIC                                                                 \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"

#define PKCS8                                                                  \
  "-----BEGIN PRIVATE KEY-----\n"                                              \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq1dXpw3UpT5VOmu/\n"         \
  "cf/v6ih07Aems3njxI+JWgLcM96hRANCAAQlcbK+zf3jYFUarx7Q9M02bBHOvlVf\n"         \
  "iby3sYalMzkXMWjs4uvgGFl70wR5uG48j47O1XfKWRh+kkaZDbaCAIsO\n"                 \
  "-----END PRIVATE KEY-----\n"

#define SEC1                                                                   \
  "-----BEGIN EC PRIVATE KEY-----\n"                                           \
  "MHcCAQEEIKtXV6cN1KU+VTprv3H/7+oodOwHprN548SPiVoC3DPeoAoGCCqGSM49\n"         \
  "AwEHoUQDQgAEJXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzFo7OLr4BhZ\n"         \
  "e9MEebhuPI+OztV3ylkYfpJGmQ22ggCLDg==\n"                                     \
  "-----END EC PRIVATE KEY-----\n"

#define SEC1_WITHOUT_PUBLIC_PART                                               \
  "-----BEGIN EC PRIVATE KEY-----\n"                                           \
  "MDECAQEEIKtXV6cN1KU+VTprv3H/7+oodOwHprN548SPiVoC3DPeoAoGCCqGSM49\n"         \
  "AwEH\n"                                                                     \
  "-----END EC PRIVATE KEY-----\n"

#define SEC1_WITH_COMPRESSED_POINT                                             \
  "-----BEGIN EC PRIVATE KEY-----\n"                                           \
  "MFcCAQEEIKtXV6cN1KU+VTprv3H/7+oodOwHprN548SPiVoC3DPeoAoGCCqGSM49\n"         \
  "AwEHoSQDIgACJXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzE=\n"                 \
  "-----END EC PRIVATE KEY-----\n"

/* The private part is 1 more than the one that the public part belongs to. */
#define SEC1_OF_TWO_KEYS                                                       \
  "-----BEGIN EC PRIVATE KEY-----\n"                                           \
  "MHcCAQEEIKtXV6cN1KU+VTprv3H/7+oodOwHprN548SPiVoC3DPfoAoGCCqGSM49\n"         \
  "AwEHoUQDQgAEJXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzFo7OLr4BhZ\n"         \
  "e9MEebhuPI+OztV3ylkYfpJGmQ22ggCLDg==\n"                                     \
  "-----END EC PRIVATE KEY-----\n"

#define PUBLIC_PEM                                                             \
  "-----BEGIN PUBLIC KEY-----\n"                                               \
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJXGyvs3942BVGq8e0PTNNmwRzr5V\n"         \
  "X4m8t7GGpTM5FzFo7OLr4BhZe9MEebhuPI+OztV3ylkYfpJGmQ22ggCLDg==\n"             \
  "-----END PUBLIC KEY-----\n"

#define PARAMETERS                                                             \
  "-----BEGIN EC PARAMETERS-----\n"                                            \
  "BggqhkjOPQMBBw==\n"                                                         \
  "-----END EC PARAMETERS-----\n"

static void
check_reads (const char *pem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_pem_read (pem, strlen (pem), &error);

  g_assert_no_error (error);
  g_assert_true (ph_ec_key_is_private (key));
  g_assert_cmpstr (ph_ec_key_get_text (key), ==, PUBLIC);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
check_refused (const char *pem, gsize size, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_pem_read (pem, size, &error);

  g_assert_null (key);
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
test_reads_every_form (void)
{
  check_reads (PKCS8);
  check_reads (SEC1);
  check_reads (SEC1_WITHOUT_PUBLIC_PART);
  check_reads (SEC1_WITH_COMPRESSED_POINT);
}

/* As tools write it: parameters or text before the key, lines that end in
 * other ways. */
static void
test_reads_what_stands_around (void)
{
  g_auto (GStrv) lines = g_strsplit (PKCS8, "\n", -1);
  g_autofree char *from_windows = g_strjoinv ("\r\n", lines);

  check_reads (PARAMETERS SEC1);
  check_reads ("My key:\n" PKCS8 "\nKeep it.\n");
  check_reads (PUBLIC_PEM PKCS8);
  check_reads (from_windows);
}

static void
test_writes_what_it_reads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_pem_read (SEC1, strlen (SEC1), &error);
  g_autoptr (GBytes) pem = ph_ec_pem_write (key, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem), PKCS8,
                   strlen (PKCS8));
}

static void
test_new_keys_come_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_generate (&error);
  g_autoptr (GBytes) pem = ph_ec_pem_write (key, &error);
  g_autoptr (PhEcKey) again = ph_ec_pem_read (g_bytes_get_data (pem, NULL),
                                              g_bytes_get_size (pem), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ph_ec_key_get_text (again), ==, ph_ec_key_get_text (key));
  g_assert_cmpint (
      EVP_PKEY_eq (ph_ec_key_get_pkey (again), ph_ec_key_get_pkey (key)), ==,
      1);
}

static void
test_refuses_what_is_no_private_key (void)
{
  static const char not_pem[] = "must be a private key in PEM form.";

  check_refused ("", 0, not_pem);
  check_refused ("\0\0\0", 3, not_pem);
  check_refused ("Hello", 5, not_pem);
  check_refused (PARAMETERS, strlen (PARAMETERS), not_pem);
  check_refused (PUBLIC_PEM, strlen (PUBLIC_PEM),
                 "must be a private key, not a public one.");

  /* Up to the dashes at its end. */
  for (gsize size = strlen (PKCS8) - strlen ("-----\n"); size > 8; size -= 8)
    check_refused (PKCS8, size - 1, not_pem);
}

static void
test_refuses_parts_of_two_keys (void)
{
  check_refused (SEC1_OF_TWO_KEYS, strlen (SEC1_OF_TWO_KEYS),
                 "must have the public part that belongs to its private part.");
}

static void
test_refuses_what_is_too_large (void)
{
  g_autofree char *space = g_strnfill (PH_EC_PEM_MAX - strlen (PKCS8), '\n');
  g_autofree char *most = g_strconcat (space, PKCS8, NULL);
  g_autofree char *more = g_strconcat ("\n", most, NULL);

  check_reads (most);
  check_refused (more, strlen (more), "must be at most 65536 octets of PEM.");
}

/* @pkey: (transfer full). @passphrase: (nullable). */
static void
check_other (EVP_PKEY *pkey, const char *passphrase, const char *message)
{
  BIO *output = BIO_new (BIO_s_mem ());
  char *pem = NULL;
  long size;

  g_assert_cmpint (
      PEM_write_bio_PKCS8PrivateKey (
          output, pkey, passphrase != NULL ? EVP_aes_128_cbc () : NULL,
          passphrase, passphrase != NULL ? (int) strlen (passphrase) : 0, NULL,
          NULL),
      ==, 1);
  size = BIO_get_mem_data (output, &pem);
  check_refused (pem, (gsize) size, message);
  BIO_free (output);
  EVP_PKEY_free (pkey);
}

static void
test_refuses_other_kinds (void)
{
  check_other (EVP_EC_gen ("P-384"), NULL,
               "must be a key on the curve P-256, not secp384r1.");
  check_other (EVP_EC_gen ("secp256k1"), NULL,
               "must be a key on the curve P-256, not secp256k1.");
  check_other (EVP_PKEY_Q_keygen (NULL, NULL, "ED25519"), NULL,
               "must be a key on the curve P-256, not ED25519.");
  check_other (EVP_PKEY_Q_keygen (NULL, NULL, "RSA", (size_t) 1024), NULL,
               "must be a key on the curve P-256, not RSA.");
}

/* Nor does it ask anybody. */
static void
test_refuses_a_passphrase (void)
{
  check_other (EVP_EC_gen ("P-256"), "secret", "must be without a passphrase.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ec-pem/forms", test_reads_every_form);
  g_test_add_func ("/ec-pem/around", test_reads_what_stands_around);
  g_test_add_func ("/ec-pem/writes", test_writes_what_it_reads);
  g_test_add_func ("/ec-pem/new", test_new_keys_come_back);
  g_test_add_func ("/ec-pem/none", test_refuses_what_is_no_private_key);
  g_test_add_func ("/ec-pem/two-keys", test_refuses_parts_of_two_keys);
  g_test_add_func ("/ec-pem/too-large", test_refuses_what_is_too_large);
  g_test_add_func ("/ec-pem/other-kinds", test_refuses_other_kinds);
  g_test_add_func ("/ec-pem/passphrase", test_refuses_a_passphrase);
  return g_test_run ();
}
