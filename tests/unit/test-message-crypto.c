/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/message-crypto.h"

#include "core/error.h"
#include "support/vectors.h"
#include "webpush/aes128gcm.h"
#include "webpush/message-keys.h"

#include <openssl/err.h>
#include <string.h>

#define EXAMPLE "rfc8291-appendix-a"

#define NOT_AUTHENTIC                                                          \
  "The authentication failed: the body was changed or cut off, or is for "     \
  "another key."

#define RECORD_SIZE_AT 16
#define KEYID_SIZE_AT 20
#define KEYID_AT 21

/* The two sides of the example. */
typedef struct
{
  PhEcKey *receiver;
  PhEcKey *sender;
  GBytes *auth;
  GBytes *salt;
  GBytes *body;
  GBytes *plaintext;
} Fixture;

static PhEcKey *
read_private (const char *member)
{
  g_autoptr (GBytes) octets = vectors_get (EXAMPLE, member);
  g_autoptr (GError) error = NULL;
  PhEcKey *key = ph_ec_key_new_from_scalar (g_bytes_get_data (octets, NULL),
                                            g_bytes_get_size (octets), &error);

  g_assert_no_error (error);
  return key;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->receiver = read_private ("ua_private");
  f->sender = read_private ("as_private");
  f->auth = vectors_get (EXAMPLE, "auth_secret");
  f->salt = vectors_get (EXAMPLE, "salt");
  f->body = vectors_get (EXAMPLE, "body");
  f->plaintext = vectors_get (EXAMPLE, "plaintext");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ph_ec_key_free (f->receiver);
  ph_ec_key_free (f->sender);
  g_bytes_unref (f->auth);
  g_bytes_unref (f->salt);
  g_bytes_unref (f->body);
  g_bytes_unref (f->plaintext);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static GBytes *
decrypt (Fixture *f, GBytes *body, GError **error)
{
  return ph_message_decrypt (body, f->receiver,
                             g_bytes_get_data (f->auth, NULL), error);
}

static void
check_refused (Fixture *f, GBytes *body, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decrypt (f, body, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

/* A copy of the example's body, to be changed. */
static guint8 *
copy_body (Fixture *f, GBytes **copy)
{
  gsize size = g_bytes_get_size (f->body);
  guint8 *octets = g_memdup2 (g_bytes_get_data (f->body, NULL), size);

  *copy = g_bytes_new_take (octets, size);
  return octets;
}

static void
test_decrypts_the_example (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = decrypt (f, f->body, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (text, f->plaintext));
  g_assert_cmpuint (g_bytes_get_size (f->body), ==,
                    (gsize) vectors_get_number (EXAMPLE, "body_octets"));
}

/* Octet for octet, in all its parts. */
static void
test_encrypts_the_example (Fixture *f, gconstpointer data)
{
  PhMessageChoice choice = {
    .sender = f->sender,
    .salt = g_bytes_get_data (f->salt, NULL),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      ph_message_encrypt (f->plaintext, f->receiver,
                          g_bytes_get_data (f->auth, NULL), &choice, &error);
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);

  g_assert_no_error (error);
  vectors_expect (EXAMPLE, "header", octets, 86);
  vectors_expect (EXAMPLE, "ciphertext", octets + 86, size - 86);
  g_assert_true (g_bytes_equal (body, f->body));
}

static void
test_padded_text_of_the_example (Fixture *f, gconstpointer data)
{
  g_auto (PhMessageKeys) message = { 0 };
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GBytes) record = vectors_get (EXAMPLE, "ciphertext");
  guint8 padded[64];
  gsize size = g_bytes_get_size (record) - PH_AES128GCM_TAG_SIZE;

  g_assert_cmpuint (size, <=, sizeof padded);
  g_assert_true (ph_message_keys_derive (&message, f->receiver, f->sender,
                                         g_bytes_get_data (f->auth, NULL),
                                         NULL));
  g_assert_true (
      ph_aes128gcm_keys_derive (&keys, g_bytes_get_data (f->salt, NULL),
                                message.ikm, sizeof message.ikm, NULL));
  g_assert_true (ph_aes128gcm_open (&keys, 0, g_bytes_get_data (record, NULL),
                                    g_bytes_get_size (record), padded));
  vectors_expect (EXAMPLE, "padded_plaintext", padded, size);
}

static void
test_published_failures (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *message;
  } failures[] = {
    { "rfc8291-tampered-tag", NOT_AUTHENTIC },
    { "not-encrypted-text",
      "The body is too short for aes128gcm: its header would have 131 octets, "
      "with a key id of 110, and there are 41." },
    { "empty-body", "The body is too short for aes128gcm: its header has at "
                    "least 21 octets, and there are 0." },
  };
  g_auto (GStrv) ids = vectors_list ("rfc8291_negative");

  g_assert_cmpuint (g_strv_length (ids), ==, G_N_ELEMENTS (failures));
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GBytes) body = vectors_get (failures[i].id, "body");

      check_refused (f, body, failures[i].message);
    }
}

