/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/hkdf.h"

#include <openssl/err.h>
#include <string.h>

#define OKM_SIZE 42

/* RFC 5869 appendix A.1 and A.3. */
static const struct
{
  gsize salt_size;
  gsize info_size;
  const char *prk;
  const char *okm;
} vectors[] = {
  { 13, 10, "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    "34007208d5b887185865" },
  { 0, 0, "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    "9d201395faa4b61a96c8" },
};

static void
check_hex (const guint8 *octets, gsize size, const char *expected)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", octets[i]);
  g_assert_cmpstr (hex->str, ==, expected);
}

/* The inputs of the examples are octets that count up. */
static void
count_up (guint8 *octets, gsize size, guint8 first)
{
  for (gsize i = 0; i < size; i++)
    octets[i] = (guint8) (first + i);
}

static void
test_vectors (void)
{
  guint8 ikm[22];

  memset (ikm, 0x0b, sizeof ikm);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      guint8 salt[13];
      guint8 info[10];
      guint8 prk[PH_HKDF_SIZE];
      guint8 okm[OKM_SIZE];

      count_up (salt, sizeof salt, 0x00);
      count_up (info, sizeof info, 0xf0);
      g_assert_true (
          ph_hkdf_extract (salt, vectors[i].salt_size, ikm, sizeof ikm, prk));
      check_hex (prk, sizeof prk, vectors[i].prk);
      g_assert_true (
          ph_hkdf_expand (prk, info, vectors[i].info_size, okm, sizeof okm));
      check_hex (okm, sizeof okm, vectors[i].okm);
    }
}

/* RFC 5869 section 2.3: at most 255 times the size of the digest. */
static void
test_no_end (void)
{
  static guint8 okm[255 * PH_HKDF_SIZE + 1];
  guint8 prk[PH_HKDF_SIZE] = { 0 };

  g_assert_true (ph_hkdf_expand (prk, "", 0, okm, sizeof okm - 1));
  g_assert_false (ph_hkdf_expand (prk, "", 0, okm, sizeof okm));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hkdf/vectors", test_vectors);
  g_test_add_func ("/hkdf/no-end", test_no_end);
  return g_test_run ();
}
