/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/message-crypto.h"

#include "fuzz/fuzz.h"
#include "webpush/aes128gcm-header.h"

#include <string.h>

/* RFC 8291 appendix A. */
#define RECEIVER                                                               \
  "\xab\x57\x57\xa7\x0d\xd4\xa5\x3e\x55\x3a\x6b\xbf\x71\xff\xef\xea"           \
  "\x28\x74\xec\x07\xa6\xb3\x79\xe3\xc4\x8f\x89\x5a\x02\xdc\x33\xde"
#define SENDER                                                                 \
  "\xc9\xf5\x8f\x89\x81\x3e\x9f\x8e\x87\x2e\x71\xf4\x2a\xa6\x4e\x17"           \
  "\x57\xc9\x25\x4d\xcc\x62\xb7\x2d\xdc\x01\x0b\xb4\x04\x3e\xa1\x1c"
#define AUTH "\x05\x30\x59\x32\xa1\xc7\xea\xbe\x13\xb6\xce\xc9\xfd\xa4\x88\x82"

#define RECORD_SIZE_AT PH_AES128GCM_SALT_SIZE

static PhEcKey *
make_key (const char *scalar)
{
  g_autoptr (GError) error = NULL;
  PhEcKey *key = ph_ec_key_new_from_scalar ((const guint8 *) scalar,
                                            PH_EC_SCALAR_SIZE, &error);

  g_assert_no_error (error);
  return key;
}

static GBytes *
decrypt (GBytes *body, const PhEcKey *receiver, GError **error)
{
  return ph_message_decrypt (body, receiver, (const guint8 *) AUTH, error);
}

/* One bit of it is another: of what is not the record size, none may be. */
static void
expect_authentic (GBytes *body, const PhEcKey *receiver, gsize where)
{
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);
  g_autofree guint8 *changed = g_memdup2 (octets, size);
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  gsize at = where / 8 % size;

  if (at >= RECORD_SIZE_AT && at < RECORD_SIZE_AT + 4)
    return;

  changed[at] ^= (guint8) (1 << where % 8);
  other = g_bytes_new (changed, size);
  text = decrypt (other, receiver, &error);
  g_assert_null (text);
  fuzz_expect_outcome (FALSE, error);
}

/* @data is the text, with @padding octets more, and comes back. */
static void
encrypt (const PhEcKey *sender,
         const PhEcKey *receiver,
         const guint8 *data,
         gsize size,
         gsize padding)
{
  const PhMessageChoice choice = {
    .sender = sender,
    .salt = (const guint8 *) AUTH,
    .padding = padding,
  };
  g_autoptr (GBytes) text = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = ph_message_encrypt (
      text, receiver, (const guint8 *) AUTH, &choice, &error);
  g_autoptr (GBytes) back = NULL;

  fuzz_expect_outcome (body != NULL, error);
  g_assert_cmpint (body != NULL, ==, size + padding <= PH_MESSAGE_TEXT_MAX);
  if (body == NULL)
    return;

  g_assert_cmpuint (g_bytes_get_size (body), ==,
                    size + padding + PH_MESSAGE_OVERHEAD);
  back = decrypt (body, receiver, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, text));
  expect_authentic (body, receiver, g_bytes_hash (text));
}

/* A body that a stranger sent; and a text that is encrypted, whose first two
 * octets say how much padding there is. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PhEcKey *receiver;
  static PhEcKey *sender;
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;

  if (receiver == NULL)
    {
      receiver = make_key (RECEIVER);
      sender = make_key (SENDER);
    }

  text = decrypt (body, receiver, &error);
  fuzz_expect_outcome (text != NULL, error);
  if (text != NULL)
    expect_authentic (body, receiver, g_bytes_hash (body));
  if (size >= 2)
    encrypt (sender, receiver, data + 2, size - 2,
             (gsize) data[0] * 256 + data[1]);
  return 0;
}
