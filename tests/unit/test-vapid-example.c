/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "support/vectors.h"
#include "vapid-fixture.h"

#include <string.h>

/* The example of RFC 8292 section 2.4, with a clock that is set, and each way
 * to spoil it. */

#define EXAMPLE "rfc8292-2.4"
#define ORIGIN "https://push.example.net"
#define END 1453523768 /* of the token, in seconds since 1970 */
#define HOUR (60 * 60)
#define ALPHABET                                                               \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

typedef struct
{
  PhVapidCache *cache;
  const char *token;
  const char *key; /* to which the registration is restricted, too */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->cache = ph_vapid_cache_new ();
  fixture->token = vectors_get_text (EXAMPLE, "token");
  fixture->key = vectors_get_text (EXAMPLE, "key_b64u");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ph_vapid_cache_free (fixture->cache);
}

static PhFindings *
judge (Fixture *fixture, const char *authorization, gint64 now)
{
  const char *const lines[] = { authorization, NULL };
  PhVapidCredentials credentials = { lines, lines + 1 };
  PhVapidExpected expected = {
    .key = fixture->key,
    .origins = { .exact = ORIGIN },
    .now = now * G_USEC_PER_SEC,
  };
  PhFindings *findings = ph_findings_new ();
  g_autoptr (GBytes) key = NULL;

  key = ph_vapid_check (fixture->cache, &credentials, &expected, findings);
  return findings;
}

static void
expect_at (Fixture *fixture, gint64 now, const char *rules)
{
  g_autoptr (PhFindings) findings =
      judge (fixture, vectors_get_text (EXAMPLE, "authorization"), now);

  vapid_expect_rules (findings, rules);
}

static void
test_clock (Fixture *fixture, gconstpointer unused)
{
  expect_at (fixture, END - 12 * HOUR, "");
  expect_at (fixture, END, "");
  expect_at (fixture, END + 60, "");
  expect_at (fixture, END + 61, "vapid-expired");
  expect_at (fixture, END - 24 * HOUR - 61, "vapid-expiry-skew");
  expect_at (fixture, END - 24 * HOUR - 301, "vapid-expiry-far");
}

static gboolean
is_refused (Fixture *fixture, const char *token, const char *key)
{
  g_autofree char *authorization =
      g_strdup_printf ("vapid t=%s, k=%s", token, key);
  g_autoptr (PhFindings) findings = judge (fixture, authorization, END - HOUR);

  return ph_findings_get_refusal (findings, PH_LENIENT, TRUE, NULL) != NULL;
}

/* Turns around one of the six bits that a character stands for. */
static void
flip (char *character, guint bit)
{
  const char *found = strchr (ALPHABET, *character);

  g_assert_nonnull (found);
  *character = ALPHABET[(guint) (found - ALPHABET) ^ (1u << bit)];
}

static void
check_spoilt (Fixture *fixture, gsize i, guint bit)
{
  g_autofree char *spoilt = g_strdup (fixture->token);

  if (spoilt[i] == '.')
    spoilt[i] = ALPHABET[bit];
  else
    flip (&spoilt[i], bit);
  g_assert_true (is_refused (fixture, spoilt, fixture->key));
}

/* The last one has bits that are of no octet, too. */
static void
test_every_character_of_the_token (Fixture *fixture, gconstpointer unused)
{
  gsize last = strlen (fixture->token) - 1;

  g_assert_false (is_refused (fixture, fixture->token, fixture->key));
  for (gsize i = 0; i <= last; i++)
    check_spoilt (fixture, i, (guint) i % 6);
  for (guint bit = 0; bit < 6; bit++)
    check_spoilt (fixture, last, bit);
  g_assert_false (is_refused (fixture, fixture->token, fixture->key));
}

static void
test_every_character_missing (Fixture *fixture, gconstpointer unused)
{
  for (gsize i = 0; fixture->token[i] != '\0'; i++)
    {
      g_autofree char *spoilt = g_strdup (fixture->token);

      memmove (spoilt + i, spoilt + i + 1, strlen (spoilt + i));
      g_assert_true (is_refused (fixture, spoilt, fixture->key));
    }
}

/* 65 octets leave two bits of their last character to nobody: the key is its
 * octets. */
static void
test_every_bit_of_the_key (Fixture *fixture, gconstpointer unused)
{
  gsize last = strlen (fixture->key) - 1;

  for (gsize i = 0; i <= last; i++)
    for (guint bit = 0; bit < 6; bit++)
      {
        g_autofree char *spoilt = g_strdup (fixture->key);

        flip (&spoilt[i], bit);
        g_assert_cmpint (is_refused (fixture, fixture->token, spoilt), ==,
                         i < last || bit >= 2);
      }
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/vapid-example/clock", test_clock);
  add ("/vapid-example/token", test_every_character_of_the_token);
  add ("/vapid-example/missing", test_every_character_missing);
  add ("/vapid-example/key", test_every_bit_of_the_key);
  return g_test_run ();
}
