/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "core/base64url.h"
#include "fuzz/fuzz.h"

#include <string.h>

/* RFC 8292 section 2.4, an hour before the token ends. */
#define KEY                                                                    \
  "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9"   \
  "ojSwk5Y2EmClBPs"
#define NOW ((1453523768 - 3600) * G_TIME_SPAN_SECOND)

/* What is as long may be a secret, and must not be shown. */
#define SECRET_LENGTH 32

/* Returns: (transfer full): the values of the lines that begin with @name. */
static GPtrArray *
take_values (char **lines, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (; *lines != NULL; lines++)
    if (g_str_has_prefix (*lines, name))
      g_ptr_array_add (values, *lines + strlen (name));

  g_ptr_array_add (values, NULL);
  return values;
}

static GBytes *
check (PhVapidCache *cache,
       const PhVapidCredentials *credentials,
       const char *key,
       PhFindings *findings)
{
  const char *const others[] = { "http://127.0.0.1:8976", "http://localhost",
                                 NULL };
  const PhVapidExpected expected = {
    .key = key,
    .origins = { "https://push.example.net", others },
    .now = NOW,
  };

  return ph_vapid_check (cache, credentials, &expected, findings);
}

/* Nobody has the private key, so there is no other token than that of the RFC:
 * perhaps with the other of the two signatures that one can make of it. */
static void
expect_genuine (const PhVapidCredentials *credentials, GBytes *key)
{
  g_autofree char *text = ph_base64url_encode (g_bytes_get_data (key, NULL),
                                               g_bytes_get_size (key));

  g_assert_cmpstr (text, ==, KEY);
  g_assert_nonnull (strstr (
      credentials->authorization[0],
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbX"
      "BsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY2"
      "9tIn0."));
}

static void
expect_secret (const char *text, const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " \t,;=\".", -1);

  for (char **word = words; *word != NULL; word++)
    if (strlen (*word) >= SECRET_LENGTH)
      g_assert_null (strstr (text, *word));
}

static char *
expect_findings (const PhFindings *findings,
                 const PhVapidCredentials *credentials)
{
  g_autofree char *text = ph_findings_to_text (findings);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    fuzz_expect_sentence (*line);
  for (gsize i = 0; credentials->authorization[i] != NULL; i++)
    expect_secret (text != NULL ? text : "", credentials->authorization[i]);

  return g_steal_pointer (&text);
}

/* The second time the cache knows the token, and nothing else is different. */
static void
check_twice (const PhVapidCredentials *credentials, const char *key)
{
  g_autoptr (PhVapidCache) cache = ph_vapid_cache_new ();
  g_autofree char *first = NULL;

  for (int round = 0; round < 2; round++)
    {
      g_autoptr (PhFindings) findings = ph_findings_new ();
      g_autoptr (GBytes) found = check (cache, credentials, key, findings);
      g_autofree char *text = expect_findings (findings, credentials);

      if (key != NULL &&
          ph_findings_get_refusal (findings, PH_LENIENT, TRUE, NULL) == NULL)
        expect_genuine (credentials, found);
      if (round == 0)
        first = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, first);
    }
}

/* Lines with the header fields Authorization and Crypto-Key. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) lines = fuzz_lines (data, size);
  g_autoptr (GPtrArray) authorization = take_values (lines, "Authorization: ");
  g_autoptr (GPtrArray) crypto_key = take_values (lines, "Crypto-Key: ");
  const PhVapidCredentials credentials = {
    .authorization = (const char *const *) authorization->pdata,
    .crypto_key = (const char *const *) crypto_key->pdata,
  };

  check_twice (&credentials, KEY);
  check_twice (&credentials, NULL);
  return 0;
}
