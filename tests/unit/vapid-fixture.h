/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"
#include "webpush/vapid.h"

/* A hub that issues endpoints at VAPID_ORIGIN and is also known on this
 * machine, at VAPID_NOW, and a sender with a key. */
#define VAPID_ORIGIN "https://push.example.net:8443"
#define VAPID_LOOPBACK "http://localhost:8976"
#define VAPID_NOW 1700000000 /* in seconds since 1970 */
#define VAPID_HEADER "{\"typ\":\"JWT\",\"alg\":\"ES256\"}"
#define VAPID_CLAIMS                                                           \
  "{\"aud\":\"" VAPID_ORIGIN "\",\"exp\":1700043200,"                          \
  "\"sub\":\"mailto:push@example.com\"}"

typedef struct
{
  PhEcKey *key;
  char *token; /* of VAPID_CLAIMS, signed with it */
  PhVapidCache *cache;
  PhFindings *findings; /* of the last check */
  GBytes *used_key;     /* its result */
  gboolean restricted;  /* the registration, to the key */
  gint64 now;           /* in seconds since 1970 */
} VapidFixture;

/* For g_test_add (). */
void vapid_set_up (VapidFixture *fixture, gconstpointer unused);
void vapid_tear_down (VapidFixture *fixture, gconstpointer unused);

/* Returns: (transfer full): a token, signed with @key. */
char *vapid_sign (const PhEcKey *key, const char *header, const char *claims);

/* Returns: (transfer full): an Authorization value with @token and the
 * fixture's key. */
char *vapid_authorize (const VapidFixture *fixture, const char *token);

/* Judges one Authorization line, or none, and one of Crypto-Key, or none. */
void vapid_check (VapidFixture *fixture,
                  const char *authorization,
                  const char *crypto_key);

/* The same for a token with @claims. */
void vapid_check_claims (VapidFixture *fixture, const char *claims);

/* The status of the answer to the push that was judged last; 201 when it is not
 * refused. */
guint vapid_get_status (const VapidFixture *fixture, PhStrictness strictness);

/* Whether @findings are these rules, by their names, with spaces between. */
void vapid_expect_rules (const PhFindings *findings, const char *names);

/* Whether what they say has @words in it. */
void vapid_expect_words (const PhFindings *findings, const char *words);
