/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "cli/subscription-keys.h"

/* What the sample app prints: lines for people, or one JSON object each. */

void ph_sample_print_registered (const char *service, const char *distributor);

/* The endpoint, and a ready command that pushes to it, unless it is @restricted
 * to the sender who has a VAPID key.
 *
 * @keys: (nullable): what pushes are to be encrypted with */
void ph_sample_print_endpoint (const char *endpoint,
                               const PhSubscriptionKeys *keys,
                               gboolean restricted);

/* The @number-th push; @id is NULL when it came without one. @decrypted when
 * @body is not what came, but what was in it. */
void ph_sample_print_message (guint number,
                              const char *id,
                              GBytes *body,
                              gboolean decrypted);

/* The @number-th push, of @size octets, which could not be decrypted; @why is a
 * sentence. None of it is shown: it may be anybody's. */
void ph_sample_print_undecrypted (guint number,
                                  const char *id,
                                  gsize size,
                                  const char *why);

void ph_sample_print_unregistered (void);

/* Returns: (transfer full) (nullable): @body as text, NULL when it is not UTF-8
 * or holds what a terminal would obey (line ends and tabs may be in it). */
char *ph_sample_read_text (GBytes *body);
