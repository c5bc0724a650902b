/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-token.h"

#include "core/base64url.h"

#include "vapid-fixture.h"

#include <string.h>

#define ES256 "{\"alg\":\"ES256\"}"
#define TOKEN_SIGNATURE_LENGTH 86 /* characters of 64 octets */

/* Returns: a token with a signature of so many octets, all zero. */
static char *
make_token (const char *header, const char *claims, gsize signature_size)
{
  g_autofree guint8 *zeros = g_malloc0 (signature_size + 1);
  g_autofree char *first =
      ph_base64url_encode ((const guint8 *) header, strlen (header));
  g_autofree char *second =
      ph_base64url_encode ((const guint8 *) claims, strlen (claims));
  g_autofree char *third = ph_base64url_encode (zeros, signature_size);

  return g_strjoin (".", first, second, third, NULL);
}

static PhVapidToken *
check_text (const char *text, const char *rules)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  PhVapidToken *token = ph_vapid_token_read (text, findings);

  vapid_expect_rules (findings, rules);
  return token;
}

static void
check (const char *header, const char *claims, const char *rules)
{
  g_autofree char *text = make_token (header, claims, PH_ES256_SIZE);
  g_autoptr (PhVapidToken) token = NULL;

  g_test_message ("%s", text);
  token = check_text (text, rules);
  if (g_str_equal (rules, ""))
    g_assert_true (token->has_signature);
}

static void
test_well_formed (void)
{
  g_autofree char *text = make_token (ES256, "{\"a\":1}", PH_ES256_SIZE);
  g_autoptr (PhVapidToken) token = check_text (text, "");

  g_assert_cmpstr (token->text, ==, text);
  g_assert_cmpuint (token->signed_length, ==,
                    strlen (text) - 1 - TOKEN_SIGNATURE_LENGTH);
  g_assert_cmpint (json_object_get_int_member (token->claims, "a"), ==, 1);

  check ("{\"typ\":\"JWT\",\"alg\":\"ES256\",\"kid\":\"x\"}", "{}", "");
  check (" { \"alg\" : \"ES25\\u0036\" } ", "{\"x\":{\"x\":[{\"x\":1}]}}", "");
}

/* RFC 8292 section 2: one algorithm. */
static void
test_algorithm (void)
{
  static const char *const headers[] = {
    "{}",
    "{\"alg\":\"none\"}",
    "{\"alg\":\"None\"}",
    "{\"alg\":\"es256\"}",
    "{\"alg\":\"ES256 \"}",
    "{\"alg\":\"HS256\"}",
    "{\"alg\":\"\"}",
    "{\"alg\":null}",
    "{\"alg\":256}",
    "{\"alg\":[\"ES256\"]}",
    "{\"alg\":{\"alg\":\"ES256\"}}",
    "{\"Alg\":\"ES256\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *text = make_token (headers[i], "{}", PH_ES256_SIZE);
      g_autoptr (PhVapidToken) token = check_text (text, "vapid-algorithm");

      g_assert_nonnull (token);
    }
}

/* RFC 7515 section 4.1.11. */
static void
test_critical_header (void)
{
  check ("{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}", "{}",
         "vapid-token");
  check ("{\"alg\":\"ES256\",\"crit\":[]}", "{}", "vapid-token");
}

/* RFC 7519 section 4: whichever of them somebody believes. */
static void
test_names_twice (void)
{
  check ("{\"alg\":\"ES256\",\"alg\":\"ES256\"}", "{}", "vapid-token");
  check ("{\"alg\":\"none\",\"\\u0061lg\":\"ES256\"}", "{}", "vapid-token");
  check (ES256, "{\"exp\":1,\"exp\":1}", "vapid-token");
  check (ES256, "{\"x\":1,\"aud\":2,\"x\":3}", "vapid-token");
  check (ES256, "{\"x\":{\"a\":1,\"a\":2}}", "");
}

static void
test_no_json (void)
{
  static const char *const wrong[] = {
    "",
    "{",
    "[]",
    "1",
    "\"x\"",
    "null",
    "{}{}",
    "{\"a\":01}",
    "{\"a\":NaN}",
    "{'a':1}",
    "{a:1}",
    "{\"a\":1,}",
    "/**/{}",
    "\xef\xbb\xbf{}",
    "{\"a\":\"\xff\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      check (ES256, wrong[i], "vapid-token");
      check (wrong[i], "{}", "vapid-token");
    }
}

