/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "encrypted.h"

#include "webpush/message-crypto.h"

GBytes *
encrypted_new (gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) receiver = ph_ec_key_generate (&error);
  g_autoptr (GBytes) text = g_bytes_new_take (g_strnfill (size, 'x'), size);
  guint8 auth[PH_AUTH_SECRET_SIZE] = { 1, 2, 3 };
  GBytes *body = ph_message_encrypt (text, receiver, auth, NULL, &error);

  g_assert_no_error (error);
  return body;
}
