/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm-record.h"

#include "support/vectors.h"

#include <openssl/err.h>
#include <string.h>

#define EXAMPLE "rfc8188-3.1"

static void
derive (const char *id, PhAes128gcmKeys *keys)
{
  g_autoptr (GBytes) body = vectors_get (id, "body");
  g_autoptr (GBytes) ikm = vectors_get (id, "ikm");
  g_autoptr (GError) error = NULL;

  /* The salt is what a body begins with. */
  g_assert_true (ph_aes128gcm_keys_derive (keys, g_bytes_get_data (body, NULL),
                                           g_bytes_get_data (ikm, NULL),
                                           g_bytes_get_size (ikm), &error));
  g_assert_no_error (error);
}

static void
test_keys_of_the_example (void)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };

  derive (EXAMPLE, &keys);
  vectors_expect (EXAMPLE, "prk", keys.prk, sizeof keys.prk);
  vectors_expect (EXAMPLE, "cek", keys.cek, sizeof keys.cek);
  vectors_expect (EXAMPLE, "nonce", keys.nonce, sizeof keys.nonce);
}

static void
test_record_of_the_example (void)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GBytes) body = vectors_get (EXAMPLE, "body");
  g_autoptr (GBytes) padded = vectors_get (EXAMPLE, "padded_plaintext");
  const guint8 *record = (const guint8 *) g_bytes_get_data (body, NULL) + 21;
  gsize size = g_bytes_get_size (body) - 21;
  guint8 opened[32];
  guint8 sealed[32];

  derive (EXAMPLE, &keys);
  g_assert_cmpuint (size, ==, sizeof opened);
  g_assert_true (ph_aes128gcm_open (&keys, 0, record, size, opened));
  vectors_expect (EXAMPLE, "padded_plaintext", opened, size - 16);

  g_assert_true (ph_aes128gcm_seal (&keys, 0, g_bytes_get_data (padded, NULL),
                                    g_bytes_get_size (padded), sealed));
  g_assert_cmpmem (sealed, g_bytes_get_size (padded) + 16, record, size);
}

/* What was one record cannot be read as another: the nonce has the number in
 * it, all of it. */
static void
test_record_has_its_number (void)
{
  static const guint64 numbers[] = {
    0, 1, 2, 0xff, 0x100, 0x10000, 0xffffffff, 0x100000000, G_MAXUINT64,
  };
  static const guint8 text[] = "text";
  g_auto (PhAes128gcmKeys) keys = { 0 };

  derive (EXAMPLE, &keys);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint8 record[sizeof text + PH_AES128GCM_TAG_SIZE];

      g_assert_true (
          ph_aes128gcm_seal (&keys, numbers[i], text, sizeof text, record));
      for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          guint8 opened[sizeof text];

          g_assert_true (ph_aes128gcm_open (&keys, numbers[j], record,
                                            sizeof record, opened) == (i == j));
        }
    }
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

/* The second record of the other example, whose nonce ends in 1 more. */
static void
test_second_record (void)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GBytes) body = vectors_get ("rfc8188-3.2", "body");
  const guint8 *octets = g_bytes_get_data (body, NULL);
  gsize first = 21 + 2;
  gsize second = first + 25;
  guint8 opened[25] = { 0 };

  derive ("rfc8188-3.2", &keys);
  g_assert_true (ph_aes128gcm_open (&keys, 0, octets + first, 25, opened));
  g_assert_cmpmem (opened, 9, "I am th\x01\0", 9);
  g_assert_true (ph_aes128gcm_open (&keys, 1, octets + second,
                                    g_bytes_get_size (body) - second, opened));
  g_assert_cmpmem (opened, 9, "e walrus\x02", 9);
}

static void
test_shorter_than_its_tag (void)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };
  guint8 record[PH_AES128GCM_TAG_SIZE] = { 0 };
  guint8 opened[1];

  derive (EXAMPLE, &keys);
  for (gsize size = 0; size <= sizeof record; size++)
    g_assert_false (ph_aes128gcm_open (&keys, 0, record, size, opened));
}

static void
test_clears (void)
{
  static const PhAes128gcmKeys none = { 0 };
  PhAes128gcmKeys keys;

  derive (EXAMPLE, &keys);
  ph_aes128gcm_keys_clear (&keys);
  g_assert_cmpmem (&keys, sizeof keys, &none, sizeof none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aes128gcm-record/keys", test_keys_of_the_example);
  g_test_add_func ("/aes128gcm-record/record", test_record_of_the_example);
  g_test_add_func ("/aes128gcm-record/number", test_record_has_its_number);
  g_test_add_func ("/aes128gcm-record/second", test_second_record);
  g_test_add_func ("/aes128gcm-record/short", test_shorter_than_its_tag);
  g_test_add_func ("/aes128gcm-record/clears", test_clears);
  return g_test_run ();
}
