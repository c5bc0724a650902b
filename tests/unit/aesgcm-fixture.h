/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/server-fixture.h"

/* An application server's side of the aesgcm gateway. */

#define ENCRYPTION "keyid=p256dh;salt=lngarbyKfMoi9Z75xYXmkg"
#define CRYPTO_KEY                                                             \
  "keyid=p256dh;dh=BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4aq"  \
  "xYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU"
#define FOLDED                                                                 \
  "aesgcm\nEncryption: " ENCRYPTION "\nCrypto-Key: " CRYPTO_KEY "\n"

/* For g_test_add (): a server with the gateway. */
void aesgcm_set_up (ServerFixture *fixture, gconstpointer data);

/* Returns: (transfer full): the gateway's URL for @url, or for the app. */
char *aesgcm_get_gateway (ServerFixture *fixture, const char *url);
char *aesgcm_get_gateway_of_app (ServerFixture *fixture);

/* Pushes with the fields above and another, if @field is one. */
HttpReply *aesgcm_push (const char *gateway,
                        const char *body,
                        const char *field,
                        const char *value);

/* The same; the answer must have @status. */
void aesgcm_expect (const char *gateway,
                    const char *body,
                    const char *field,
                    const char *value,
                    guint status);
