/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-sign.h"

#include "core/base64url.h"
#include "webpush/es256.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define HEADER "{\"typ\":\"JWT\",\"alg\":\"ES256\"}"

static char *
encode_text (const char *text)
{
  return ph_base64url_encode ((const guint8 *) text, strlen (text));
}

static char *
write_claims (const PhVapidClaims *claims)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "aud");
  json_builder_add_string_value (builder, claims->origin);
  json_builder_set_member_name (builder, "exp");
  json_builder_add_int_value (builder, claims->expiry);
  json_builder_set_member_name (builder, "sub");
  json_builder_add_string_value (builder, claims->subject);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* RFC 7515 section 7.1 */
static char *
write_token (const PhVapidClaims *claims, const PhEcKey *key, GError **error)
{
  g_autofree char *text = write_claims (claims);
  g_autofree char *first = encode_text (HEADER);
  g_autofree char *second = encode_text (text);
  g_autofree char *both = g_strconcat (first, ".", second, NULL);
  guint8 signature[PH_ES256_SIZE];
  g_autofree char *third = NULL;

  if (!ph_es256_sign (key, both, strlen (both), signature, error))
    return NULL;

  third = ph_base64url_encode (signature, sizeof signature);
  return g_strconcat (both, ".", third, NULL);
}

char *
ph_vapid_sign (const PhVapidClaims *claims, const PhEcKey *key, GError **error)
{
  g_autofree char *token = NULL;

  g_return_val_if_fail (ph_ec_key_is_private (key), NULL);

  token = write_token (claims, key, error);
  return token != NULL ? g_strdup_printf ("vapid t=%s, k=%s", token,
                                          ph_ec_key_get_text (key)) :
                         NULL;
}
