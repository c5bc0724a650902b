/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-key.h"

#include "webpush/ec-key.h"

G_STATIC_ASSERT (PH_VAPID_KEY_LENGTH == PH_EC_TEXT_LENGTH);

gboolean
ph_vapid_key_check (const char *key, GError **error)
{
  g_autoptr (PhEcKey) read = ph_ec_key_new_from_text (key, error);

  if (read == NULL)
    g_prefix_error (error, "vapid: ");
  return read != NULL;
}
