/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "vapid-fixture.h"

#include "core/base64url.h"
#include "webpush/es256.h"

#include <openssl/err.h>
#include <string.h>

void
vapid_set_up (VapidFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->key = ph_ec_key_generate (&error);
  g_assert_no_error (error);
  fixture->token = vapid_sign (fixture->key, VAPID_HEADER, VAPID_CLAIMS);
  fixture->cache = ph_vapid_cache_new ();
  fixture->findings = ph_findings_new ();
  fixture->restricted = TRUE;
  fixture->now = VAPID_NOW;
}

void
vapid_tear_down (VapidFixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->used_key, g_bytes_unref);
  ph_findings_free (fixture->findings);
  ph_vapid_cache_free (fixture->cache);
  g_free (fixture->token);
  ph_ec_key_free (fixture->key);
}

char *
vapid_sign (const PhEcKey *key, const char *header, const char *claims)
{
  g_autofree char *first =
      ph_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second =
      ph_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *both = g_strconcat (first, ".", second, NULL);
  guint8 signature[PH_ES256_SIZE];
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_es256_sign (key, both, strlen (both), signature, &error));
  g_assert_no_error (error);
  third = ph_base64url_encode (signature, sizeof signature);
  return g_strconcat (both, ".", third, NULL);
}

char *
vapid_authorize (const VapidFixture *fixture, const char *token)
{
  return g_strdup_printf ("vapid t=%s, k=%s", token,
                          ph_ec_key_get_text (fixture->key));
}

/* Whatever was found, it shows no secret: not the end of the token, which is a
 * signature, nor the middle of the key. */
static void
expect_no_secret (const VapidFixture *fixture)
{
  g_autofree char *text = ph_findings_to_text (fixture->findings);
  g_autofree char *key = g_strndup (ph_ec_key_get_text (fixture->key) + 20, 20);
  const char *token_end = fixture->token + strlen (fixture->token) - 20;

  g_assert_true (text == NULL || (strstr (text, key) == NULL &&
                                  strstr (text, token_end) == NULL));
}

void
vapid_check (VapidFixture *fixture,
             const char *authorization,
             const char *crypto_key)
{
  static const char *const others[] = { VAPID_LOOPBACK, NULL };
  const char *const lines[] = { authorization, NULL };
  const char *const key_lines[] = { crypto_key, NULL };
  PhVapidCredentials credentials = { lines, key_lines };
  PhVapidExpected expected = {
    .key = fixture->restricted ? ph_ec_key_get_text (fixture->key) : NULL,
    .origins = { VAPID_ORIGIN, others },
    .now = fixture->now * G_USEC_PER_SEC,
  };

  ph_findings_free (fixture->findings);
  g_clear_pointer (&fixture->used_key, g_bytes_unref);
  fixture->findings = ph_findings_new ();
  fixture->used_key = ph_vapid_check (fixture->cache, &credentials, &expected,
                                      fixture->findings);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
  expect_no_secret (fixture);
}

void
vapid_check_claims (VapidFixture *fixture, const char *claims)
{
  g_autofree char *token = vapid_sign (fixture->key, VAPID_HEADER, claims);
  g_autofree char *authorization = vapid_authorize (fixture, token);

  vapid_check (fixture, authorization, NULL);
}

guint
vapid_get_status (const VapidFixture *fixture, PhStrictness strictness)
{
  const PhRuleInfo *refusal = ph_findings_get_refusal (
      fixture->findings, strictness, fixture->restricted, NULL);

  return refusal != NULL ? refusal->status[strictness] : 201;
}

void
vapid_expect_rules (const PhFindings *findings, const char *names)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint rule = 0; rule < PH_N_RULES; rule++)
    if (ph_findings_has (findings, rule))
      g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "",
                              ph_rule_get_info (rule)->name);

  g_assert_cmpstr (found->str, ==, names);
}

void
vapid_expect_words (const PhFindings *findings, const char *words)
{
  g_autofree char *text = ph_findings_to_text (findings);

  if (text == NULL || strstr (text, words) == NULL)
    g_error ("\"%s\" is not in \"%s\"", words, text);
}
