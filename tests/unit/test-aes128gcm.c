/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm.h"

#include "core/error.h"
#include "support/vectors.h"

#include <string.h>

#define ONE_RECORD "rfc8188-3.1"
#define TWO_RECORDS "rfc8188-3.2"

/* Octets of the header that no key is derived from: see RFC 8188 section 2. */
#define RECORD_SIZE_AT 16
#define KEYID_SIZE_AT 20

/* Decrypts @body with what the example @id has as its key. */
static GBytes *
decrypt_with (const char *id, GBytes *body, GError **error)
{
  g_autoptr (GBytes) key = vectors_get (id, "ikm");
  g_auto (PhAes128gcmKeys) keys = { 0 };
  PhAes128gcmHeader header;
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);

  if (!ph_aes128gcm_read_header (octets, size, &header, error) ||
      !ph_aes128gcm_keys_derive (&keys, header.salt,
                                 g_bytes_get_data (key, NULL),
                                 g_bytes_get_size (key), error))
    return NULL;

  return ph_aes128gcm_decrypt (&keys, &header, body, error);
}

static void
test_decrypts_the_examples (void)
{
  g_auto (GStrv) ids = vectors_list ("rfc8188");

  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GBytes) body = vectors_get (ids[i], "body");
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = decrypt_with (ids[i], body, &error);

      g_assert_no_error (error);
      vectors_expect (ids[i], "plaintext", g_bytes_get_data (text, NULL),
                      g_bytes_get_size (text));
    }
}

static void
test_encrypts_the_example (void)
{
  g_autoptr (GBytes) body = vectors_get (ONE_RECORD, "body");
  g_autoptr (GBytes) key = vectors_get (ONE_RECORD, "ikm");
  g_autoptr (GBytes) text = vectors_get (ONE_RECORD, "plaintext");
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;
  PhAes128gcmHeader header = { 0 };

  header.salt = g_bytes_get_data (body, NULL);
  header.record_size = 4096;
  g_assert_true (ph_aes128gcm_keys_derive (&keys, header.salt,
                                           g_bytes_get_data (key, NULL),
                                           g_bytes_get_size (key), &error));
  made = ph_aes128gcm_encrypt (&keys, &header, text, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (made, body));
}

/* What changes when a bit of @octet does. The size of a record is in no key: as
 * long as the records are the same, so is their text. Nor is the key id, which
 * names the key to whom it concerns. */
static gboolean
is_covered (GBytes *body, gsize octet)
{
  const guint8 *octets = g_bytes_get_data (body, NULL);
  gsize header = PH_AES128GCM_HEADER_MIN + octets[KEYID_SIZE_AT];

  return octet < RECORD_SIZE_AT || octet == KEYID_SIZE_AT || octet >= header;
}

static void
test_every_bit_counts (gconstpointer id)
{
  g_autoptr (GBytes) body = vectors_get (id, "body");
  g_autoptr (GBytes) text = vectors_get (id, "plaintext");
  gsize size = g_bytes_get_size (body);

  for (gsize bit = 0; bit < 8 * size; bit++)
    {
      guint8 *octets = g_memdup2 (g_bytes_get_data (body, NULL), size);
      g_autoptr (GBytes) wrong = g_bytes_new_take (octets, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) plaintext = NULL;

      octets[bit / 8] ^= (guint8) (1 << bit % 8);
      plaintext = decrypt_with (id, wrong, &error);
      if (plaintext == NULL)
        g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      else
        {
          g_assert_false (is_covered (body, bit / 8));
          g_assert_true (g_bytes_equal (plaintext, text));
        }
    }
}

static void
test_every_octet_is_needed (gconstpointer id)
{
  g_autoptr (GBytes) body = vectors_get (id, "body");

  for (gsize size = 0; size < g_bytes_get_size (body); size++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (body, 0, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (decrypt_with (id, part, &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aes128gcm/decrypts", test_decrypts_the_examples);
  g_test_add_func ("/aes128gcm/encrypts", test_encrypts_the_example);
  g_test_add_data_func ("/aes128gcm/bits", ONE_RECORD, test_every_bit_counts);
  g_test_add_data_func ("/aes128gcm/bits-of-two-records", TWO_RECORDS,
                        test_every_bit_counts);
  g_test_add_data_func ("/aes128gcm/octets", ONE_RECORD,
                        test_every_octet_is_needed);
  g_test_add_data_func ("/aes128gcm/octets-of-two-records", TWO_RECORDS,
                        test_every_octet_is_needed);
  return g_test_run ();
}
