/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-audience.h"

#include "vapid-fixture.h"

#include <string.h>

/* @json: the value of "aud"; NULL for none */
static PhFindings *
judge (const char *json)
{
  static const char *const others[] = { VAPID_LOOPBACK, NULL };
  static const PhOrigins origins = { VAPID_ORIGIN, others };
  PhFindings *findings = ph_findings_new ();
  g_autoptr (JsonNode) audience = NULL;
  g_autoptr (GError) error = NULL;

  if (json != NULL)
    audience = json_from_string (json, &error);
  g_assert_no_error (error);
  ph_vapid_audience_check (audience, &origins, findings);
  return findings;
}

static void
check (const char *json, const char *rules)
{
  g_autoptr (PhFindings) findings = judge (json);

  g_test_message ("%s", json);
  vapid_expect_rules (findings, rules);
}

static void
test_one (void)
{
  check ("\"" VAPID_ORIGIN "\"", "");
  check ("\"" VAPID_ORIGIN "/\"", "vapid-audience-form");
  check ("\"HTTPS://PUSH.example.net:8443\"", "vapid-audience-form");
  check ("\"" VAPID_LOOPBACK "\"", "vapid-audience-form");
  check ("\"https://push.example.net\"", "vapid-audience-port");
  check ("\"http://localhost\"", "vapid-audience-port");
  check ("\"https://push.example.org:8443\"", "vapid-audience");
  check ("\"" VAPID_ORIGIN "/push/id/x\"", "vapid-audience");
  check ("\"\"", "vapid-audience");
}

/* RFC 7519 section 4.1.3; the best of them counts. */
static void
test_several (void)
{
  check ("[\"" VAPID_ORIGIN "\"]", "");
  check ("[\"x\",\"https://push.example.net\",\"" VAPID_ORIGIN "\",\"y\"]", "");
  check ("[\"https://push.example.net\",\"" VAPID_LOOPBACK "\"]",
         "vapid-audience-form");
  check ("[\"x\",\"https://push.example.net\"]", "vapid-audience-port");
  check ("[1,null,{\"a\":\"b\"},\"" VAPID_ORIGIN "\"]", "");
  check ("[]", "vapid-audience");
  check ("[\"x\",\"y\"]", "vapid-audience");
  check ("[[\"" VAPID_ORIGIN "\"]]", "vapid-audience");
  check ("[{\"aud\":\"" VAPID_ORIGIN "\"}]", "vapid-audience");
}

static void
test_none (void)
{
  check (NULL, "vapid-audience");
  check ("null", "vapid-audience");
  check ("true", "vapid-audience");
  check ("1", "vapid-audience");
  check ("1.5", "vapid-audience");
  check ("{\"" VAPID_ORIGIN "\":\"" VAPID_ORIGIN "\"}", "vapid-audience");
}

static void
expect_seen (const char *json, const char *seen)
{
  g_autoptr (PhFindings) findings = judge (json);

  vapid_expect_words (findings, seen);
}

/* The path may be that of an endpoint. */
static void
test_what_is_shown (void)
{
  expect_seen (NULL, "seen: no \"aud\"; ");
  expect_seen ("\"https://push.example.org\"",
               "seen: \"https://push.example.org\"; ");
  expect_seen ("\"" VAPID_ORIGIN "/push/id/secret\"",
               "seen: \"" VAPID_ORIGIN "\" and more behind it; ");
  expect_seen ("\"" VAPID_ORIGIN "?secret\"",
               "seen: \"" VAPID_ORIGIN "\" and more behind it; ");
  expect_seen ("\"https://secret@push.example.net:8443\"",
               "seen: text that is no origin; ");
  expect_seen ("\"secret\"", "seen: text that is no origin; ");
  expect_seen ("[\"secret\"]", "seen: a list without it; ");
  expect_seen ("\"https://push.example.net\"",
               "seen: \"https://push.example.net\"; ");
}

/* For a slash too many and for another name of this machine. */
static void
test_what_to_do_about_the_form (void)
{
  static const char advice[] =
      "Use the origin of the endpoint as it stands in its URL.";

  expect_seen ("\"" VAPID_ORIGIN "/\"", advice);
  expect_seen ("\"" VAPID_LOOPBACK "\"", advice);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-audience/one", test_one);
  g_test_add_func ("/vapid-audience/several", test_several);
  g_test_add_func ("/vapid-audience/none", test_none);
  g_test_add_func ("/vapid-audience/shown", test_what_is_shown);
  g_test_add_func ("/vapid-audience/form", test_what_to_do_about_the_form);
  return g_test_run ();
}
