/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-key.h"

#include "core/base64url.h"
#include "core/error.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

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

/* n, the order of the curve (SEC 2 section 2.4.2). */
#define ORDER "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
/* A point whose first coordinate is 5, and the same with p added to it, which
 * still fits into 32 octets. */
#define LOW                                                                    \
  "0000000000000000000000000000000000000000000000000000000000000005"           \
  "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc"
#define LOW_UNREDUCED                                                          \
  "ffffffff00000001000000000000000000000001000000000000000000000004"           \
  "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc"

#define NOT_ON_CURVE "must be a point on the curve P-256."
#define NOT_UNCOMPRESSED                                                       \
  "must be an uncompressed point, which begins with the octet 0x04."
#define NOT_IN_RANGE                                                           \
  "must be a number from 1 to n - 1, n being the order of the curve P-256."

static void
read_hex (const char *hex, guint8 *octets)
{
  for (gsize i = 0; hex[2 * i] != '\0'; i++)
    octets[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 +
                          g_ascii_xdigit_value (hex[2 * i + 1]));
}

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
check_failed (const PhEcKey *key, const GError *error, const char *message)
{
  g_assert_null (key);
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
check_point_refused (const guint8 *point, gsize size, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_point (point, size, &error);

  check_failed (key, error, message);
}

static void
check_text_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_text (text, &error);

  check_failed (key, error, message);
}

static void
check_scalar_refused (const guint8 *scalar, gsize size, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_scalar (scalar, size, &error);

  check_failed (key, error, message);
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

static void
test_refuses_other_sizes (void)
{
  guint8 octets[PH_EC_POINT_SIZE + 1] = { 0x04 };

  check_point_refused (octets, 66, "must be 65 octets long, not 66.");
  check_point_refused (octets, 64, "must be 65 octets long, not 64.");
  check_point_refused (NULL, 0, "must be 65 octets long, not 0.");
  check_scalar_refused (octets, 33, "must be 32 octets long, not 33.");
  check_scalar_refused (octets, 31, "must be 32 octets long, not 31.");
  check_scalar_refused (NULL, 0, "must be 32 octets long, not 0.");
  check_text_refused ("", "must be 87 characters long, not 0.");
  check_text_refused (UA_PUBLIC "A", "must be 87 characters long, not 88.");
}

static void
test_refuses_other_texts (void)
{
  static const char wrong[] = "+/= \n.";

  for (const char *c = wrong; *c != '\0'; c++)
    {
      g_autofree char *text = g_strdup (UA_PUBLIC);

      text[40] = *c;
      check_text_refused (text, "must be base64url without padding.");
    }
}

/* The last character has two bits that are no part of the octets. */
static void
test_refuses_spare_bits (void)
{
  static const char same[] = "567"; /* as "4", with which it ends */
  g_autofree char *text = g_strdup (UA_PUBLIC);

  for (const char *c = same; *c != '\0'; c++)
    {
      text[PH_EC_TEXT_LENGTH - 1] = *c;
      check_text_refused (text, "must be base64url without padding.");
    }
}

static void
test_refuses_other_forms (void)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (UA_PUBLIC);

  for (guint form = 0; form <= 0xff; form++)
    {
      guint8 point[PH_EC_POINT_SIZE];

      memcpy (point, g_bytes_get_data (octets, NULL), sizeof point);
      point[0] = (guint8) form;
      if (form != 0x04)
        check_point_refused (point, sizeof point, NOT_UNCOMPRESSED);
    }
}

static void
test_refuses_every_point_beside_the_curve (void)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (UA_PUBLIC);

  for (gsize bit = 8; bit < 8 * PH_EC_POINT_SIZE; bit++)
    {
      guint8 point[PH_EC_POINT_SIZE];

      memcpy (point, g_bytes_get_data (octets, NULL), sizeof point);
      point[bit / 8] ^= (guint8) (1 << bit % 8);
      check_point_refused (point, sizeof point, NOT_ON_CURVE);
    }
}

/* Infinity is the one octet 0x00; its other spellings are no points either. */
static void
test_refuses_infinity (void)
{
  guint8 zero[PH_EC_POINT_SIZE] = { 0x00 };

  check_point_refused (zero, 1, "must be 65 octets long, not 1.");
  check_point_refused (zero, sizeof zero, NOT_UNCOMPRESSED);
  zero[0] = 0x04;
  check_point_refused (zero, sizeof zero, NOT_ON_CURVE);
}

static void
test_refuses_coordinates_that_are_too_large (void)
{
  guint8 point[PH_EC_POINT_SIZE] = { 0x04 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) low = NULL;

  read_hex (LOW, point + 1);
  low = ph_ec_key_new_from_point (point, sizeof point, &error);
  g_assert_no_error (error);
  g_assert_nonnull (low);

  read_hex (LOW_UNREDUCED, point + 1);
  check_point_refused (point, sizeof point, NOT_ON_CURVE);
}

static void
test_range_of_private_keys (void)
{
  guint8 scalar[PH_EC_SCALAR_SIZE] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) least = NULL;
  g_autoptr (PhEcKey) most = NULL;

  check_scalar_refused (scalar, sizeof scalar, NOT_IN_RANGE);
  scalar[31] = 1;
  least = ph_ec_key_new_from_scalar (scalar, sizeof scalar, &error);
  g_assert_no_error (error);

  read_hex (ORDER, scalar);
  check_scalar_refused (scalar, sizeof scalar, NOT_IN_RANGE);
  scalar[31]--;
  most = ph_ec_key_new_from_scalar (scalar, sizeof scalar, &error);
  g_assert_no_error (error);

  memset (scalar, 0xff, sizeof scalar);
  check_scalar_refused (scalar, sizeof scalar, NOT_IN_RANGE);

  /* The generator and its negative: their first coordinates are the same. */
  g_assert_cmpmem (ph_ec_key_get_point (least), 33, ph_ec_key_get_point (most),
                   33);
  g_assert_cmpstr (ph_ec_key_get_text (least), !=, ph_ec_key_get_text (most));
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
  g_test_add_func ("/ec-key/size", test_refuses_other_sizes);
  g_test_add_func ("/ec-key/text", test_refuses_other_texts);
  g_test_add_func ("/ec-key/spare-bits", test_refuses_spare_bits);
  g_test_add_func ("/ec-key/form", test_refuses_other_forms);
  g_test_add_func ("/ec-key/curve", test_refuses_every_point_beside_the_curve);
  g_test_add_func ("/ec-key/infinity", test_refuses_infinity);
  g_test_add_func ("/ec-key/too-large",
                   test_refuses_coordinates_that_are_too_large);
  g_test_add_func ("/ec-key/range", test_range_of_private_keys);
  return g_test_run ();
}
