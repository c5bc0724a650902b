/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/es256.h"

#include "core/base64url.h"

#include "support/vectors.h"

#include <openssl/err.h>
#include <string.h>

#define EXAMPLE "rfc8292-2.4"
#define TEXT "what is signed"

typedef struct
{
  PhEcKey *key;
  guint8 signature[PH_ES256_SIZE]; /* of TEXT */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->key = ph_ec_key_generate (&error);
  g_assert_no_error (error);
  g_assert_true (ph_es256_sign (fixture->key, TEXT, strlen (TEXT),
                                fixture->signature, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ph_ec_key_free (fixture->key);
}

static gboolean
verify (const PhEcKey *key, const char *text, const guint8 *signature)
{
  gboolean verified = ph_es256_verify (key, text, strlen (text), signature);

  g_assert_cmpuint (ERR_peek_error (), ==, 0);
  return verified;
}

static void
test_example (void)
{
  const char *token = vectors_get_text (EXAMPLE, "token");
  const char *dot = strrchr (token, '.');
  g_autoptr (GBytes) point = vectors_get (EXAMPLE, "key");
  g_autoptr (GBytes) signature = ph_base64url_decode (dot + 1);
  g_autoptr (PhEcKey) key = NULL;
  g_autoptr (GError) error = NULL;

  key = ph_ec_key_new_from_point (g_bytes_get_data (point, NULL),
                                  g_bytes_get_size (point), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (signature), ==, PH_ES256_SIZE);
  g_assert_true (ph_es256_verify (key, token, (gsize) (dot - token),
                                  g_bytes_get_data (signature, NULL)));
}

/* Half of all signatures have a number that DER writes longer or shorter. */
static void
test_what_is_signed_verifies (Fixture *fixture, gconstpointer unused)
{
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %d", i);
      g_autoptr (GError) error = NULL;

      g_assert_true (ph_es256_sign (fixture->key, text, strlen (text),
                                    fixture->signature, &error));
      g_assert_true (verify (fixture->key, text, fixture->signature));
    }
}

static void
test_nothing_else_verifies (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhEcKey) other = ph_ec_key_generate (NULL);

  g_assert_false (verify (fixture->key, TEXT "!", fixture->signature));
  g_assert_false (verify (fixture->key, "", fixture->signature));
  g_assert_false (verify (other, TEXT, fixture->signature));
}

static void
test_every_bit_counts (Fixture *fixture, gconstpointer unused)
{
  for (gsize bit = 0; bit < 8 * PH_ES256_SIZE; bit++)
    {
      fixture->signature[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (verify (fixture->key, TEXT, fixture->signature));
      fixture->signature[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  g_assert_true (verify (fixture->key, TEXT, fixture->signature));
}

static void
fill (Fixture *fixture, gsize offset, int octet)
{
  memset (fixture->signature + offset, octet, PH_EC_SCALAR_SIZE);
}

/* Zero, and numbers beyond the order of the curve. */
static void
test_numbers_that_are_none (Fixture *fixture, gconstpointer unused)
{
  static const int octets[] = { 0x00, 0xff };

  for (gsize i = 0; i < G_N_ELEMENTS (octets); i++)
    {
      Fixture r = *fixture;
      Fixture s = *fixture;

      fill (&r, 0, octets[i]);
      g_assert_false (verify (r.key, TEXT, r.signature));
      fill (&s, PH_EC_SCALAR_SIZE, octets[i]);
      g_assert_false (verify (s.key, TEXT, s.signature));
      fill (&s, 0, octets[i]);
      g_assert_false (verify (s.key, TEXT, s.signature));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/es256/example", test_example);
  g_test_add ("/es256/signed", Fixture, NULL, set_up,
              test_what_is_signed_verifies, tear_down);
  g_test_add ("/es256/nothing-else", Fixture, NULL, set_up,
              test_nothing_else_verifies, tear_down);
  g_test_add ("/es256/every-bit", Fixture, NULL, set_up, test_every_bit_counts,
              tear_down);
  g_test_add ("/es256/no-numbers", Fixture, NULL, set_up,
              test_numbers_that_are_none, tear_down);
  return g_test_run ();
}
