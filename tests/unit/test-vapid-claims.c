/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "vapid-fixture.h"

#include <string.h>

/* Claims that are none of ours, and what is told of those that are wrong. */

#define RIGHT "\"aud\":\"" VAPID_ORIGIN "\",\"sub\":\"mailto:push@example.com\""

static void
check (VapidFixture *fixture, const char *members, const char *rules)
{
  g_autofree char *claims = g_strdup_printf ("{" RIGHT ",%s}", members);

  g_test_message ("%s", claims);
  vapid_check_claims (fixture, claims);
  vapid_expect_rules (fixture->findings, rules);
}

static void
check_other (VapidFixture *fixture, const char *members)
{
  g_autofree char *all = g_strconcat (members, ",\"exp\":1700043200", NULL);

  check (fixture, all, "");
}

/* RFC 8292 section 2.2: whatever is in them. */
static void
test_others_do_not_matter (VapidFixture *fixture, gconstpointer unused)
{
  check_other (fixture, "\"jti\":18446744073709551616");
  check_other (fixture, "\"iat\":-1e400,\"nbf\":[1e400]");
  check_other (fixture, "\"x\":\"\\u0000\"");
  check_other (fixture, "\"x\\u0000\":\"\\ud800\"");
  check_other (fixture, "\"aud\\u0000\":\"https://push.example.org\"");
  check_other (fixture, "\"\\u0000\":1,\"\\ud800\":2");
  check_other (fixture, "\"x\":{\"a\":1,\"a\":2,\"aud\":1}");
  check_other (fixture, "\"x\":[{\"exp\":1,\"exp\":2}]");
}

static void
test_ours_are_read_as_they_are (VapidFixture *fixture, gconstpointer unused)
{
  vapid_check_claims (fixture, "{\"aud\":\"" VAPID_ORIGIN "\\u0000\","
                               "\"exp\":1700043200,\"sub\":\"mailto:a@b.cd\"}");
  vapid_expect_rules (fixture->findings, "vapid-audience");
  vapid_check_claims (fixture, "{\"aud\\u0000\":\"" VAPID_ORIGIN "\","
                               "\"exp\":1700043200,\"sub\":\"mailto:a@b.cd\"}");
  vapid_expect_rules (fixture->findings, "vapid-audience");
}

/* No number is too large to be one. */
static void
test_far_ends (VapidFixture *fixture, gconstpointer unused)
{
  check (fixture, "\"exp\":9223372036854775808", "vapid-expiry-far");
  check (fixture, "\"exp\":99999999999999999999", "vapid-expiry-far");
  check (fixture, "\"exp\":1e400", "vapid-expiry-far");
  check (fixture, "\"exp\":-9223372036854775809", "vapid-expired");
  check (fixture, "\"exp\":-1e400", "vapid-expired");
  check (fixture, "\"exp\":1e-400", "vapid-expired");
}

static void
expect_seen (VapidFixture *fixture, const char *members, const char *seen)
{
  g_autofree char *text = NULL;

  check (fixture, members, "vapid-token");
  vapid_expect_words (fixture->findings, seen);
  text = ph_findings_to_text (fixture->findings);
  g_assert_null (strstr (text, "secret"));
}

/* RFC 7519 section 4; a stranger's name is not told, and a sentence that is
 * part of one has no full stop. */
static void
test_names_twice (VapidFixture *fixture, gconstpointer unused)
{
  expect_seen (fixture, "\"exp\":1,\"exp\":1",
               "seen: claims: The JSON has \"exp\" twice; ");
  expect_seen (fixture, "\"secret\":1,\"secret\":2",
               "seen: claims: The JSON has a name twice; ");
  expect_seen (fixture, "\"secret\":1,",
               "after 82 octets there must be the name of a member; ");
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
  add ("/vapid-claims/others", test_others_do_not_matter);
  add ("/vapid-claims/as-they-are", test_ours_are_read_as_they_are);
  add ("/vapid-claims/far-ends", test_far_ends);
  add ("/vapid-claims/twice", test_names_twice);
  return g_test_run ();
}
