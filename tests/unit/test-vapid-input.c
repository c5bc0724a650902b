/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "core/base64url.h"

#include "vapid-fixture.h"

#include <string.h>

/* Keys that are none, and what a token that was verified once does not give. */

/* Keys */

static void
check_key (VapidFixture *fixture, const char *key, const char *rules)
{
  g_autofree char *authorization =
      g_strdup_printf ("vapid t=%s, k=\"%s\"", fixture->token, key);

  fixture->restricted = FALSE;
  vapid_check (fixture, authorization, NULL);
  vapid_expect_rules (fixture->findings, rules);
}

static void
check_point (VapidFixture *fixture, const guint8 *point, gsize size)
{
  g_autofree char *key = ph_base64url_encode (point, size);

  check_key (fixture, key, "vapid-key");
  g_assert_cmpint (fixture->used_key != NULL, ==, size == PH_EC_POINT_SIZE);
}

static void
test_points_that_are_none (VapidFixture *fixture, gconstpointer unused)
{
  static const guint8 forms[] = { 0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0xff };
  static const guint8 zeros[PH_EC_POINT_SIZE + 1] = { 0x04 };
  guint8 point[PH_EC_POINT_SIZE];

  /* The point at infinity: one octet, or coordinates of zero. */
  check_point (fixture, (const guint8 *) "", 1);
  check_point (fixture, zeros, PH_EC_POINT_SIZE);

  check_point (fixture, zeros, 0);
  check_point (fixture, zeros, PH_EC_POINT_SIZE - 1);
  check_point (fixture, zeros, PH_EC_POINT_SIZE + 1);

  memset (point, 0xff, sizeof point);
  point[0] = 0x04;
  check_point (fixture, point, sizeof point);

  memcpy (point, ph_ec_key_get_point (fixture->key), sizeof point);
  point[PH_EC_POINT_SIZE - 1] ^= 0x01;
  check_point (fixture, point, sizeof point);

  memcpy (point, ph_ec_key_get_point (fixture->key), sizeof point);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      point[0] = forms[i];
      check_point (fixture, point, sizeof point);
    }

  /* Compressed. */
  point[0] = 0x02 + (point[PH_EC_POINT_SIZE - 1] & 1);
  check_point (fixture, point, 33);
}

static void
test_key_texts (VapidFixture *fixture, gconstpointer unused)
{
  const char *key = ph_ec_key_get_text (fixture->key);
  g_autofree char *padded = g_strconcat (key, "=", NULL);
  g_autofree char *more = g_strconcat (key, "===", NULL);
  g_autofree char *standard =
      g_base64_encode (ph_ec_key_get_point (fixture->key), PH_EC_POINT_SIZE);
  g_autofree char *dotted = g_strconcat (key, ".", NULL);
  g_autofree char *huge = g_strnfill (100 * 1024, 'A');

  check_key (fixture, key, "");
  check_key (fixture, padded, "vapid-key-base64");
  check_key (fixture, standard, "vapid-key-base64");
  check_key (fixture, more, "vapid-key");
  check_key (fixture, dotted, "vapid-key");
  check_key (fixture, "", "vapid-key");
  check_key (fixture, huge, "vapid-key");
  vapid_expect_words (fixture->findings, "seen: a k of 102400 characters; ");
}

/* A key that differs in nothing but the alphabet is the one registered. */
static void
test_restricted_to_another_spelling (VapidFixture *fixture,
                                     gconstpointer unused)
{
  g_autofree char *standard =
      g_base64_encode (ph_ec_key_get_point (fixture->key), PH_EC_POINT_SIZE);
  g_autofree char *authorization =
      g_strdup_printf ("vapid t=%s, k=%s", fixture->token, standard);

  vapid_check (fixture, authorization, NULL);
  vapid_expect_rules (fixture->findings, "vapid-key-base64");
  g_assert_cmpuint (vapid_get_status (fixture, PH_LENIENT), ==, 201);
  g_assert_cmpuint (vapid_get_status (fixture, PH_STRICT), ==, 403);
}

/* After a token was verified */

