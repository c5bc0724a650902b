/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-expiry.h"

#include "vapid-fixture.h"

#define NOW (VAPID_NOW * (gint64) G_USEC_PER_SEC)
#define DAY PH_VAPID_EXPIRY_MAX

/* @json: the value of "exp"; NULL for none
 *
 * Returns: in how many seconds the token ends */
static double
judge (const char *json, PhFindings *findings)
{
  g_autoptr (JsonNode) expiry = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end;

  if (json != NULL)
    expiry = json_from_string (json, &error);
  g_assert_no_error (error);
  end = ph_vapid_expiry_check (expiry, NOW, findings);
  return (double) (end - NOW) / G_USEC_PER_SEC;
}

static void
check (const char *json, const char *rules)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_test_message ("%s", json);
  judge (json, findings);
  vapid_expect_rules (findings, rules);
}

static void
check_ahead (double seconds, const char *rules)
{
  char json[G_ASCII_DTOSTR_BUF_SIZE];

  check (g_ascii_dtostr (json, sizeof json, VAPID_NOW + seconds), rules);
}

/* http-push.md, section 2.6. */
static void
test_skews (void)
{
  check_ahead (-3600, "vapid-expired");
  check_ahead (-60.001, "vapid-expired");
  check_ahead (-60, "");
  check_ahead (0, "");
  check_ahead (12 * 3600, "");
  check_ahead (DAY, "");
  check_ahead (DAY + 60, "");
  check_ahead (DAY + 60.001, "vapid-expiry-skew");
  check_ahead (DAY + 300, "vapid-expiry-skew");
  check_ahead (DAY + 300.001, "vapid-expiry-far");
  check_ahead (365.0 * DAY, "vapid-expiry-far");
}

static void
test_kinds_of_number (void)
{
  check ("1700000001", "");
  check ("1700000001.5", "");
  check ("1.7000000015e9", "");
  check ("0", "vapid-expired");
  check ("-1", "vapid-expired");
  check ("-9223372036854775808", "vapid-expired");
  check ("-1e308", "vapid-expired");
  check ("9223372036854775807", "vapid-expiry-far");
  check ("1e308", "vapid-expiry-far");
}

static void
test_no_number (void)
{
  check (NULL, "vapid-expiry-missing");
  check ("null", "vapid-expiry-missing");
  check ("true", "vapid-expiry-missing");
  check ("\"1700000001\"", "vapid-expiry-missing");
  check ("[1700000001]", "vapid-expiry-missing");
  check ("{}", "vapid-expiry-missing");
}

static void
expect_end (const char *json, double seconds)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_assert_cmpfloat (judge (json, findings), ==, seconds);
}

/* What may be remembered of a token is not remembered longer. */
static void
test_end (void)
{
  expect_end ("1700000001.5", 1.5);
  expect_end ("1700086400", DAY);
  expect_end ("1e300", DAY + 300);
  expect_end ("9223372036854775807", DAY + 300);
  expect_end ("1700000000", 0);
  expect_end ("1699999990", 0);
  expect_end ("-1e300", 0);
  expect_end (NULL, 0);
  expect_end ("\"1700000001\"", 0);
}

static void
expect_seen (const char *json, const char *seen)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();

  judge (json, findings);
  vapid_expect_words (findings, seen);
}

static void
test_distances (void)
{
  expect_seen ("1699999930", "seen: 70 seconds ago; ");
  expect_seen ("1699992000", "seen: 2 hours and 800 seconds ago; ");
  expect_seen ("1600000000", "seen: 1157 days ago; ");
  expect_seen ("1700086500", "seen: 24 hours and 100 seconds ahead; ");
  expect_seen ("1e300", "seen: too far ahead to be told; ");
  expect_seen ("1700000000000", "seen: 19656250 days ahead, perhaps meant in "
                                "milliseconds; ");
  expect_seen ("1700172800", "seen: 2 days ahead; ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-expiry/skews", test_skews);
  g_test_add_func ("/vapid-expiry/numbers", test_kinds_of_number);
  g_test_add_func ("/vapid-expiry/no-number", test_no_number);
  g_test_add_func ("/vapid-expiry/end", test_end);
  g_test_add_func ("/vapid-expiry/distances", test_distances);
  return g_test_run ();
}
