/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm-header.h"

#include "core/error.h"
#include "support/vectors.h"

#include <string.h>

static PhAes128gcmHeader
read_body (GBytes *body)
{
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);
  PhAes128gcmHeader header;
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_aes128gcm_read_header (octets, size, &header, &error));
  g_assert_no_error (error);
  return header;
}

/* A header without key id, of this record size. */
static PhAes128gcmHeader
header_of (guint32 record_size)
{
  PhAes128gcmHeader header = {
    .record_size = record_size,
    .size = PH_AES128GCM_HEADER_MIN,
  };

  return header;
}

static void
check_refused (const void *body, gsize size, const char *message)
{
  PhAes128gcmHeader header;
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_aes128gcm_read_header (body, size, &header, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

/* Every example that is a body, whichever standard it is from. */
static void
test_reads_the_examples (void)
{
  static const struct
  {
    const char *id;
    guint32 record_size;
    gsize keyid_size;
    gsize records;
  } examples[] = {
    { "rfc8188-3.1", 4096, 0, 1 },
    { "rfc8188-3.2", 25, 2, 2 },
    { "rfc8291-appendix-a", 4096, 65, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GBytes) body = vectors_get (examples[i].id, "body");
      PhAes128gcmHeader header = read_body (body);
      gsize size = g_bytes_get_size (body);

      g_assert_cmpint (vectors_get_number (examples[i].id, "body_octets"), ==,
                       (gint64) size);
      g_assert_cmpint (vectors_get_number (examples[i].id, "rs"), ==,
                       examples[i].record_size);
      g_assert_cmpuint (header.record_size, ==, examples[i].record_size);
      g_assert_cmpuint (header.keyid_size, ==, examples[i].keyid_size);
      g_assert_cmpuint (header.size, ==, 21 + examples[i].keyid_size);
      g_assert_cmpuint (ph_aes128gcm_count_records (&header, size), ==,
                        examples[i].records);
    }
}

static void
test_reads_salt_and_key_id (void)
{
  g_autoptr (GBytes) first = vectors_get ("rfc8188-3.1", "body");
  g_autoptr (GBytes) second = vectors_get ("rfc8188-3.2", "body");
  g_autoptr (GBytes) third = vectors_get ("rfc8291-appendix-a", "body");
  PhAes128gcmHeader header = read_body (first);

  vectors_expect ("rfc8188-3.1", "salt", header.salt, PH_AES128GCM_SALT_SIZE);
  g_assert_cmpint (vectors_get_number ("rfc8188-3.1", "idlen"), ==,
                   (gint64) header.keyid_size);

  header = read_body (second);
  vectors_expect ("rfc8188-3.2", "keyid", header.keyid, header.keyid_size);

  header = read_body (third);
  vectors_expect ("rfc8291-appendix-a", "salt", header.salt,
                  PH_AES128GCM_SALT_SIZE);
  vectors_expect ("rfc8291-appendix-a", "as_public", header.keyid,
                  header.keyid_size);
  g_assert_cmpint (vectors_get_number ("rfc8291-appendix-a", "idlen"), ==,
                   (gint64) header.keyid_size);
}

static void
test_writes_what_it_reads (void)
{
  static const char *const ids[] = { "rfc8188-3.1", "rfc8188-3.2",
                                     "rfc8291-appendix-a" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GBytes) body = vectors_get (ids[i], "body");
      PhAes128gcmHeader header = read_body (body);
      g_autoptr (GByteArray) written = g_byte_array_new ();

      ph_aes128gcm_write_header (&header, written);
      g_assert_cmpmem (written->data, written->len,
                       g_bytes_get_data (body, NULL), header.size);
    }
}

static void
test_refuses_what_ends_too_early (void)
{
  guint8 octets[PH_AES128GCM_HEADER_MIN + PH_AES128GCM_KEYID_MAX] = { 0 };
  PhAes128gcmHeader header;

  check_refused (NULL, 0,
                 "The body is too short for aes128gcm: its header has at least "
                 "21 octets, and there are 0.");
  check_refused (octets, 20,
                 "The body is too short for aes128gcm: its header has at least "
                 "21 octets, and there are 20.");
  g_assert_true (ph_aes128gcm_read_header (octets, 21, &header, NULL));

  octets[20] = 255;
  check_refused (octets, 275,
                 "The body is too short for aes128gcm: its header would have "
                 "276 octets, with a key id of 255, and there are 275.");
  g_assert_true (ph_aes128gcm_read_header (octets, 276, &header, NULL));
}

/* Whatever it is: text has a reading too, which the caller can judge. */
static void
test_reads_anything (void)
{
  static const char text[] = "When I grow up, I want to be a watermelon";
  g_autofree char *longer = g_strnfill (200, 'A');
  PhAes128gcmHeader header;

  check_refused (text, strlen (text),
                 "The body is too short for aes128gcm: its header would have "
                 "131 octets, with a key id of 110, and there are 41.");

  g_assert_true (
      ph_aes128gcm_read_header ((guint8 *) longer, 200, &header, NULL));
  g_assert_cmpuint (header.record_size, ==, 0x41414141);
  g_assert_cmpuint (header.keyid_size, ==, 0x41);
  g_assert_cmpuint (ph_aes128gcm_count_records (&header, 200), ==, 1);
}

static void
test_record_sizes_that_are_not_allowed (void)
{
  guint8 octets[PH_AES128GCM_HEADER_MIN] = { 0 };

  for (guint size = 0; size < PH_AES128GCM_RECORD_SIZE_MIN; size++)
    {
      PhAes128gcmHeader header;

      octets[19] = (guint8) size;
      g_assert_true (
          ph_aes128gcm_read_header (octets, sizeof octets, &header, NULL));
      g_assert_cmpuint (header.record_size, ==, size);
    }
}

static void
test_counts_records (void)
{
  static const struct
  {
    guint32 record_size;
    gsize octets;
    gsize records;
  } cases[] = {
    { 25, 0, 0 },  { 25, 1, 1 },          { 25, 25, 1 },     { 25, 26, 2 },
    { 25, 50, 2 }, { 25, 51, 3 },         { 4096, 4075, 1 }, { 1, 3, 3 },
    { 0, 3, 3 },   { G_MAXUINT32, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PhAes128gcmHeader header = header_of (cases[i].record_size);

      g_assert_cmpuint (
          ph_aes128gcm_count_records (&header, 21 + cases[i].octets), ==,
          cases[i].records);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aes128gcm-header/examples", test_reads_the_examples);
  g_test_add_func ("/aes128gcm-header/parts", test_reads_salt_and_key_id);
  g_test_add_func ("/aes128gcm-header/writes", test_writes_what_it_reads);
  g_test_add_func ("/aes128gcm-header/short", test_refuses_what_ends_too_early);
  g_test_add_func ("/aes128gcm-header/anything", test_reads_anything);
  g_test_add_func ("/aes128gcm-header/record-size",
                   test_record_sizes_that_are_not_allowed);
  g_test_add_func ("/aes128gcm-header/records", test_counts_records);
  return g_test_run ();
}
