/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/message-keys.h"

#include "core/error.h"

#include <openssl/crypto.h>
#include <string.h>

static const char label[] = "WebPush: info";

G_STATIC_ASSERT (sizeof label + 2 * PH_EC_POINT_SIZE == PH_MESSAGE_INFO_SIZE);

static void
write_info (guint8 *info, const PhEcKey *receiver, const PhEcKey *sender)
{
  guint8 *points = info + sizeof label;

  memcpy (info, label, sizeof label);
  memcpy (points, ph_ec_key_get_point (receiver), PH_EC_POINT_SIZE);
  memcpy (points + PH_EC_POINT_SIZE, ph_ec_key_get_point (sender),
          PH_EC_POINT_SIZE);
}

gboolean
ph_message_keys_derive (PhMessageKeys *keys,
                        const PhEcKey *receiver,
                        const PhEcKey *sender,
                        const guint8 *auth,
                        GError **error)
{
  const PhEcKey *own = ph_ec_key_is_private (receiver) ? receiver : sender;
  const PhEcKey *other = own == receiver ? sender : receiver;

  if (!ph_ec_key_agree (own, other, keys->ecdh_secret, error))
    return FALSE;

  write_info (keys->key_info, receiver, sender);
  if (ph_hkdf_extract (auth, PH_AUTH_SECRET_SIZE, keys->ecdh_secret,
                       sizeof keys->ecdh_secret, keys->prk_key) &&
      ph_hkdf_expand (keys->prk_key, keys->key_info, sizeof keys->key_info,
                      keys->ikm, sizeof keys->ikm))
    return TRUE;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                       "OpenSSL cannot derive a key.");
  return FALSE;
}

void
ph_message_keys_clear (PhMessageKeys *keys)
{
  OPENSSL_cleanse (keys, sizeof *keys);
}
