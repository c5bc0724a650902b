/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "vapid-fixture.h"

#include <string.h>

/* http-push.md, section 2.6, line by line: who is let in. */

/* Judges the same for a registration without a key and for one with it. */
static void
check (VapidFixture *fixture,
       const char *authorization,
       const char *crypto_key,
       guint free_lenient,
       guint free_strict,
       guint restricted_lenient,
       guint restricted_strict)
{
  g_test_message ("%s", authorization != NULL ? authorization : "none");

  fixture->restricted = FALSE;
  vapid_check (fixture, authorization, crypto_key);
  g_assert_cmpuint (vapid_get_status (fixture, PH_LENIENT), ==, free_lenient);
  g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT), ==, free_strict);

  fixture->restricted = TRUE;
  vapid_check (fixture, authorization, crypto_key);
  g_assert_cmpuint (vapid_get_status (fixture, PH_LENIENT), ==,
                    restricted_lenient);
  g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT), ==,
                    restricted_strict);
  g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT_BODY), ==,
                    restricted_strict);
}

static void
check_token (VapidFixture *fixture,
             const char *token,
             guint free_lenient,
             guint free_strict,
             guint restricted_lenient,
             guint restricted_strict)
{
  g_autofree char *authorization = vapid_authorize (fixture, token);

  check (fixture, authorization, NULL, free_lenient, free_strict,
         restricted_lenient, restricted_strict);
}

static void
check_claims (VapidFixture *fixture,
              const char *claims,
              guint lenient,
              guint strict)
{
  g_autofree char *token = vapid_sign (fixture->key, VAPID_HEADER, claims);

  check_token (fixture, token, 201, strict, lenient, strict);
}

static void
test_valid (VapidFixture *fixture, gconstpointer unused)
{
  check_token (fixture, fixture->token, 201, 201, 201, 201);
  g_assert_true (ph_findings_is_empty (fixture->findings));
  g_assert_cmpmem (g_bytes_get_data (fixture->used_key, NULL),
                   g_bytes_get_size (fixture->used_key),
                   ph_ec_key_get_point (fixture->key), PH_EC_POINT_SIZE);
}

static void
test_absent (VapidFixture *fixture, gconstpointer unused)
{
  check (fixture, NULL, NULL, 201, 201, 401, 401);
  g_assert_null (fixture->used_key);

  fixture->restricted = FALSE;
  vapid_check (fixture, NULL, NULL);
  g_assert_true (ph_findings_is_empty (fixture->findings));
}

static void
test_empty (VapidFixture *fixture, gconstpointer unused)
{
  static const char *const values[] = { "", "  ", "vapid", "vapid ", "Basic" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    check (fixture, values[i], NULL, 201, 401, 401, 401);
}

static void
test_unknown_scheme (VapidFixture *fixture, gconstpointer unused)
{
  check (fixture, "Basic dTpw", NULL, 201, 403, 401, 401);
  check (fixture, "key=abc def", NULL, 201, 403, 401, 401);
}

static void
test_legacy (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *webpush = g_strconcat ("WebPush ", fixture->token, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", fixture->token, NULL);
  g_autofree char *key =
      g_strconcat ("p256ecdsa=", ph_ec_key_get_text (fixture->key), NULL);
  g_autofree char *behind = g_strconcat ("dh=AAAA;", key, NULL);
  g_autofree char *broken = g_strconcat (webpush, "A", NULL);

  check (fixture, webpush, key, 201, 401, 201, 401);
  check (fixture, webpush, behind, 201, 401, 201, 401);
  check (fixture, bearer, key, 201, 401, 201, 401);
  vapid_expect_rules (fixture->findings, "vapid-legacy");

  check (fixture, webpush, NULL, 201, 401, 403, 401);
  check (fixture, broken, key, 201, 401, 403, 401);
}

static void
test_parameters (VapidFixture *fixture, gconstpointer unused)
{
  const char *key = ph_ec_key_get_text (fixture->key);
  g_autofree char *no_key = g_strconcat ("vapid t=", fixture->token, NULL);
  g_autofree char *no_token = g_strconcat ("vapid k=", key, NULL);
  g_autofree char *twice = g_strconcat (no_key, ", k=", key, ",k=", key, NULL);

  check (fixture, no_key, NULL, 201, 403, 403, 403);
  check (fixture, no_token, NULL, 201, 403, 403, 403);
  check (fixture, twice, NULL, 201, 403, 403, 403);
}

static void
test_repeated (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *right = vapid_authorize (fixture, fixture->token);
  const char *const lines[] = { right, "vapid t=a.b.c, k=K", NULL };
  PhVapidCredentials credentials = { lines, lines + 2 };
  PhVapidExpected expected = {
    .key = ph_ec_key_get_text (fixture->key),
    .origins = { .exact = VAPID_ORIGIN },
    .now = VAPID_NOW * (gint64) G_USEC_PER_SEC,
  };
  g_autoptr (GBytes) key = NULL;

  key = ph_vapid_check (fixture->cache, &credentials, &expected,
                        fixture->findings);
  vapid_expect_rules (fixture->findings, "vapid-repeated");
  g_assert_cmpuint (vapid_get_status (fixture, PH_LENIENT), ==, 201);
  g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT), ==, 403);
}

