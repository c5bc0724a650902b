/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-message.h"

#include "cli/sample-events.h"
#include "webpush/message-crypto.h"

GBytes *
ph_sample_show (guint number,
                const PhArrival *arrival,
                const PhSubscriptionKeys *keys)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (keys == NULL)
    body = g_bytes_ref (arrival->body);
  else
    body = ph_message_decrypt (arrival->body, keys->p256dh, keys->auth, &error);

  if (error != NULL)
    ph_sample_print_undecrypted (
        number, arrival->id, g_bytes_get_size (arrival->body), error->message);
  else
    ph_sample_print_message (number, arrival->id, body, keys != NULL);
  return g_steal_pointer (&body);
}
