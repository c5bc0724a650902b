/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What is no key on the curve, and which of the rules it breaks. */

#include "webpush/ec-key.h"

#include "core/base64url.h"
#include "core/error.h"

#include <openssl/err.h>
#include <string.h>

/* The receiver's key of the example in RFC 8291 appendix A. */
#define EXAMPLE                                                                \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"

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
  check_text_refused (EXAMPLE "A", "must be 87 characters long, not 88.");
}

static void
test_refuses_other_texts (void)
{
  static const char wrong[] = "+/= \n.";

  for (const char *c = wrong; *c != '\0'; c++)
    {
      g_autofree char *text = g_strdup (EXAMPLE);

      text[40] = *c;
      check_text_refused (text, "must be base64url without padding.");
    }
}

/* The last character has two bits that are no part of the octets. */
static void
test_refuses_spare_bits (void)
{
  static const char same[] = "567"; /* as "4", with which it ends */
  g_autofree char *text = g_strdup (EXAMPLE);

  for (const char *c = same; *c != '\0'; c++)
    {
      text[PH_EC_TEXT_LENGTH - 1] = *c;
      check_text_refused (text, "must be base64url without padding.");
    }
}

static void
test_refuses_other_forms (void)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (EXAMPLE);

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
  g_autoptr (GBytes) octets = ph_base64url_decode (EXAMPLE);

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
  g_test_add_func ("/ec-key-rules/size", test_refuses_other_sizes);
  g_test_add_func ("/ec-key-rules/text", test_refuses_other_texts);
  g_test_add_func ("/ec-key-rules/spare-bits", test_refuses_spare_bits);
  g_test_add_func ("/ec-key-rules/form", test_refuses_other_forms);
  g_test_add_func ("/ec-key-rules/curve",
                   test_refuses_every_point_beside_the_curve);
  g_test_add_func ("/ec-key-rules/infinity", test_refuses_infinity);
  g_test_add_func ("/ec-key-rules/too-large",
                   test_refuses_coordinates_that_are_too_large);
  g_test_add_func ("/ec-key-rules/range", test_range_of_private_keys);
  return g_test_run ();
}
