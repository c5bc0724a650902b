/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/es256.h"
#include "webpush/findings.h"

#include <json-glib/json-glib.h>

/* Octets of a token; a longer one is refused before anything of it is read. */
#define PH_VAPID_TOKEN_MAX 8192

/* A JSON web token (RFC 7519) as VAPID has them: of its header nothing is left
 * to chance (RFC 8292 section 2). */
typedef struct
{
  char *text;
  gsize signed_length; /* octets of text that the signature is over */
  JsonObject *claims;
  gboolean has_signature; /* one of the right length */
  guint8 signature[PH_ES256_SIZE];
} PhVapidToken;

/* Returns: (transfer full) (nullable): the token that @text is, NULL when its
 * claims cannot be read. All that is wrong with it but the claims and the
 * signature's value is among @findings. */
PhVapidToken *ph_vapid_token_read (const char *text, PhFindings *findings)
    G_GNUC_WARN_UNUSED_RESULT;
void ph_vapid_token_free (PhVapidToken *token);

/* @value: (nullable): a claim
 *
 * Returns: (transfer none) (nullable): it; NULL when it is no string */
const char *ph_vapid_token_get_string (JsonNode *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhVapidToken, ph_vapid_token_free)
