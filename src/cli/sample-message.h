/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "cli/sample-connector.h"
#include "cli/subscription-keys.h"

/* Shows the @number-th push, decrypted when there are @keys.
 *
 * @keys: (nullable): those that senders encrypt for
 *
 * Returns: (transfer full) (nullable): what it says; NULL when it could not be
 * decrypted. That has been shown then, and is no message to the app. */
GBytes *ph_sample_show (guint number,
                        const PhArrival *arrival,
                        const PhSubscriptionKeys *keys);
