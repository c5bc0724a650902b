/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm.h"

#include "core/error.h"

#include <string.h>

/* What ends the text of a record; octets of 0 may follow (RFC 8188 section
 * 2). */
#define DELIMITER 0x01
#define DELIMITER_OF_LAST 0x02

/* So that no sum of sizes is too large for a GByteArray or OpenSSL. */
#define TEXT_MAX (G_MAXINT / 4)

/* The records that are still to be read, and the text of the others. */
typedef struct
{
  const PhAes128gcmKeys *keys;
  const guint8 *at;
  gsize left; /* octets from @at on */
  gsize record_size;
  guint64 number; /* of the record at @at */
  GByteArray *text;
} Reading;

static gboolean
check_record_size (const PhAes128gcmHeader *header, GError **error)
{
  if (header->record_size >= PH_AES128GCM_RECORD_SIZE_MIN)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "The record size must be at least %d, not %u.",
               PH_AES128GCM_RECORD_SIZE_MIN, header->record_size);
  return FALSE;
}

static gboolean
check_room (const PhAes128gcmHeader *header,
            gsize size,
            gsize padding,
            GError **error)
{
  gsize room = header->record_size - PH_AES128GCM_OVERHEAD;

  if (size <= room && padding <= room - size)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "One record of %u octets has room for %" G_GSIZE_FORMAT
               " octets of text and padding.",
               header->record_size, room);
  return FALSE;
}

/* Returns: (transfer full): @plaintext as it is encrypted. */
static GByteArray *
pad (GBytes *plaintext, gsize padding)
{
  static const guint8 delimiter = DELIMITER_OF_LAST;
  gsize size = 0;
  const guint8 *text = g_bytes_get_data (plaintext, &size);
  GByteArray *padded = g_byte_array_new ();

  g_byte_array_append (padded, text, (guint) size);
  g_byte_array_append (padded, &delimiter, 1);
  g_byte_array_set_size (padded, (guint) (size + 1 + padding));
  memset (padded->data + size + 1, 0, padding);
  return padded;
}

GBytes *
ph_aes128gcm_encrypt (const PhAes128gcmKeys *keys,
                      const PhAes128gcmHeader *header,
                      GBytes *plaintext,
                      gsize padding,
                      GError **error)
{
  g_autoptr (GByteArray) body = NULL;
  g_autoptr (GByteArray) padded = NULL;
  guint offset;

  g_return_val_if_fail (g_bytes_get_size (plaintext) <= TEXT_MAX, NULL);
  g_return_val_if_fail (padding <= TEXT_MAX, NULL);

  if (!check_record_size (header, error) ||
      !check_room (header, g_bytes_get_size (plaintext), padding, error))
    return NULL;

  padded = pad (plaintext, padding);
  body = g_byte_array_new ();
  ph_aes128gcm_write_header (header, body);
  offset = body->len;
  g_byte_array_set_size (body, offset + padded->len + PH_AES128GCM_TAG_SIZE);

  if (ph_aes128gcm_seal (keys, 0, padded->data, padded->len,
                         body->data + offset))
    return g_byte_array_free_to_bytes (g_steal_pointer (&body));

  g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                       "OpenSSL cannot encrypt.");
  return NULL;
}

/* Takes padding and delimiter away from the @size octets of @padded.
 *
 * @length: (out): how many are left */
static gboolean
unpad (const guint8 *padded,
       gsize size,
       gboolean is_last,
       gsize *length,
       GError **error)
{
  guint8 delimiter = is_last ? DELIMITER_OF_LAST : DELIMITER;

  while (size > 0 && padded[size - 1] == 0)
    size--;

  if (size == 0)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "A record is all padding: it has no delimiter.");
  else if (padded[size - 1] != delimiter)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "%s must end with the delimiter %u, not %u.",
                 is_last ? "The last record" : "A record before the last",
                 delimiter, padded[size - 1]);
  else
    {
      *length = size - 1;
      return TRUE;
    }

  return FALSE;
}

/* Reads the next record. */
static gboolean
read_record (Reading *reading, GError **error)
{
  gsize size = MIN (reading->left, reading->record_size);
  gboolean is_last = size == reading->left;
  guint start = reading->text->len;
  gsize length = 0;

  if (size < PH_AES128GCM_OVERHEAD)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "The last record must be at least %d octets long, not "
                   "%" G_GSIZE_FORMAT ".",
                   PH_AES128GCM_OVERHEAD, size);
      return FALSE;
    }

  g_byte_array_set_size (reading->text,
                         start + (guint) size - PH_AES128GCM_TAG_SIZE);
  if (!ph_aes128gcm_open (reading->keys, reading->number, reading->at, size,
                          reading->text->data + start))
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "The authentication failed: the body was changed "
                           "or cut off, or is for another key.");
      return FALSE;
    }
  if (!unpad (reading->text->data + start, size - PH_AES128GCM_TAG_SIZE,
              is_last, &length, error))
    return FALSE;

  g_byte_array_set_size (reading->text, start + (guint) length);
  reading->at += size;
  reading->left -= size;
  reading->number++;
  return TRUE;
}

GBytes *
ph_aes128gcm_decrypt (const PhAes128gcmKeys *keys,
                      const PhAes128gcmHeader *header,
                      GBytes *body,
                      GError **error)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);
  Reading reading = {
    .keys = keys,
    .at = octets + header->size,
    .left = size - header->size,
    .record_size = header->record_size,
    .text = text,
  };

  g_return_val_if_fail (size <= G_MAXINT, NULL);

  if (!check_record_size (header, error))
    return NULL;

  do
    if (!read_record (&reading, error))
      return NULL;
  while (reading.left > 0);

  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}
