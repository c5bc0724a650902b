/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/framing.h"

#include "webpush/aes128gcm-header.h"
#include "webpush/ec-key.h"
#include "webpush/message-crypto.h"

#include <openssl/crypto.h>
#include <string.h>

/* A header that is text is none: its record size, four octets, would have no
 * octet that is zero, and its salt, 16 random ones, would be text. */
static gboolean
is_text (const guint8 *octets, gsize size)
{
  gsize length = MIN (size, PH_AES128GCM_HEADER_MIN);
  const char *end = NULL;

  g_utf8_validate ((const char *) octets, (gssize) size, &end);
  if ((const guint8 *) end < octets + length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (octets[i]) && !g_ascii_isspace (octets[i]))
      return FALSE;

  return size > 0;
}

static void
note_number (PhFindings *findings, PhRule rule, gsize number, const char *what)
{
  g_autofree char *seen =
      g_strdup_printf ("%" G_GSIZE_FORMAT " %s", number, what);

  ph_findings_add (findings, rule, seen);
}

static void
check_key (const PhAes128gcmHeader *header,
           GBytes *vapid_key,
           PhFindings *findings)
{
  g_autoptr (PhEcKey) key =
      ph_ec_key_new_from_point (header->keyid, header->keyid_size, NULL);

  if (key == NULL)
    ph_findings_add (findings, PH_RULE_FRAMING_KEY,
                     "65 octets that are no point");
  else if (vapid_key != NULL && memcmp (g_bytes_get_data (vapid_key, NULL),
                                        header->keyid, PH_EC_POINT_SIZE) == 0)
    ph_findings_add (findings, PH_RULE_VAPID_KEY_REUSED,
                     "the same key for both");
}

static void
check_header (const PhAes128gcmHeader *header,
              gsize size,
              GBytes *vapid_key,
              PhFindings *findings)
{
  gsize records = ph_aes128gcm_count_records (header, size);

  if (header->keyid_size != PH_EC_POINT_SIZE)
    note_number (findings, PH_RULE_FRAMING_KEY_ID, header->keyid_size,
                 "octets");
  else
    check_key (header, vapid_key, findings);

  if (header->record_size < PH_AES128GCM_RECORD_SIZE_MIN)
    note_number (findings, PH_RULE_FRAMING_RECORD_SIZE, header->record_size,
                 "octets a record");
  else if (records > 1)
    note_number (findings, PH_RULE_FRAMING_RECORDS, records, "records");
  else if (header->record_size == size - header->size)
    note_number (findings, PH_RULE_FRAMING_RECORD_SIZE_TIGHT,
                 header->record_size, "octets, which the record has");
}

void
ph_framing_check (GBytes *body, GBytes *vapid_key, PhFindings *findings)
{
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);
  PhAes128gcmHeader header;

  if (is_text (octets, size))
    {
      ph_findings_add (findings, PH_RULE_FRAMING_PLAIN,
                       octets[0] == '{' ? "plain JSON" : "plain text");
      return;
    }

  if (size < PH_MESSAGE_OVERHEAD)
    note_number (findings, PH_RULE_FRAMING_LENGTH, size, "octets");
  if (ph_aes128gcm_read_header (octets, size, &header, NULL))
    check_header (&header, size, vapid_key, findings);
  else if (size >= PH_MESSAGE_OVERHEAD)
    ph_findings_add (findings, PH_RULE_FRAMING_KEY_ID,
                     "more octets than the body has");
}
