/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-subject.h"

#include "vapid-fixture.h"

#include <string.h>

/* @json: the value of "sub"; NULL for none */
static void
check (const char *json, const char *rules)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autoptr (JsonNode) subject = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (json != NULL)
    subject = json_from_string (json, &error);
  g_assert_no_error (error);

  g_test_message ("%s", json);
  ph_vapid_subject_check (subject, findings);
  vapid_expect_rules (findings, rules);

  text = ph_findings_to_text (findings);
  g_assert_true (text == NULL || strstr (text, "secret") == NULL);
}

static void
test_accepted (void)
{
  static const char *const right[] = {
    "\"mailto:push@example.com\"",
    "\"MAILTO:push@example.com\"",
    "\"mailto:push@example.com?subject=push\"",
    "\"mailto:push@example.com,other@example.org\"",
    "\"mailto:push@localhost.example\"",
    "\"mailto:push@example.com.\"",
    "\"mailto:push@notlocalhost\"",
    "\"https://example.com\"",
    "\"HTTPS://example.com:8443/contact?x\"",
    "\"https://b\\u00fccher.example/\"",
    "\"https://localhost.example\"",
    "\"https://user@example.com/\"",
    "\"https://user:x@example.com/@localhost\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    check (right[i], "");
}

static void
expect_seen (const char *json, const char *seen)
{
  g_autoptr (JsonNode) subject = json_from_string (json, NULL);
  g_autoptr (PhFindings) findings = ph_findings_new ();

  g_test_message ("%s", json);
  ph_vapid_subject_check (subject, findings);
  vapid_expect_words (findings, seen);
}

/* RFC 6761 section 6.3. */
static void
test_localhost (void)
{
  static const char *const hosts[] = { "localhost", "LocalHost.", "b.localhost",
                                       "a.b.LOCALHOST." };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *mail = g_strdup_printf ("\"mailto:a@%s\"", hosts[i]);
      g_autofree char *url = g_strdup_printf ("\"https://%s/a\"", hosts[i]);
      g_autofree char *port = g_strdup_printf ("\"https://%s:1\"", hosts[i]);
      g_autofree char *user = g_strdup_printf ("\"https://a@%s/\"", hosts[i]);

      expect_seen (mail, "seen: an address at localhost; ");
      expect_seen (url, "seen: a URL at localhost; ");
      expect_seen (port, "seen: a URL at localhost; ");
      expect_seen (user, "seen: a URL at localhost; ");
    }
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    "null",
    "1",
    "[\"mailto:push@example.com\"]",
    "\"\"",
    "\"secret\"",
    "\"secret@example.com\"",
    "\"mailto:\"",
    "\"mailto:secret\"",
    "\"mailto:@example.com\"",
    "\"mailto:secret@\"",
    "\"mailto:?to=secret@example.com\"",
    "\"mailto: secret@example.com\"",
    "\"mailto:<secret@example.com>\"",
    "\"mailto:secret@localhost\"",
    "\"mailto:secret@LocalHost?x\"",
    "\"http://secret.example.com\"",
    "\"tel:+4930secret\"",
    "\"https:secret\"",
    "\"https:///secret\"",
    "\"https://secret@\"",
    "\"http://secret@example.com\"",
    "\"https://localhost\"",
    "\"https://LOCALHOST:8443/secret\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check (wrong[i], "vapid-subject");
}

static void
test_missing (void)
{
  check (NULL, "vapid-subject-missing");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-subject/accepted", test_accepted);
  g_test_add_func ("/vapid-subject/refused", test_refused);
  g_test_add_func ("/vapid-subject/missing", test_missing);
  g_test_add_func ("/vapid-subject/localhost", test_localhost);
  return g_test_run ();
}
