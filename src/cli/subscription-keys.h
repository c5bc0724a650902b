/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/auth-secret.h"
#include "webpush/ec-key.h"

/* What an app that wants its pushes encrypted gives to its application server:
 * the "keys" of a subscription. */
typedef struct
{
  PhEcKey *p256dh; /* of the app, where they were made: with its private part */
  guint8 auth[PH_AUTH_SECRET_SIZE];
} PhSubscriptionKeys;

/* Returns: (transfer full): the keys of a new app; NULL with PH_ERROR_FAILED
 * when the system has no random octets. */
PhSubscriptionKeys *
ph_subscription_keys_generate (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): those that @p256dh and @auth are in base64url; NULL
 * with PH_ERROR_INVALID and a sentence that calls them KEY and AUTH. */
PhSubscriptionKeys *
ph_subscription_keys_read (const char *p256dh,
                           const char *auth,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the authentication secret in base64url. */
char *ph_subscription_keys_get_auth (const PhSubscriptionKeys *keys);

void ph_subscription_keys_free (PhSubscriptionKeys *keys);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhSubscriptionKeys, ph_subscription_keys_free)
