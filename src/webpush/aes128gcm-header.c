/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aes128gcm-header.h"

#include "core/error.h"

#include <string.h>

#define RECORD_SIZE_AT PH_AES128GCM_SALT_SIZE
#define KEYID_SIZE_AT (RECORD_SIZE_AT + 4)

gboolean
ph_aes128gcm_read_header (const guint8 *body,
                          gsize size,
                          PhAes128gcmHeader *header,
                          GError **error)
{
  guint32 record_size;

  if (size < PH_AES128GCM_HEADER_MIN)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "The body is too short for aes128gcm: its header has at "
                   "least %d octets, and there are %" G_GSIZE_FORMAT ".",
                   PH_AES128GCM_HEADER_MIN, size);
      return FALSE;
    }

  memcpy (&record_size, body + RECORD_SIZE_AT, sizeof record_size);
  header->salt = body;
  header->record_size = GUINT32_FROM_BE (record_size);
  header->keyid = body + PH_AES128GCM_HEADER_MIN;
  header->keyid_size = body[KEYID_SIZE_AT];
  header->size = PH_AES128GCM_HEADER_MIN + header->keyid_size;

  if (size >= header->size)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "The body is too short for aes128gcm: its header would have "
               "%" G_GSIZE_FORMAT " octets, with a key id of %" G_GSIZE_FORMAT
               ", and there are %" G_GSIZE_FORMAT ".",
               header->size, header->keyid_size, size);
  return FALSE;
}

gsize
ph_aes128gcm_count_records (const PhAes128gcmHeader *header, gsize size)
{
  gsize octets = size - header->size;
  gsize record_size = MAX (header->record_size, 1);

  return octets / record_size + (octets % record_size > 0 ? 1 : 0);
}

void
ph_aes128gcm_write_header (const PhAes128gcmHeader *header, GByteArray *body)
{
  guint32 record_size = GUINT32_TO_BE (header->record_size);
  guint8 keyid_size = (guint8) header->keyid_size;

  g_return_if_fail (header->keyid_size <= PH_AES128GCM_KEYID_MAX);

  g_byte_array_append (body, header->salt, PH_AES128GCM_SALT_SIZE);
  g_byte_array_append (body, (const guint8 *) &record_size, sizeof record_size);
  g_byte_array_append (body, &keyid_size, sizeof keyid_size);
  g_byte_array_append (body, header->keyid, keyid_size);
}