/* Valid, but not from the server that the app registered for. */
static void
test_other_key (VapidFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhEcKey) other = ph_ec_key_generate (NULL);
  g_autofree char *token = vapid_sign (other, VAPID_HEADER, VAPID_CLAIMS);
  g_autofree char *authorization =
      g_strdup_printf ("vapid t=%s, k=%s", token, ph_ec_key_get_text (other));

  check (fixture, authorization, NULL, 201, 201, 403, 403);
  vapid_expect_rules (fixture->findings, "vapid-key-other");
}

static void
test_signature (VapidFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhEcKey) other = ph_ec_key_generate (NULL);
  g_autofree char *token = vapid_sign (other, VAPID_HEADER, VAPID_CLAIMS);

  check_token (fixture, token, 201, 403, 403, 403);
  vapid_expect_rules (fixture->findings, "vapid-signature");
}

static void
test_token (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *none =
      vapid_sign (fixture->key, "{\"alg\":\"none\"}", VAPID_CLAIMS);

  check_token (fixture, none, 201, 403, 403, 403);
  vapid_expect_rules (fixture->findings, "vapid-algorithm");
  check_token (fixture, "a.b", 201, 403, 403, 403);
  check_claims (fixture, "[]", 403, 403);
}

#define CLAIMS(aud, exp, sub)                                                  \
  "{\"aud\":" aud ",\"exp\":" exp ",\"sub\":\"" sub "\"}"
#define AUD "\"" VAPID_ORIGIN "\""
#define EXP "1700043200"
#define SUB "mailto:push@example.com"

static void
test_audience (VapidFixture *fixture, gconstpointer unused)
{
  check_claims (fixture, CLAIMS (AUD, EXP, SUB), 201, 201);
  check_claims (fixture, CLAIMS ("[\"x\"," AUD "]", EXP, SUB), 201, 201);
  check_claims (fixture, CLAIMS ("\"" VAPID_ORIGIN "/\"", EXP, SUB), 201, 403);
  check_claims (fixture, CLAIMS ("\"" VAPID_LOOPBACK "\"", EXP, SUB), 201, 403);
  check_claims (fixture, CLAIMS ("\"https://push.example.net\"", EXP, SUB), 201,
                403);
  check_claims (fixture, CLAIMS ("\"https://push.example.org\"", EXP, SUB), 403,
                403);
  check_claims (fixture, CLAIMS ("[]", EXP, SUB), 403, 403);
  check_claims (fixture, CLAIMS ("null", EXP, SUB), 403, 403);
}

static void
test_expiry (VapidFixture *fixture, gconstpointer unused)
{
  check_claims (fixture, CLAIMS (AUD, "1699999939", SUB), 403, 403);
  check_claims (fixture, CLAIMS (AUD, "1699999940", SUB), 201, 201);
  check_claims (fixture, CLAIMS (AUD, "1700086400", SUB), 201, 201);
  check_claims (fixture, CLAIMS (AUD, "1700086460", SUB), 201, 201);
  check_claims (fixture, CLAIMS (AUD, "1700086461", SUB), 201, 403);
  check_claims (fixture, CLAIMS (AUD, "1700086700", SUB), 201, 403);
  check_claims (fixture, CLAIMS (AUD, "1700086701", SUB), 403, 403);
  check_claims (fixture, CLAIMS (AUD, "\"" EXP "\"", SUB), 403, 403);
  check_claims (fixture, CLAIMS (AUD, "18446744073709551616", SUB), 403, 403);
  check_claims (fixture, CLAIMS (AUD, "1e400", SUB), 403, 403);
  check_claims (fixture, "{\"aud\":" AUD ",\"sub\":\"" SUB "\"}", 403, 403);
}

static void
test_subject (VapidFixture *fixture, gconstpointer unused)
{
  check_claims (fixture, CLAIMS (AUD, EXP, "https://example.com"), 201, 201);
  check_claims (fixture, CLAIMS (AUD, EXP, "mailto:a@localhost"), 201, 403);
  check_claims (fixture, CLAIMS (AUD, EXP, "example.com"), 201, 403);
  check_claims (fixture, "{\"aud\":" AUD ",\"exp\":" EXP "}", 201, 403);
}

/* RFC 8292 section 2.2. */
static void
test_other_claims (VapidFixture *fixture, gconstpointer unused)
{
  check_claims (fixture,
                "{\"aud\":" AUD ",\"exp\":" EXP ",\"sub\":\"" SUB
                "\",\"nbf\":9999999999,\"iss\":null,\"x\":{\"exp\":0}}",
                201, 201);
}

static void
add_outcome (const char *path,
             void (*test) (VapidFixture *fixture, gconstpointer unused))
{
  g_test_add (path, VapidFixture, NULL, vapid_set_up, test, vapid_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_outcome ("/vapid/valid", test_valid);
  add_outcome ("/vapid/absent", test_absent);
  add_outcome ("/vapid/empty", test_empty);
  add_outcome ("/vapid/unknown-scheme", test_unknown_scheme);
  add_outcome ("/vapid/legacy", test_legacy);
  add_outcome ("/vapid/parameters", test_parameters);
  add_outcome ("/vapid/repeated", test_repeated);
  add_outcome ("/vapid/other-key", test_other_key);
  add_outcome ("/vapid/signature", test_signature);
  add_outcome ("/vapid/token", test_token);
  add_outcome ("/vapid/audience", test_audience);
  add_outcome ("/vapid/expiry", test_expiry);
  add_outcome ("/vapid/subject", test_subject);
  add_outcome ("/vapid/other-claims", test_other_claims);
  return g_test_run ();
}
