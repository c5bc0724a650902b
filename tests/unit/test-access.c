/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/access.h"

#define PUBLIC "https://push.example:8443/hub"

static void
test_own_hosts (void)
{
  static const char *const own[] = {
    "localhost",      "LOCALHOST:8976", "127.0.0.1",
    "127.0.0.1:8976", "127.3.2.1:80",   "[::1]",
    "[::1]:80",       "push.example",   "Push.Example:80",
  };
  static const char *const foreign[] = {
    "",
    "example.org",
    "localhost.example.org",
    "localhost, evil.example",
    "127.0.0.1.evil.example",
    "evil.example:127.0.0.1",
    "localhost:80:80",
    "localhost:x",
    "[::1",
    "[::1]x",
    "[::2]",
    "10.0.0.1",
    "push.example.evil",
    "xpush.example",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    g_assert_true (ph_access_is_own_host (own[i], PUBLIC));
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    g_assert_false (ph_access_is_own_host (foreign[i], PUBLIC));

  g_assert_true (ph_access_is_own_host ("localhost", NULL));
  g_assert_false (ph_access_is_own_host ("push.example", NULL));
}

/* A request that says @lines ("Name: value", NULL-terminated). */
static PhAccess
judge (const PhSettings *settings, const char *const *lines)
{
  g_autoptr (SoupMessageHeaders) headers =
      soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);
      soup_message_headers_append (headers, parts[0], parts[1]);
    }

  return ph_access_judge (settings, headers);
}

#define JUDGE(settings, ...)                                                   \
  judge (settings, (const char *const[]){ __VA_ARGS__, NULL })

static char *loopback[] = { (char *) "127.0.0.1", (char *) "::1", NULL };

static void
test_without_token (void)
{
  PhSettings settings = { .addresses = loopback };

  g_assert_cmpint (JUDGE (&settings, "Host: localhost:8976"), ==,
                   PH_ACCESS_GRANTED);
  g_assert_cmpint (JUDGE (&settings, "Accept: */*"), ==, PH_ACCESS_HOST);
  g_assert_cmpint (JUDGE (&settings, "Host: evil.example"), ==, PH_ACCESS_HOST);
  g_assert_cmpint (JUDGE (&settings, "Host: evil.example", "Host: localhost"),
                   ==, PH_ACCESS_HOST);
  g_assert_cmpint (
      JUDGE (&settings, "Host: localhost", "Origin: http://localhost"), ==,
      PH_ACCESS_ORIGIN);

  settings.public_url = (char *) PUBLIC;
  g_assert_cmpint (JUDGE (&settings, "Host: localhost"), ==, PH_ACCESS_OFF);
}

static void
test_with_token (void)
{
  PhSettings settings = { .addresses = loopback,
                          .public_url = (char *) PUBLIC,
                          .client_token = (char *) "secret" };
  static const char *const wrong[] = {
    "Authorization: Bearer secre",
    "Authorization: Bearer secrets",
    "Authorization: Bearer Secret",
    "Authorization: Bearer ",
    "Authorization: Bearer secretsecret",
    "Authorization: Basic secret",
    "Authorization: secret",
    "Accept: secret",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (JUDGE (&settings, "Host: push.example", wrong[i]), ==,
                     PH_ACCESS_TOKEN);

  g_assert_cmpint (JUDGE (&settings, "Host: push.example:8443",
                          "Authorization: bearer secret"),
                   ==, PH_ACCESS_GRANTED);
  g_assert_cmpint (JUDGE (&settings, "Host: push.example",
                          "Authorization: Bearer secret", "Origin: null"),
                   ==, PH_ACCESS_ORIGIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/hosts", test_own_hosts);
  g_test_add_func ("/access/without-token", test_without_token);
  g_test_add_func ("/access/with-token", test_with_token);
  return g_test_run ();
}
