/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Bodies that are made by hand, record by record, and what is wrong with them:
 * the published examples have no such thing. */

#include "webpush/aes128gcm.h"

#include "core/error.h"

#include <string.h>

#define NOT_AUTHENTIC                                                          \
  "The authentication failed: the body was changed or cut off, or is for "     \
  "another key."

static const guint8 salt[PH_AES128GCM_SALT_SIZE] = { 's', 'a', 'l', 't' };
static const guint8 ikm[] = { 1, 2, 3 };

static void
derive (PhAes128gcmKeys *keys)
{
  g_assert_true (ph_aes128gcm_keys_derive (keys, salt, ikm, sizeof ikm, NULL));
}

static GByteArray *
begin_body (guint32 record_size)
{
  PhAes128gcmHeader header = { .salt = salt, .record_size = record_size };
  GByteArray *body = g_byte_array_new ();

  ph_aes128gcm_write_header (&header, body);
  return body;
}

/* Appends record @number; @padded has its delimiter and padding. */
static void
add_record (GByteArray *body, guint number, const void *padded, gsize size)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };
  guint start = body->len;

  derive (&keys);
  g_byte_array_set_size (body, start + (guint) size + PH_AES128GCM_TAG_SIZE);
  g_assert_true (
      ph_aes128gcm_seal (&keys, number, padded, size, body->data + start));
}

static GBytes *
decrypt (const GByteArray *body, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body->data, body->len);
  g_auto (PhAes128gcmKeys) keys = { 0 };
  PhAes128gcmHeader header;

  derive (&keys);
  g_assert_true (
      ph_aes128gcm_read_header (body->data, body->len, &header, error));
  return ph_aes128gcm_decrypt (&keys, &header, bytes, error);
}

static void
check_text (GBytes *plaintext, const char *text)
{
  g_assert_nonnull (plaintext);
  g_assert_cmpmem (g_bytes_get_data (plaintext, NULL),
                   g_bytes_get_size (plaintext), text, strlen (text));
}

static void
check_decrypts (const GByteArray *body, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plaintext = decrypt (body, &error);

  g_assert_no_error (error);
  check_text (plaintext, text);
}

static void
check_refused (const GByteArray *body, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (decrypt (body, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_many_records (void)
{
  g_autoptr (GByteArray) body = begin_body (20);
  g_autoptr (GByteArray) padded = begin_body (20);
  g_autoptr (GByteArray) empty = begin_body (20);

  for (guint i = 0; i < 300; i++)
    add_record (body, i, "abc\1", 4);
  add_record (body, 300, "\2", 1);
  g_assert_cmpuint (body->len, ==, 21 + 300 * 20 + 17);
  {
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint i = 0; i < 300; i++)
      g_string_append (text, "abc");
    check_decrypts (body, text->str);
  }

  add_record (padded, 0, "a\1\0\0", 4);
  add_record (padded, 1, "\1\0\0\0", 4);
  add_record (padded, 2, "b\2\0\0", 4);
  check_decrypts (padded, "ab");

  add_record (empty, 0, "\2", 1);
  check_decrypts (empty, "");
}

/* Text may look like padding. */
static void
test_only_what_follows_the_delimiter_is_padding (void)
{
  static const guint8 text[] = { 0, 1, 2, 0, 0 };
  g_autoptr (GByteArray) body = begin_body (64);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plaintext = NULL;

  add_record (body, 0, "\0\1\2\0\0\2\0\0\0", 9);
  plaintext = decrypt (body, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (plaintext, NULL),
                   g_bytes_get_size (plaintext), text, sizeof text);
}

static void
test_delimiters (void)
{
  g_autoptr (GByteArray) cut = begin_body (20);
  g_autoptr (GByteArray) early = begin_body (20);
  g_autoptr (GByteArray) other = begin_body (20);
  g_autoptr (GByteArray) none = begin_body (20);

  /* All records are whole, but the last one is missing. */
  add_record (cut, 0, "abc\1", 4);
  check_refused (cut, "The last record must end with the delimiter 2, not 1.");

  add_record (early, 0, "abc\2", 4);
  add_record (early, 1, "d\2", 2);
  check_refused (early, "A record before the last must end with the delimiter "
                        "1, not 2.");

  add_record (other, 0, "abc", 3);
  check_refused (other,
                 "The last record must end with the delimiter 2, not 99.");

  add_record (none, 0, "\0\0\0\0", 4);
  check_refused (none, "A record is all padding: it has no delimiter.");
}

static void
test_order_of_records (void)
{
  g_autoptr (GByteArray) swapped = begin_body (20);
  g_autoptr (GByteArray) twice = begin_body (20);

  add_record (swapped, 1, "abc\1", 4);
  add_record (swapped, 0, "d\2", 2);
  check_refused (swapped, NOT_AUTHENTIC);

  add_record (twice, 0, "abc\1", 4);
  add_record (twice, 0, "abc\1", 4);
  add_record (twice, 2, "d\2", 2);
  check_refused (twice, NOT_AUTHENTIC);
}

static void
test_records_that_are_too_short (void)
{
  g_autoptr (GByteArray) body = begin_body (20);

  check_refused (body,
                 "The last record must be at least 17 octets long, not 0.");
  add_record (body, 0, "", 0);
  check_refused (body,
                 "The last record must be at least 17 octets long, not 16.");

  g_byte_array_set_size (body, PH_AES128GCM_HEADER_MIN);
  add_record (body, 0, "abc\1", 4);
  g_byte_array_append (body, (const guint8 *) "x", 1);
  check_refused (body,
                 "The last record must be at least 17 octets long, not 1.");
}

static void
test_record_sizes (void)
{
  g_autoptr (GByteArray) zero = begin_body (0);
  g_autoptr (GByteArray) least = begin_body (18);
  g_autoptr (GByteArray) less = begin_body (17);
  g_autoptr (GByteArray) most = begin_body (G_MAXUINT32);

  add_record (least, 0, "a\1", 2);
  add_record (least, 1, "b\2", 2);
  check_decrypts (least, "ab");
  add_record (most, 0, "ab\2", 3);
  check_decrypts (most, "ab");

  add_record (less, 0, "\2", 1);
  check_refused (less, "The record size must be at least 18, not 17.");
  add_record (zero, 0, "a\2", 2);
  check_refused (zero, "The record size must be at least 18, not 0.");
}

static void
test_room_in_one_record (void)
{
  PhAes128gcmHeader header = { .salt = salt, .record_size = 20 };
  g_autoptr (GBytes) three = g_bytes_new_static ("abc", 3);
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;

  derive (&keys);
  body = ph_aes128gcm_encrypt (&keys, &header, three, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (body), ==, 21 + 20);

  g_assert_null (ph_aes128gcm_encrypt (&keys, &header, three, 1, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "One record of 20 octets has room for 3 octets of text and "
                   "padding.");
  g_clear_error (&error);

  header.record_size = 17;
  g_assert_null (ph_aes128gcm_encrypt (&keys, &header, three, 0, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aes128gcm-records/many", test_many_records);
  g_test_add_func ("/aes128gcm-records/padding",
                   test_only_what_follows_the_delimiter_is_padding);
  g_test_add_func ("/aes128gcm-records/delimiters", test_delimiters);
  g_test_add_func ("/aes128gcm-records/order", test_order_of_records);
  g_test_add_func ("/aes128gcm-records/short", test_records_that_are_too_short);
  g_test_add_func ("/aes128gcm-records/size", test_record_sizes);
  g_test_add_func ("/aes128gcm-records/room", test_room_in_one_record);
  return g_test_run ();
}