/* The record size is in no key (RFC 8188 section 2): a changed one that is
 * still large enough changes nothing. Everything else does. */
static void
test_every_bit_counts (Fixture *f, gconstpointer data)
{
  for (gsize bit = 0; bit < 8 * g_bytes_get_size (f->body); bit++)
    {
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) text = NULL;

      copy_body (f, &body)[bit / 8] ^= (guint8) (1 << bit % 8);
      text = decrypt (f, body, &error);
      if (text == NULL)
        g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      else
        {
          g_assert_cmpuint (bit / 8, >=, RECORD_SIZE_AT);
          g_assert_cmpuint (bit / 8, <, KEYID_SIZE_AT);
          g_assert_true (g_bytes_equal (text, f->plaintext));
        }
    }
}

static void
test_every_octet_is_needed (Fixture *f, gconstpointer data)
{
  for (gsize size = 0; size < g_bytes_get_size (f->body); size++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (f->body, 0, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (decrypt (f, part, &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
    }
}

static void
test_nothing_may_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) body = NULL;

  g_byte_array_append (longer, g_bytes_get_data (f->body, NULL),
                       (guint) g_bytes_get_size (f->body));
  g_byte_array_append (longer, (const guint8 *) "", 1);
  body = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  check_refused (f, body, NOT_AUTHENTIC);
}

/* Each bit of the authentication secret, and another receiver. */
static void
test_is_for_its_receiver (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) other = ph_ec_key_generate (&error);

  g_assert_null (ph_message_decrypt (f->body, other,
                                     g_bytes_get_data (f->auth, NULL), &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, NOT_AUTHENTIC);

  for (gsize bit = 0; bit < 8 * PH_AUTH_SECRET_SIZE; bit++)
    {
      guint8 auth[PH_AUTH_SECRET_SIZE];

      g_clear_error (&error);
      memcpy (auth, g_bytes_get_data (f->auth, NULL), sizeof auth);
      auth[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_null (ph_message_decrypt (f->body, f->receiver, auth, &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, NOT_AUTHENTIC);
    }
}

static void
test_names_what_is_wrong_with_the_header (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) small = NULL;
  g_autoptr (GBytes) form = NULL;
  g_autoptr (GBytes) curve = NULL;
  g_autoptr (GBytes) keyid = vectors_get ("rfc8188-3.1", "body");
  g_autoptr (GBytes) two = vectors_get ("rfc8188-3.2", "body");
  g_autoptr (GBytes) one_record = g_bytes_new_from_bytes (two, 0, 23 + 25);

  memcpy (copy_body (f, &small) + RECORD_SIZE_AT, "\0\0\0\21", 4);
  check_refused (f, small, "The record size must be at least 18, not 17.");
  copy_body (f, &form)[KEYID_AT] = 0x02;
  check_refused (f, form,
                 "The key id must be an uncompressed point, which "
                 "begins with the octet 0x04.");
  copy_body (f, &curve)[KEYID_AT + 1] ^= 1;
  check_refused (f, curve, "The key id must be a point on the curve P-256.");
  check_refused (f, keyid, "The key id must be 65 octets long, not 0.");
  check_refused (f, one_record, "The key id must be 65 octets long, not 2.");
  check_refused (f, two,
                 "A push message must be one record, not 2: the record "
                 "size is 25, and 50 octets follow.");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/message-crypto/decrypts", test_decrypts_the_example);
  add ("/message-crypto/encrypts", test_encrypts_the_example);
  add ("/message-crypto/padded", test_padded_text_of_the_example);
  add ("/message-crypto/failures", test_published_failures);
  add ("/message-crypto/bits", test_every_bit_counts);
  add ("/message-crypto/octets", test_every_octet_is_needed);
  add ("/message-crypto/more", test_nothing_may_follow);
  add ("/message-crypto/receiver", test_is_for_its_receiver);
  add ("/message-crypto/header", test_names_what_is_wrong_with_the_header);
  return g_test_run ();
}
