/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-credentials.h"

#include "vapid-fixture.h"

#include <string.h>

typedef struct
{
  const char *authorization;
  const char *crypto_key;
  const char *token; /* NULL when the two are not found */
  const char *key;
  const char *rules;
} Case;

static void
check_lines (const char *const *lines,
             const char *const *key_lines,
             const Case *expected)
{
  PhVapidCredentials credentials = { lines, key_lines };
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;
  gboolean found =
      ph_vapid_credentials_read (&credentials, TRUE, findings, &token, &key);

  g_assert_cmpint (found, ==, expected->token != NULL);
  g_assert_cmpstr (token, ==, expected->token);
  g_assert_cmpstr (key, ==, expected->key);
  vapid_expect_rules (findings, expected->rules);
}

static void
check_all (const Case *cases, gsize count)
{
  for (gsize i = 0; i < count; i++)
    {
      const char *const lines[] = { cases[i].authorization, NULL };
      const char *const key_lines[] = { cases[i].crypto_key, NULL };

      g_test_message ("%s", lines[0] != NULL ? lines[0] : "none");
      check_lines (lines, key_lines, &cases[i]);
    }
}

/* RFC 8292 section 3, and what is seen in the field. */
static void
test_vapid (void)
{
  static const Case cases[] = {
    { "vapid t=a.b.c, k=K", NULL, "a.b.c", "K", "" },
    { "vapid t=a.b.c,k=K", NULL, "a.b.c", "K", "" },
    { "VAPID k=K,t=a.b.c", NULL, "a.b.c", "K", "" },
    { " Vapid   T=\"a.b.c\" , K=\"\\K\" ", NULL, "a.b.c", "K", "" },
    { "vapid realm=\"t=x, k=y\", t=a, v=2, k=K", NULL, "a", "K", "" },
    { "vapid t=a, k=+/=", NULL, "a", "+/=", "" },
    { "vapid t=a, k=K", "p256ecdsa=other", "a", "K", "" },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_wrong_parameters (void)
{
  static const Case cases[] = {
    { "vapid t=a", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid k=K", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid realm=x", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=a, k=K, t=a", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=a, k=K, K=K", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid a.b.c", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=a k=K", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=a; k=K", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=\"a, k=K", NULL, NULL, NULL, "vapid-parameters" },
    { "vapid t=a, k=K, vapid t=b, k=L", NULL, NULL, NULL, "vapid-parameters" },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_absent (void)
{
  static const Case cases[] = {
    { NULL, NULL, NULL, NULL, "vapid-missing" },
    { NULL, "p256ecdsa=K", NULL, NULL, "vapid-missing" },
    { "", NULL, NULL, NULL, "vapid-missing vapid-empty" },
    { " \t ", NULL, NULL, NULL, "vapid-missing vapid-empty" },
    { "vapid", NULL, NULL, NULL, "vapid-missing vapid-empty" },
    { "vapid  ", NULL, NULL, NULL, "vapid-missing vapid-empty" },
    { "WebPush", "p256ecdsa=K", NULL, NULL, "vapid-missing vapid-empty" },
    { "Basic dTpw", NULL, NULL, NULL, "vapid-missing vapid-scheme" },
    { "key=vapid t=a,k=K", NULL, NULL, NULL, "vapid-missing vapid-scheme" },
    { "vapids t=a, k=K", NULL, NULL, NULL, "vapid-missing vapid-scheme" },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

/* Drafts 01 and 02. */
static void
test_legacy (void)
{
  static const Case cases[] = {
    { "WebPush a.b.c", "p256ecdsa=K", "a.b.c", "K", "vapid-legacy" },
    { "bearer a.b.c", "p256ecdsa=\"K\"", "a.b.c", "K", "vapid-legacy" },
    { "webpush a", "dh=D;p256ecdsa=K", "a", "K", "vapid-legacy" },
    { "webpush a", "dh=D,p256ecdsa=K", "a", "K", "vapid-legacy" },
    { "webpush a", "keyid=p; dh=\"D\", p256ecdsa=K", "a", "K", "vapid-legacy" },
    { "webpush a", NULL, NULL, NULL, "vapid-legacy vapid-parameters" },
    { "webpush a", "dh=D", NULL, NULL, "vapid-legacy vapid-parameters" },
    { "webpush a", "p256ecdsa=K,p256ecdsa=K", NULL, NULL,
      "vapid-legacy vapid-parameters" },
    { "webpush a", "p256ecdsa", NULL, NULL, "vapid-legacy vapid-parameters" },
  };

  check_all (cases, G_N_ELEMENTS (cases));
}

static void
test_several_lines (void)
{
  static const char *const none[] = { NULL };
  static const char *const twice[] = { "vapid t=a, k=K", "vapid t=b, k=L",
                                       NULL };
  static const char *const empty_first[] = { "", "vapid t=b, k=L", NULL };
  static const char *const legacy[] = { "webpush a", NULL };
  static const char *const keys[] = { "dh=D", "p256ecdsa=K", NULL };
  static const char *const keys_twice[] = { "p256ecdsa=K", "p256ecdsa=L",
                                            NULL };

  check_lines (twice, none,
               &(Case){ .token = "a", .key = "K", .rules = "vapid-repeated" });
  check_lines (empty_first, none,
               &(Case){ .rules = "vapid-missing vapid-empty vapid-repeated" });
  check_lines (legacy, keys,
               &(Case){ .token = "a", .key = "K", .rules = "vapid-legacy" });
  check_lines (legacy, keys_twice,
               &(Case){ .rules = "vapid-legacy vapid-parameters" });
}

/* VAPID is voluntary. */
static void
test_unrestricted (void)
{
  static const struct
  {
    const char *authorization;
    const char *rules;
  } cases[] = {
    { NULL, "" },
    { "", "vapid-empty" },
    { "Basic dTpw", "vapid-scheme" },
    { "vapid t=a", "vapid-parameters" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const lines[] = { cases[i].authorization, NULL };
      PhVapidCredentials credentials = { lines, lines + 1 };
      g_autoptr (PhFindings) findings = ph_findings_new ();
      char *token = NULL;
      char *key = NULL;

      g_assert_false (ph_vapid_credentials_read (&credentials, FALSE, findings,
                                                 &token, &key));
      vapid_expect_rules (findings, cases[i].rules);
    }
}

/* What is there instead of a token may be a password. */
static void
test_nothing_is_shown (void)
{
  static const char *const values[] = {
    "secret",          "secret secret",  "Basic secret",   "vapid secret",
    "vapid secret=\"", "vapid t=secret", "WebPush secret",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *const lines[] = { values[i], NULL };
      PhVapidCredentials credentials = { lines, lines };
      g_autoptr (PhFindings) findings = ph_findings_new ();
      g_autofree char *token = NULL;
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;

      g_assert_false (ph_vapid_credentials_read (&credentials, TRUE, findings,
                                                 &token, &key));
      text = ph_findings_to_text (findings);
      g_assert_null (strstr (text, "secret"));
    }
}

/* Of a draft's scheme, not t and k are what is not there. */
static void
test_what_a_draft_needs (void)
{
  const char *const lines[] = { "WebPush a.b.c", NULL };
  PhVapidCredentials credentials = { lines, lines + 1 };
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;

  g_assert_false (
      ph_vapid_credentials_read (&credentials, TRUE, findings, &token, &key));
  vapid_expect_words (findings,
                      "seen: no p256ecdsa in Crypto-Key; expected: t and k, "
                      "each once; with a draft's scheme, p256ecdsa in "
                      "Crypto-Key. ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-credentials/vapid", test_vapid);
  g_test_add_func ("/vapid-credentials/parameters", test_wrong_parameters);
  g_test_add_func ("/vapid-credentials/absent", test_absent);
  g_test_add_func ("/vapid-credentials/legacy", test_legacy);
  g_test_add_func ("/vapid-credentials/several-lines", test_several_lines);
  g_test_add_func ("/vapid-credentials/unrestricted", test_unrestricted);
  g_test_add_func ("/vapid-credentials/nothing-shown", test_nothing_is_shown);
  g_test_add_func ("/vapid-credentials/draft", test_what_a_draft_needs);
  return g_test_run ();
}
