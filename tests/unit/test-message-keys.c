/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/message-keys.h"

#include "support/vectors.h"
#include "webpush/aes128gcm-record.h"

#include <string.h>

#define EXAMPLE "rfc8291-appendix-a"

static PhEcKey *
read_key (const char *member, gboolean is_private)
{
  g_autoptr (GBytes) octets = vectors_get (EXAMPLE, member);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (octets, &size);
  g_autoptr (GError) error = NULL;
  PhEcKey *key = is_private ? ph_ec_key_new_from_scalar (data, size, &error) :
                              ph_ec_key_new_from_point (data, size, &error);

  g_assert_no_error (error);
  return key;
}

static void
check_derives (const PhEcKey *receiver, const PhEcKey *sender)
{
  g_autoptr (GBytes) auth = vectors_get (EXAMPLE, "auth_secret");
  g_auto (PhMessageKeys) keys = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (auth), ==, PH_AUTH_SECRET_SIZE);
  g_assert_true (ph_message_keys_derive (
      &keys, receiver, sender, g_bytes_get_data (auth, NULL), &error));
  g_assert_no_error (error);

  vectors_expect (EXAMPLE, "ecdh_secret", keys.ecdh_secret,
                  sizeof keys.ecdh_secret);
  vectors_expect (EXAMPLE, "prk_key", keys.prk_key, sizeof keys.prk_key);
  vectors_expect (EXAMPLE, "key_info", keys.key_info, sizeof keys.key_info);
  vectors_expect (EXAMPLE, "ikm", keys.ikm, sizeof keys.ikm);
}

/* The same whoever of the two derives them. */
static void
test_keys_of_the_example (void)
{
  g_autoptr (PhEcKey) ua_private = read_key ("ua_private", TRUE);
  g_autoptr (PhEcKey) ua_public = read_key ("ua_public", FALSE);
  g_autoptr (PhEcKey) as_private = read_key ("as_private", TRUE);
  g_autoptr (PhEcKey) as_public = read_key ("as_public", FALSE);

  check_derives (ua_private, as_public);
  check_derives (ua_public, as_private);
  check_derives (ua_private, as_private);
}

/* From there on it is the content coding. */
static void
test_content_keys_of_the_example (void)
{
  g_autoptr (GBytes) salt = vectors_get (EXAMPLE, "salt");
  g_autoptr (GBytes) ikm = vectors_get (EXAMPLE, "ikm");
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_aes128gcm_keys_derive (&keys, g_bytes_get_data (salt, NULL),
                                           g_bytes_get_data (ikm, NULL),
                                           g_bytes_get_size (ikm), &error));
  vectors_expect (EXAMPLE, "prk", keys.prk, sizeof keys.prk);
  vectors_expect (EXAMPLE, "cek", keys.cek, sizeof keys.cek);
  vectors_expect (EXAMPLE, "nonce", keys.nonce, sizeof keys.nonce);
}

static void
check_expands (const char *info_member, const char *member)
{
  g_autoptr (GBytes) prk = vectors_get (EXAMPLE, "prk");
  g_autoptr (GBytes) info = vectors_get (EXAMPLE, info_member);
  g_autoptr (GBytes) expected = vectors_get (EXAMPLE, member);
  guint8 okm[PH_HKDF_SIZE];
  gsize size = g_bytes_get_size (expected);

  g_assert_true (ph_hkdf_expand (g_bytes_get_data (prk, NULL),
                                 g_bytes_get_data (info, NULL),
                                 g_bytes_get_size (info), okm, size));
  vectors_expect (EXAMPLE, member, okm, size);
}

/* The two lines that say what each of them is for. */
static void
test_infos_of_the_example (void)
{
  check_expands ("cek_info", "cek");
  check_expands ("nonce_info", "nonce");
}

static void
test_clears (void)
{
  static const PhMessageKeys none = { 0 };
  PhMessageKeys keys;

  memset (&keys, 0xff, sizeof keys);
  ph_message_keys_clear (&keys);
  g_assert_cmpmem (&keys, sizeof keys, &none, sizeof none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-keys/example", test_keys_of_the_example);
  g_test_add_func ("/message-keys/content", test_content_keys_of_the_example);
  g_test_add_func ("/message-keys/infos", test_infos_of_the_example);
  g_test_add_func ("/message-keys/clears", test_clears);
  return g_test_run ();
}
