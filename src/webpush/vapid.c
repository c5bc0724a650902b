/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "core/base64url.h"
#include "webpush/es256.h"
#include "webpush/vapid-audience.h"
#include "webpush/vapid-expiry.h"
#include "webpush/vapid-subject.h"
#include "webpush/vapid-token.h"

#include <openssl/crypto.h>
#include <string.h>

/* More characters are no key, however it is padded. */
#define KEY_TEXT_MAX 128

/* The sender's key */

/* Takes the standard alphabet and padding too: common senders use them.
 *
 * @is_plain: (out): whether @text has none of it */
static GBytes *
decode_key (const char *text, gboolean *is_plain)
{
  g_autofree char *plain = g_strdup (text);
  gsize length = strlen (plain);

  g_strdelimit (plain, "+", '-');
  g_strdelimit (plain, "/", '_');
  for (int padding = 0; padding < 2 && g_str_has_suffix (plain, "="); padding++)
    plain[--length] = '\0';

  *is_plain = g_str_equal (plain, text);
  return ph_base64url_decode (plain);
}

/* Returns: (transfer full) (nullable): as many octets as a point has */
static GBytes *
read_key (const char *text, PhFindings *findings)
{
  g_autoptr (GBytes) octets = NULL;
  g_autofree char *seen = NULL;
  gsize length = strlen (text);
  gboolean is_plain = TRUE;

  if (length <= KEY_TEXT_MAX)
    octets = decode_key (text, &is_plain);

  if (length > KEY_TEXT_MAX)
    seen = g_strdup_printf ("a k of %" G_GSIZE_FORMAT " characters", length);
  else if (octets == NULL)
    seen = g_strdup ("a k that is not base64url");
  else if (g_bytes_get_size (octets) != PH_EC_POINT_SIZE)
    seen = g_strdup_printf ("a k of %" G_GSIZE_FORMAT " octets",
                            g_bytes_get_size (octets));

  if (seen != NULL)
    {
      ph_findings_add (findings, PH_RULE_VAPID_KEY, seen);
      return NULL;
    }
  if (!is_plain)
    ph_findings_add (findings, PH_RULE_VAPID_KEY_BASE64,
                     "padding, or a + or /");
  return g_steal_pointer (&octets);
}

static void
check_restriction (const char *registered, GBytes *key, PhFindings *findings)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (registered);
  gsize size = g_bytes_get_size (key);

  if (octets == NULL || g_bytes_get_size (octets) != size ||
      CRYPTO_memcmp (g_bytes_get_data (octets, NULL),
                     g_bytes_get_data (key, NULL), size) != 0)
    ph_findings_add (findings, PH_RULE_VAPID_KEY_OTHER, "another key");
}

static PhEcKey *
import_key (GBytes *octets, PhFindings *findings)
{
  PhEcKey *key = ph_ec_key_new_from_point (g_bytes_get_data (octets, NULL),
                                           g_bytes_get_size (octets), NULL);

  if (key == NULL)
    ph_findings_add (findings, PH_RULE_VAPID_KEY,
                     "65 octets that are no such point");
  return key;
}

/* The signature */

/* Returns: whether it was verified just now, which is worth remembering. */
static gboolean
check_signature (const PhVapidToken *token,
                 const PhEcKey *key,
                 PhFindings *findings)
{
  if (!token->has_signature)
    return FALSE;
  if (ph_es256_verify (key, token->text, token->signed_length,
                       token->signature))
    return TRUE;

  ph_findings_add (findings, PH_RULE_VAPID_SIGNATURE,
                   "a signature that k does not verify");
  return FALSE;
}

/* @token: (nullable)
 * @octets: (nullable): the key */
static gboolean
check_pair (PhVapidCache *cache,
            const PhVapidToken *token,
            GBytes *octets,
            gint64 now,
            PhFindings *findings)
{
  g_autoptr (PhEcKey) key = NULL;

  if (octets == NULL ||
      (token != NULL && ph_vapid_cache_has (cache, token->text, octets, now)))
    return FALSE;

  key = import_key (octets, findings);
  return key != NULL && token != NULL && check_signature (token, key, findings);
}

/* Returns: when the token ends, or now */
static gint64
check_claims (const PhVapidToken *token,
              const PhVapidExpected *expected,
              PhFindings *findings)
{
  JsonObject *claims = token->claims;
  gint64 end;

  ph_vapid_audience_check (json_object_get_member (claims, "aud"),
                           &expected->origins, findings);
  end = ph_vapid_expiry_check (json_object_get_member (claims, "exp"),
                               expected->now, findings);
  ph_vapid_subject_check (json_object_get_member (claims, "sub"), findings);
  return end;
}

GBytes *
ph_vapid_check (PhVapidCache *cache,
                const PhVapidCredentials *credentials,
                const PhVapidExpected *expected,
                PhFindings *findings)
{
  g_autofree char *token_text = NULL;
  g_autofree char *key_text = NULL;
  g_autoptr (PhVapidToken) token = NULL;
  g_autoptr (GBytes) key = NULL;
  gboolean verified;
  gint64 end;

  if (!ph_vapid_credentials_read (credentials, expected->key != NULL, findings,
                                  &token_text, &key_text))
    return NULL;

  token = ph_vapid_token_read (token_text, findings);
  key = read_key (key_text, findings);
  if (key != NULL && expected->key != NULL)
    check_restriction (expected->key, key, findings);

  /* Only the signature is not looked at again: the rest depends on the clock
   * and on who is asked. */
  verified = check_pair (cache, token, key, expected->now, findings);
  if (token == NULL)
    return g_steal_pointer (&key);

  end = check_claims (token, expected, findings);
  if (verified && end > expected->now)
    ph_vapid_cache_add (cache, token->text, key, end);
  return g_steal_pointer (&key);
}
