/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-key.h"

#include "core/base64url.h"

#include <openssl/evp.h>

/* The two keys of the example in RFC 8291 appendix A, and their secret. */
#define UA_PRIVATE "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
#define UA_PUBLIC                                                              \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"
#define AS_PRIVATE "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
#define AS_PUBLIC                                                              \
  "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"   \
  "EqKK6PBru3jl7A8"
#define SECRET "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"

static PhEcKey *
read_private (const char *scalar)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (scalar);
  g_autoptr (GError) error = NULL;
  PhEcKey *key = ph_ec_key_new_from_scalar (g_bytes_get_data (octets, NULL),
                                            g_bytes_get_size (octets), &error);

  g_assert_no_error (error);
  g_assert_nonnull (key);
  return key;
}

static PhEcKey *
read_public (const char *text)
{
  g_autoptr (GError) error = NULL;
  PhEcKey *key = ph_ec_key_new_from_text (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (key);
  return key;
}

static void
check_secret (const PhEcKey *own, const PhEcKey *other)
{
  g_autoptr (GBytes) expected = ph_base64url_decode (SECRET);
  guint8 secret[PH_EC_SCALAR_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_ec_key_agree (own, other, secret, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (secret, sizeof secret, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static void
test_private_key_has_its_public_key (void)
{
  g_autoptr (PhEcKey) ua = read_private (UA_PRIVATE);
  g_autoptr (PhEcKey) as = read_private (AS_PRIVATE);

  g_assert_true (ph_ec_key_is_private (ua));
  g_assert_cmpstr (ph_ec_key_get_text (ua), ==, UA_PUBLIC);
  g_assert_cmpstr (ph_ec_key_get_text (as), ==, AS_PUBLIC);
}

static void
test_public_key_comes_back (void)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (UA_PUBLIC);
  g_autoptr (PhEcKey) key = read_public (UA_PUBLIC);

  g_assert_false (ph_ec_key_is_private (key));
  g_assert_cmpstr (ph_ec_key_get_text (key), ==, UA_PUBLIC);
  g_assert_cmpmem (ph_ec_key_get_point (key), PH_EC_POINT_SIZE,
                   g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
}

static void
test_secret_is_the_same_for_both (void)
{
  g_autoptr (PhEcKey) ua = read_private (UA_PRIVATE);
  g_autoptr (PhEcKey) ua_public = read_public (UA_PUBLIC);
  g_autoptr (PhEcKey) as = read_private (AS_PRIVATE);
  g_autoptr (PhEcKey) as_public = read_public (AS_PUBLIC);

  check_secret (ua, as_public);
  check_secret (as, ua_public);
  check_secret (ua, as);
}

static void
test_generates_another_each_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) one = ph_ec_key_generate (&error);
  g_autoptr (PhEcKey) two = ph_ec_key_generate (&error);
  g_autoptr (PhEcKey) one_public = NULL;
  guint8 of_one[PH_EC_SCALAR_SIZE];
  guint8 of_two[PH_EC_SCALAR_SIZE];

  g_assert_no_error (error);
  g_assert_true (ph_ec_key_is_private (one));
  g_assert_cmpstr (ph_ec_key_get_text (one), !=, ph_ec_key_get_text (two));

  /* The public part on its own fits the private one. */
  one_public = read_public (ph_ec_key_get_text (one));
  g_assert_true (ph_ec_key_agree (one, two, of_one, &error));
  g_assert_true (ph_ec_key_agree (two, one_public, of_two, &error));
  g_assert_cmpmem (of_one, sizeof of_one, of_two, sizeof of_two);
}

/* What signs with it verifies with what its text says. */
static void
test_key_signs (void)
{
  static const guint8 data[] = "data";
  g_autoptr (PhEcKey) key = read_private (UA_PRIVATE);
  g_autoptr (PhEcKey) shown = read_public (ph_ec_key_get_text (key));
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[128];
  gsize size = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL,
                                       ph_ec_key_get_pkey (key)),
                   ==, 1);
  g_assert_cmpint (
      EVP_DigestSign (context, signature, &size, data, sizeof data), ==, 1);
  EVP_MD_CTX_reset (context);
  g_assert_cmpint (EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL,
                                         ph_ec_key_get_pkey (shown)),
                   ==, 1);
  g_assert_cmpint (
      EVP_DigestVerify (context, signature, size, data, sizeof data), ==, 1);
  EVP_MD_CTX_free (context);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ec-key/private", test_private_key_has_its_public_key);
  g_test_add_func ("/ec-key/public", test_public_key_comes_back);
  g_test_add_func ("/ec-key/secret", test_secret_is_the_same_for_both);
  g_test_add_func ("/ec-key/generate", test_generates_another_each_time);
  g_test_add_func ("/ec-key/signs", test_key_signs);
  return g_test_run ();
}
