/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* RFC 8188 section 3.1 and 3.2: "yqdlZ-tYemfogSmv7Ws5PQ" and
 * "BO3ZVPxUlnLORbVGMpbT1Q". */
static const guint8 ikms[][16] = {
  { 0xca, 0xa7, 0x65, 0x67, 0xeb, 0x58, 0x7a, 0x67, 0xe8, 0x81, 0x29, 0xaf,
    0xed, 0x6b, 0x39, 0x3d },
  { 0x04, 0xed, 0xd9, 0x54, 0xfc, 0x54, 0x96, 0x72, 0xce, 0x45, 0xb5, 0x46,
    0x32, 0x96, 0xd3, 0xd5 },
};

static void
derive (PhAes128gcmKeys *keys, const guint8 *salt, const guint8 *ikm)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_aes128gcm_keys_derive (keys, salt, ikm, 16, &error));
  g_assert_no_error (error);
}

/* What can be read is what is written with the same text and padding. */
static void
expect_same (const PhAes128gcmKeys *keys,
             const PhAes128gcmHeader *header,
             GBytes *body,
             GBytes *text)
{
  gsize padding = g_bytes_get_size (body) - header->size -
                  g_bytes_get_size (text) - PH_AES128GCM_OVERHEAD;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = NULL;

  if (ph_aes128gcm_count_records (header, g_bytes_get_size (body)) > 1)
    return;

  again = ph_aes128gcm_encrypt (keys, header, text, padding, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, body));
}

/* As a body that a stranger sent. */
static void
read_body (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  PhAes128gcmHeader header;
  g_autoptr (GError) error = NULL;
  gboolean done = ph_aes128gcm_read_header (g_bytes_get_data (body, NULL), size,
                                            &header, &error);

  fuzz_expect_outcome (done, error);
  if (!done)
    return;

  g_assert_cmpuint (header.size, <=, size);
  for (gsize i = 0; i < G_N_ELEMENTS (ikms); i++)
    {
      g_auto (PhAes128gcmKeys) keys = { 0 };
      g_autoptr (GBytes) text = NULL;
      g_autoptr (GError) wrong = NULL;

      derive (&keys, header.salt, ikms[i]);
      text = ph_aes128gcm_decrypt (&keys, &header, body, &wrong);
      fuzz_expect_outcome (text != NULL, wrong);
      if (text != NULL)
        expect_same (&keys, &header, body, text);
    }
}

/* Takes the padding off one record. Returns: whether it is well-formed. */
static gboolean
strip (const guint8 *padded, gsize size, gboolean is_last, gsize *length)
{
  while (size > 0 && padded[size - 1] == 0)
    size--;
  *length = size - 1;
  return size > 0 && padded[size - 1] == (is_last ? 2 : 1);
}

/* As what is in the records, which have @room octets each. Nobody without the
 * key gets so far. */
static void
read_records (const guint8 *data, gsize size, gsize room)
{
  static const guint8 salt[PH_AES128GCM_SALT_SIZE];
  const PhAes128gcmHeader header = {
    .salt = salt,
    .record_size = (guint32) (room + PH_AES128GCM_TAG_SIZE),
    .size = PH_AES128GCM_HEADER_MIN,
  };
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  gboolean valid = TRUE;
  guint64 number = 0;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  derive (&keys, salt, ikms[0]);
  ph_aes128gcm_write_header (&header, body);
  do
    {
      gsize part = MIN (room, size);
      gsize length = 0;
      guint start = body->len;

      valid = strip (data, part, part == size, &length) && valid;
      if (valid)
        g_byte_array_append (expected, data, (guint) length);
      g_byte_array_set_size (body,
                             start + (guint) part + PH_AES128GCM_TAG_SIZE);
      g_assert_true (
          ph_aes128gcm_seal (&keys, number++, data, part, body->data + start));
      data += part;
      size -= part;
    }
  while (size > 0);

  octets = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  text = ph_aes128gcm_decrypt (&keys, &header, octets, &error);
  fuzz_expect_outcome (text != NULL, error);
  g_assert_cmpint (text != NULL, ==, valid);
  if (valid)
    g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text),
                     expected->data, expected->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  read_body (data, size);
  if (size > 0)
    read_records (data + 1, size - 1, MAX (data[0], 2));
  return 0;
}