/* Signatures of DER, of other curves, and none. */
static void
test_signature_lengths (void)
{
  static const gsize sizes[] = { 0, 1, 63, 65, 70, 71, 72, 96, 128, 132 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = make_token (ES256, "{}", sizes[i]);
      g_autoptr (PhVapidToken) token = check_text (text, "vapid-signature");

      g_assert_false (token->has_signature);
    }
}

static void
test_parts (void)
{
  static const char *const wrong[] = {
    "",
    ".",
    "..",
    "...",
    "e30",
    "e30.e30",
    "e30.e30.e30.e30",
    "e30.e30.e30.",
    ".e30.",
    "e30.e30.e30.e30.e30",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (PhFindings) findings = ph_findings_new ();
      g_autoptr (PhVapidToken) token = ph_vapid_token_read (wrong[i], findings);

      g_assert_true (ph_findings_has (findings, PH_RULE_VAPID_TOKEN));
    }
}

/* Padding, the standard alphabet and bits that no encoder sets. */
static void
test_base64 (void)
{
  g_autofree char *right = make_token (ES256, "{}", PH_ES256_SIZE);
  static const char wrong[] = "+/= \n\xff";

  for (gsize i = 0; i < strlen (right); i++)
    for (const char *c = wrong; *c != '\0'; c++)
      {
        g_autofree char *text = g_strdup (right);
        g_autoptr (PhFindings) findings = ph_findings_new ();
        g_autoptr (PhVapidToken) token = NULL;

        text[i] = *c;
        token = ph_vapid_token_read (text, findings);
        g_assert_true (ph_findings_has (findings, PH_RULE_VAPID_TOKEN));
      }
}

static void
expect_seen (const char *text, const char *seen)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_null (ph_vapid_token_read (text, findings));
  vapid_expect_words (findings, seen);
}

/* Nothing of it is read then. */
static void
test_long_tokens (void)
{
  g_autofree char *spaces = g_strnfill (6000, ' ');
  g_autofree char *claims = g_strconcat ("{", spaces, "}", NULL);
  g_autofree char *most = make_token (ES256, claims, PH_ES256_SIZE);
  g_autofree char *huge = g_strnfill (100 * 1024, 'e');
  g_autofree char *dots = g_strnfill (PH_VAPID_TOKEN_MAX, '.');
  g_autofree char *one_more = g_strnfill (PH_VAPID_TOKEN_MAX + 1, '.');
  g_autoptr (PhVapidToken) token = check_text (most, "");

  g_assert_cmpuint (strlen (most), <=, PH_VAPID_TOKEN_MAX);
  g_assert_nonnull (token);
  g_assert_null (check_text (huge, "vapid-token"));
  expect_seen (dots, "seen: a token of 8193 parts; ");
  expect_seen (one_more, "seen: a token of 8193 octets, more than 8192; ");
}

/* json-glib would be inside itself as often. */
static void
test_deep_json (void)
{
  static const char *const open[] = { "[", "{\"a\":" };

  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autoptr (GString) claims = g_string_new ("{\"x\":");

      while (claims->len < 6000)
        g_string_append (claims, open[i]);
      check (ES256, claims->str, "vapid-token");
      check (claims->str, "{}", "vapid-token");
    }
}

static void
test_nothing_is_shown (void)
{
  static const char *const texts[] = { "secret", "secret.secret.secret",
                                       "e30.secret.e30" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PhFindings) findings = ph_findings_new ();
      g_autoptr (PhVapidToken) token = ph_vapid_token_read (texts[i], findings);
      g_autofree char *text = ph_findings_to_text (findings);

      g_assert_null (strstr (text, "secret"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-token/well-formed", test_well_formed);
  g_test_add_func ("/vapid-token/algorithm", test_algorithm);
  g_test_add_func ("/vapid-token/critical", test_critical_header);
  g_test_add_func ("/vapid-token/twice", test_names_twice);
  g_test_add_func ("/vapid-token/no-json", test_no_json);
  g_test_add_func ("/vapid-token/signature-length", test_signature_lengths);
  g_test_add_func ("/vapid-token/parts", test_parts);
  g_test_add_func ("/vapid-token/base64", test_base64);
  g_test_add_func ("/vapid-token/long", test_long_tokens);
  g_test_add_func ("/vapid-token/deep", test_deep_json);
  g_test_add_func ("/vapid-token/nothing-shown", test_nothing_is_shown);
  return g_test_run ();
}
