/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/subscription-keys.h"

#include "core/base64url.h"

PhSubscriptionKeys *
ph_subscription_keys_generate (GError **error)
{
  g_autoptr (PhSubscriptionKeys) keys = g_new0 (PhSubscriptionKeys, 1);

  keys->p256dh = ph_ec_key_generate (error);
  if (keys->p256dh == NULL || !ph_auth_secret_generate (keys->auth, error))
    return NULL;

  return g_steal_pointer (&keys);
}

PhSubscriptionKeys *
ph_subscription_keys_read (const char *p256dh, const char *auth, GError **error)
{
  g_autoptr (PhSubscriptionKeys) keys = g_new0 (PhSubscriptionKeys, 1);

  keys->p256dh = ph_ec_key_new_from_text (p256dh, error);
  if (keys->p256dh == NULL)
    {
      g_prefix_error (error, "KEY ");
      return NULL;
    }
  if (!ph_auth_secret_read (auth, keys->auth, error))
    {
      g_prefix_error (error, "AUTH ");
      return NULL;
    }

  return g_steal_pointer (&keys);
}

char *
ph_subscription_keys_get_auth (const PhSubscriptionKeys *keys)
{
  return ph_base64url_encode (keys->auth, sizeof keys->auth);
}

void
ph_subscription_keys_free (PhSubscriptionKeys *keys)
{
  g_clear_pointer (&keys->p256dh, ph_ec_key_free);
  ph_auth_secret_clear (keys->auth);
  g_free (keys);
}
