/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What senders make of their messages, whatever the keys are. */

#include "webpush/message-crypto.h"

#include "core/error.h"
#include "webpush/aes128gcm-header.h"

#include <string.h>

typedef struct
{
  PhEcKey *own;
  PhEcKey *receiver; /* what senders know of it */
  guint8 auth[PH_AUTH_SECRET_SIZE];
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->own = ph_ec_key_generate (&error);
  f->receiver = ph_ec_key_new_from_point (ph_ec_key_get_point (f->own),
                                          PH_EC_POINT_SIZE, &error);
  g_assert_true (ph_auth_secret_generate (f->auth, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ph_ec_key_free (f->own);
  ph_ec_key_free (f->receiver);
}

static GBytes *
make_text (gsize size)
{
  return g_bytes_new_take (g_strnfill (size, 'x'), size);
}

static PhAes128gcmHeader
read_header (GBytes *body)
{
  PhAes128gcmHeader header;

  g_assert_true (ph_aes128gcm_read_header (
      g_bytes_get_data (body, NULL), g_bytes_get_size (body), &header, NULL));
  return header;
}

/* Encrypts @size octets, expects a body of @expected, and decrypts it.
 *
 * Returns: (transfer full): the body. */
static GBytes *
encrypt (Fixture *f, gsize size, const PhMessageChoice *choice, gsize expected)
{
  g_autoptr (GBytes) text = make_text (size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      ph_message_encrypt (text, f->receiver, f->auth, choice, &error);
  g_autoptr (GBytes) decrypted = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), ==, expected);
  decrypted = ph_message_decrypt (body, f->own, f->auth, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (decrypted, text));

  return g_steal_pointer (&body);
}

static void
check_refused (Fixture *f,
               gsize size,
               const PhMessageChoice *choice,
               PhError code,
               const char *message)
{
  g_autoptr (GBytes) text = make_text (size);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ph_message_encrypt (text, f->receiver, f->auth, choice, &error));
  g_assert_error (error, PH_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_any_text (Fixture *f, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 2, 15, 16, 17, 1000, 3992 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) body = encrypt (f, sizes[i], NULL, sizes[i] + 103);
      PhAes128gcmHeader header = read_header (body);

      g_assert_cmpuint (header.record_size, ==, 4096);
      g_assert_cmpuint (header.keyid_size, ==, PH_EC_POINT_SIZE);
    }
}

/* RFC 8291 section 4. */
static void
test_how_long_it_may_be (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) most = encrypt (f, 3993, NULL, 4096);

  g_assert_cmpuint (PH_MESSAGE_TEXT_MAX, ==, 3993);
  check_refused (f, 3994, NULL, PH_ERROR_TOO_LARGE,
                 "To be encrypted the body may be 3993 octets long at most, "
                 "not 3994.");
  check_refused (f, 100000, NULL, PH_ERROR_TOO_LARGE,
                 "To be encrypted the body may be 3993 octets long at most, "
                 "not 100000.");
}

static void
test_padding_hides_the_length (Fixture *f, gconstpointer data)
{
  PhMessageChoice choice = { .padding = 3000 };
  g_autoptr (GBytes) one = encrypt (f, 7, &choice, 3110);
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) most = NULL;

  choice.padding = 2907;
  other = encrypt (f, 100, &choice, 3110);

  choice.padding = 993;
  most = encrypt (f, 3000, &choice, 4096);
  check_refused (f, 3001, &choice, PH_ERROR_TOO_LARGE,
                 "To be encrypted the body may be 3000 octets long at most, "
                 "not 3001.");
  choice.padding = 3994;
  check_refused (f, 0, &choice, PH_ERROR_TOO_LARGE,
                 "To be encrypted the body may be 0 octets long at most, "
                 "not 0.");
  choice.padding = G_MAXSIZE;
  check_refused (f, 1, &choice, PH_ERROR_TOO_LARGE,
                 "To be encrypted the body may be 0 octets long at most, "
                 "not 1.");
}

/* RFC 8291 section 4: greater than what is in the record, not as large. */
static void
test_record_size (Fixture *f, gconstpointer data)
{
  PhMessageChoice choice = { .record_size = 28 };
  g_autoptr (GBytes) body = encrypt (f, 10, &choice, 113);

  g_assert_cmpuint (read_header (body).record_size, ==, 28);
  check_refused (f, 11, &choice, PH_ERROR_INVALID,
                 "The record size must be greater than 28, not 28.");
  choice.padding = 1;
  check_refused (f, 10, &choice, PH_ERROR_INVALID,
                 "The record size must be greater than 28, not 28.");
  choice.padding = 0;
  choice.record_size = 17;
  check_refused (f, 0, &choice, PH_ERROR_INVALID,
                 "The record size must be greater than 17, not 17.");
}

/* Another key and another salt each time: no nonce is used twice. */
static void
test_nothing_comes_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) one = encrypt (f, 10, NULL, 113);
  g_autoptr (GBytes) two = encrypt (f, 10, NULL, 113);
  PhAes128gcmHeader of_one = read_header (one);
  PhAes128gcmHeader of_two = read_header (two);

  g_assert_true (memcmp (of_one.salt, of_two.salt, PH_AES128GCM_SALT_SIZE) !=
                 0);
  g_assert_true (memcmp (of_one.keyid, of_two.keyid, PH_EC_POINT_SIZE) != 0);
}

/* With a key of its own the sender still has another salt each time. */
static void
test_sender_with_a_key (Fixture *f, gconstpointer data)
{
  g_autoptr (PhEcKey) sender = ph_ec_key_generate (NULL);
  PhMessageChoice choice = { .sender = sender };
  g_autoptr (GBytes) one = encrypt (f, 10, &choice, 113);
  g_autoptr (GBytes) two = encrypt (f, 10, &choice, 113);
  PhAes128gcmHeader of_one = read_header (one);
  PhAes128gcmHeader of_two = read_header (two);

  g_assert_cmpmem (of_one.keyid, of_one.keyid_size,
                   ph_ec_key_get_point (sender), PH_EC_POINT_SIZE);
  g_assert_cmpmem (of_two.keyid, of_two.keyid_size,
                   ph_ec_key_get_point (sender), PH_EC_POINT_SIZE);
  g_assert_true (memcmp (of_one.salt, of_two.salt, PH_AES128GCM_SALT_SIZE) !=
                 0);
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
  add ("/message-encrypt/any-text", test_any_text);
  add ("/message-encrypt/length", test_how_long_it_may_be);
  add ("/message-encrypt/padding", test_padding_hides_the_length);
  add ("/message-encrypt/record-size", test_record_size);
  add ("/message-encrypt/random", test_nothing_comes_twice);
  add ("/message-encrypt/sender", test_sender_with_a_key);
  return g_test_run ();
}
