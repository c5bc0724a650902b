/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The header in front of what is encrypted as "aes128gcm" (RFC 8188 section
 * 2.1): salt, record size, length of the key id, key id. It can be read without
 * a key, and says nothing about whether the rest is genuine. */

#define PH_AES128GCM_SALT_SIZE 16
#define PH_AES128GCM_KEYID_MAX 255
/* A header whose key id is empty. */
#define PH_AES128GCM_HEADER_MIN 21
/* The smallest record size that is allowed (RFC 8188 section 2). */
#define PH_AES128GCM_RECORD_SIZE_MIN 18

typedef struct
{
  const guint8 *salt;  /* PH_AES128GCM_SALT_SIZE octets */
  guint32 record_size; /* as it stands there, even when it is not allowed */
  const guint8 *keyid; /* @keyid_size octets; what they are is not looked at */
  gsize keyid_size;    /* 0 to PH_AES128GCM_KEYID_MAX */
  gsize size;          /* of the header: the records begin there */
} PhAes128gcmHeader;

/* Reads the header of the @size octets of @body, which may be anything.
 *
 * @header: (out): points into @body
 *
 * Fails with PH_ERROR_INVALID when @body ends before its header does; every
 * other octets have a reading. */
gboolean ph_aes128gcm_read_header (const guint8 *body,
                                   gsize size,
                                   PhAes128gcmHeader *header,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Into how many records a body of @size octets with this @header falls, the
 * last of which may be shorter than the others. A record size of 0 counts
 * as 1. */
gsize ph_aes128gcm_count_records (const PhAes128gcmHeader *header, gsize size);

/* Appends @header to @body; its size is not looked at. */
void ph_aes128gcm_write_header (const PhAes128gcmHeader *header,
                                GByteArray *body);
