/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-sign.h"

#include "core/base64url.h"
#include "vapid-fixture.h"
#include "webpush/es256.h"

#include <string.h>

#define EXPIRY (VAPID_NOW + 12 * 60 * 60)
#define SUBJECT "mailto:push@example.com"

static char *
authorize (const VapidFixture *fixture, const char *subject, gint64 expiry)
{
  PhVapidClaims claims = { VAPID_ORIGIN, expiry, subject };
  g_autoptr (GError) error = NULL;
  char *value = ph_vapid_sign (&claims, fixture->key, &error);

  g_assert_no_error (error);
  return value;
}

/* Nothing at all is found, so no mode refuses it. */
static void
test_is_valid (VapidFixture *fixture, gconstpointer unused)
{
  static const char *const subjects[] = {
    SUBJECT,
    "https://example.com/contact?of=push",
    "mailto:\"quoted\\\"\"@example.com",
    "https://example.com/\303\274ber",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autofree char *value = authorize (fixture, subjects[i], EXPIRY);

      vapid_check (fixture, value, NULL);
      vapid_expect_rules (fixture->findings, "");
      g_assert_true (ph_findings_is_empty (fixture->findings));
      g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT), ==, 201);
    }
}

static void
expect_text (const char *part, const char *expected)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (part);

  g_assert_nonnull (octets);
  g_assert_cmpmem (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets),
                   expected, strlen (expected));
}

/* RFC 8292 sections 2 and 3. */
static void
test_parts (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *value = authorize (fixture, SUBJECT, EXPIRY);
  g_autofree char *key =
      g_strconcat ("k=", ph_ec_key_get_text (fixture->key), NULL);
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GBytes) signature = NULL;
  const char *token = NULL;

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpstr (words[0], ==, "vapid");
  g_assert_true (g_str_has_prefix (words[1], "t="));
  g_assert_true (g_str_has_suffix (words[1], ","));
  g_assert_cmpstr (words[2], ==, key);

  words[1][strlen (words[1]) - 1] = '\0';
  token = words[1] + strlen ("t=");
  parts = g_strsplit (token, ".", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  expect_text (parts[0], VAPID_HEADER);
  expect_text (parts[1], VAPID_CLAIMS);
  signature = ph_base64url_decode (parts[2]);
  g_assert_cmpuint (g_bytes_get_size (signature), ==, PH_ES256_SIZE);
  g_assert_true (ph_es256_verify (fixture->key, token,
                                  strlen (parts[0]) + 1 + strlen (parts[1]),
                                  g_bytes_get_data (signature, NULL)));
}

/* It says what it is told, be it wrong. */
static void
test_does_not_judge (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *ended = authorize (fixture, SUBJECT, VAPID_NOW - 61);
  g_autofree char *nobody = authorize (fixture, "nobody", EXPIRY);

  vapid_check (fixture, ended, NULL);
  vapid_expect_rules (fixture->findings, "vapid-expired");
  vapid_check (fixture, nobody, NULL);
  vapid_expect_rules (fixture->findings, "vapid-subject");
}

static void
add (const char *path,
     void (*test) (VapidFixture *fixture, gconstpointer unused))
{
  g_test_add (path, VapidFixture, NULL, vapid_set_up, test, vapid_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/vapid-sign/valid", test_is_valid);
  add ("/vapid-sign/parts", test_parts);
  add ("/vapid-sign/no-judge", test_does_not_judge);
  return g_test_run ();
}