static void
test_time_goes_on (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorization = vapid_authorize (fixture, fixture->token);

  for (int hour = 0; hour <= 12; hour++)
    {
      fixture->now = VAPID_NOW + hour * 60 * 60;
      vapid_check (fixture, authorization, NULL);
      vapid_expect_rules (fixture->findings, "");
    }

  fixture->now += 61;
  vapid_check (fixture, authorization, NULL);
  vapid_expect_rules (fixture->findings, "vapid-expired");
}

/* It would take the place of one that has not ended. */
static void
test_ended_is_not_remembered (VapidFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorization = vapid_authorize (fixture, fixture->token);

  fixture->now = VAPID_NOW + 13 * 60 * 60;
  vapid_check (fixture, authorization, NULL);
  vapid_expect_rules (fixture->findings, "vapid-expired");
  g_assert_false (ph_vapid_cache_has (fixture->cache, fixture->token,
                                      fixture->used_key, 0));

  fixture->now = VAPID_NOW;
  vapid_check (fixture, authorization, NULL);
  g_assert_true (ph_vapid_cache_has (fixture->cache, fixture->token,
                                     fixture->used_key, 0));
}

static void
test_verified_with_one_key_only (VapidFixture *fixture, gconstpointer unused)
{
  g_autoptr (PhEcKey) other = ph_ec_key_generate (NULL);
  g_autofree char *authorization = vapid_authorize (fixture, fixture->token);
  g_autofree char *with_other = g_strdup_printf (
      "vapid t=%s, k=%s", fixture->token, ph_ec_key_get_text (other));

  vapid_check (fixture, authorization, NULL);
  vapid_expect_rules (fixture->findings, "");
  vapid_check (fixture, with_other, NULL);
  vapid_expect_rules (fixture->findings, "vapid-key-other vapid-signature");
}

/* What is wrong with it is found each time. */
static void
test_verified_is_not_valid (VapidFixture *fixture, gconstpointer unused)
{
  static const char *const claims =
      "{\"aud\":\"https://push.example.org\",\"exp\":1700043200}";
  g_autofree char *token =
      vapid_sign (fixture->key, "{\"alg\":\"ES256\",\"crit\":[]}", claims);
  g_autofree char *authorization = vapid_authorize (fixture, token);

  for (int i = 0; i < 3; i++)
    {
      vapid_check (fixture, authorization, NULL);
      vapid_expect_rules (fixture->findings, "vapid-token vapid-audience "
                                             "vapid-subject-missing");
    }
}

static void
test_what_was_not_verified_stays_so (VapidFixture *fixture,
                                     gconstpointer unused)
{
  g_autoptr (PhEcKey) other = ph_ec_key_generate (NULL);
  g_autofree char *token = vapid_sign (other, VAPID_HEADER, VAPID_CLAIMS);
  g_autofree char *authorization = vapid_authorize (fixture, token);

  for (int i = 0; i < 3; i++)
    {
      vapid_check (fixture, authorization, NULL);
      vapid_expect_rules (fixture->findings, "vapid-signature");
    }
}

/* An 8 KiB token with as much work in it as goes in. */
static void
test_work_is_bounded (VapidFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) claims = g_string_new ("{\"aud\":[\"a://b\"");
  g_autofree char *token = NULL;
  g_autofree char *authorization = NULL;
  gint64 begin;

  while (claims->len < 5900)
    g_string_append (claims, ",\"a://b\"");
  g_string_append (claims, "],\"exp\":1700043200}");
  token = vapid_sign (fixture->key, VAPID_HEADER, claims->str);
  authorization = vapid_authorize (fixture, token);

  begin = g_get_monotonic_time ();
  for (int i = 0; i < 20; i++)
    {
      vapid_check (fixture, authorization, NULL);
      vapid_expect_rules (fixture->findings,
                          "vapid-audience vapid-subject-missing");
    }
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
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
  add ("/vapid-input/no-points", test_points_that_are_none);
  add ("/vapid-input/key-texts", test_key_texts);
  add ("/vapid-input/spelling", test_restricted_to_another_spelling);
  add ("/vapid-input/time", test_time_goes_on);
  add ("/vapid-input/ended", test_ended_is_not_remembered);
  add ("/vapid-input/one-key", test_verified_with_one_key_only);
  add ("/vapid-input/not-valid", test_verified_is_not_valid);
  add ("/vapid-input/not-verified", test_what_was_not_verified_stays_so);
  add ("/vapid-input/work", test_work_is_bounded);
  return g_test_run ();
}
