/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/message-crypto.h"

#include "core/error.h"
#include "core/push.h"
#include "webpush/aes128gcm.h"
#include "webpush/message-keys.h"
#include "webpush/random-octets.h"

#define RECORD_SIZE 4096

G_STATIC_ASSERT (PH_AES128GCM_HEADER_MIN + PH_EC_POINT_SIZE +
                     PH_AES128GCM_OVERHEAD ==
                 PH_MESSAGE_OVERHEAD);
/* What can be sent is what the hub takes. */
G_STATIC_ASSERT (PH_MESSAGE_BODY_MAX == PH_PUSH_BODY_MAX);

static gboolean
check_length (gsize size, gsize padding, GError **error)
{
  gsize room = PH_MESSAGE_TEXT_MAX - MIN (padding, PH_MESSAGE_TEXT_MAX);

  if (size <= room && padding <= PH_MESSAGE_TEXT_MAX)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_TOO_LARGE,
               "To be encrypted the body may be %" G_GSIZE_FORMAT
               " octets long at most, not %" G_GSIZE_FORMAT ".",
               room, size);
  return FALSE;
}

/* RFC 8291 section 4. */
static gboolean
check_record_size (const PhAes128gcmHeader *header,
                   gsize size,
                   gsize padding,
                   GError **error)
{
  gsize record = size + padding + PH_AES128GCM_OVERHEAD;

  if (header->record_size > record)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "The record size must be greater than %" G_GSIZE_FORMAT
               ", not %u.",
               record, header->record_size);
  return FALSE;
}

static GBytes *
encrypt (GBytes *plaintext,
         const PhAes128gcmHeader *header,
         const PhMessageKeys *message,
         gsize padding,
         GError **error)
{
  g_auto (PhAes128gcmKeys) keys = { 0 };

  if (!check_record_size (header, g_bytes_get_size (plaintext), padding,
                          error) ||
      !ph_aes128gcm_keys_derive (&keys, header->salt, message->ikm,
                                 sizeof message->ikm, error))
    return NULL;

  return ph_aes128gcm_encrypt (&keys, header, plaintext, padding, error);
}

GBytes *
ph_message_encrypt (GBytes *plaintext,
                    const PhEcKey *receiver,
                    const guint8 *auth,
                    const PhMessageChoice *choice,
                    GError **error)
{
  static const PhMessageChoice usual = { 0 };
  g_auto (PhMessageKeys) message = { 0 };
  g_autoptr (PhEcKey) fresh = NULL;
  guint8 salt[PH_AES128GCM_SALT_SIZE];
  PhAes128gcmHeader header = { .salt = salt };
  const PhEcKey *sender;

  choice = choice != NULL ? choice : &usual;
  if (!check_length (g_bytes_get_size (plaintext), choice->padding, error) ||
      (choice->salt == NULL &&
       !ph_random_octets_fill (salt, sizeof salt, error)))
    return NULL;

  if (choice->sender == NULL)
    fresh = ph_ec_key_generate (error);
  sender = choice->sender != NULL ? choice->sender : fresh;
  if (sender == NULL ||
      !ph_message_keys_derive (&message, receiver, sender, auth, error))
    return NULL;

  header.salt = choice->salt != NULL ? choice->salt : salt;
  header.record_size =
      choice->record_size != 0 ? choice->record_size : RECORD_SIZE;
  header.keyid = ph_ec_key_get_point (sender);
  header.keyid_size = PH_EC_POINT_SIZE;
  return encrypt (plaintext, &header, &message, choice->padding, error);
}

/* One record only (RFC 8291 section 4), and a size that can be one. */
static gboolean
check_records (const PhAes128gcmHeader *header, gsize size, GError **error)
{
  gsize records = ph_aes128gcm_count_records (header, size);

  /* That the size is not allowed explains more than how many there are. */
  if (header->record_size < PH_AES128GCM_RECORD_SIZE_MIN || records <= 1)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "A push message must be one record, not %" G_GSIZE_FORMAT
               ": the record size is %u, and %" G_GSIZE_FORMAT
               " octets follow.",
               records, header->record_size, size - header->size);
  return FALSE;
}

/* Returns: (transfer full): the public key of the sender. */
static PhEcKey *
read_sender (const PhAes128gcmHeader *header, GError **error)
{
  PhEcKey *sender =
      ph_ec_key_new_from_point (header->keyid, header->keyid_size, error);

  if (sender == NULL)
    g_prefix_error (error, "The key id ");
  return sender;
}

GBytes *
ph_message_decrypt (GBytes *body,
                    const PhEcKey *receiver,
                    const guint8 *auth,
                    GError **error)
{
  g_auto (PhMessageKeys) message = { 0 };
  g_auto (PhAes128gcmKeys) keys = { 0 };
  g_autoptr (PhEcKey) sender = NULL;
  PhAes128gcmHeader header;
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);

  g_return_val_if_fail (ph_ec_key_is_private (receiver), NULL);

  if (!ph_aes128gcm_read_header (octets, size, &header, error) ||
      !check_records (&header, size, error))
    return NULL;

  sender = read_sender (&header, error);
  if (sender == NULL ||
      !ph_message_keys_derive (&message, receiver, sender, auth, error) ||
      !ph_aes128gcm_keys_derive (&keys, header.salt, message.ikm,
                                 sizeof message.ikm, error))
    return NULL;

  return ph_aes128gcm_decrypt (&keys, &header, body, error);
}
