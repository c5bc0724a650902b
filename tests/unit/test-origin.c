/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/origin.h"

static void
check_origin (const char *url, const char *expected)
{
  g_autofree char *origin = ph_origin_of_url (url);

  g_assert_cmpstr (origin, ==, expected);
}

/* RFC 6454 section 6.2. */
static void
test_of_url (void)
{
  check_origin ("https://push.example.net", "https://push.example.net");
  check_origin ("https://push.example.net/", "https://push.example.net");
  check_origin ("https://push.example.net/push/id/x?y#z",
                "https://push.example.net");
  check_origin ("HTTPS://Push.EXAMPLE.net:443/", "https://push.example.net");
  check_origin ("http://push.example.net:80", "http://push.example.net");
  check_origin ("http://push.example.net:443", "http://push.example.net:443");
  check_origin ("https://user@push.example.net:8443/hub",
                "https://push.example.net:8443");
  check_origin ("http://[::1]:8976/", "http://[::1]:8976");
  check_origin ("https://b\xc3\xbc"
                "cher.example",
                "https://xn--bcher-kva.example");
}

static void
test_of_no_url (void)
{
  check_origin ("", NULL);
  check_origin ("push.example.net", NULL);
  check_origin ("https:", NULL);
  check_origin ("https:///push", NULL);
  check_origin ("mailto:push@example.net", NULL);
  check_origin ("https://push.example.net:99999", NULL);
  check_origin ("https://\xff/", NULL);
}

static void
check_match (const char *text, PhOriginMatch expected)
{
  static const char *const others[] = { "http://localhost:8976",
                                        "http://[::1]:8976", NULL };
  static const PhOrigins origins = { "https://push.example.net:8443", others };

  g_test_message ("%s", text);
  g_assert_cmpint (ph_origins_match (&origins, text), ==, expected);
}

static void
test_match (void)
{
  check_match ("https://push.example.net:8443", PH_ORIGIN_EXACT);

  check_match ("https://push.example.net:8443/", PH_ORIGIN_EQUIVALENT);
  check_match ("HTTPS://Push.Example.Net:8443", PH_ORIGIN_EQUIVALENT);
  check_match ("http://localhost:8976", PH_ORIGIN_EQUIVALENT);
  check_match ("http://[::1]:8976/", PH_ORIGIN_EQUIVALENT);

  check_match ("https://push.example.net", PH_ORIGIN_WITHOUT_PORT);
  check_match ("https://push.example.net/", PH_ORIGIN_WITHOUT_PORT);
  check_match ("http://localhost", PH_ORIGIN_WITHOUT_PORT);
  check_match ("http://[::1]", PH_ORIGIN_WITHOUT_PORT);
}

static void
test_no_match (void)
{
  static const char *const foreign[] = {
    "",
    "/",
    "null",
    "*",
    "push.example.net:8443",
    "http://push.example.net:8443",
    "https://push.example.net:443",
    "https://push.example.net:844",
    "https://push.example.net:84430",
    "https://push.example.ne",
    "https://push.example.net.",
    "https://push.example.net.evil.example:8443",
    "https://push.example.net:8443.evil.example",
    "https://push.example.net:8443@evil.example",
    "https://push.example.net:8443//",
    "https://push.example.net:8443/push/id/x",
    "https://push.example.net:8443?",
    "https://push.example.net:8443#",
    "https://user@push.example.net:8443",
    "https://localhost:8976",
    "http://[::1",
    "http://[",
    " https://push.example.net:8443",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    check_match (foreign[i], PH_ORIGIN_FOREIGN);
}

/* A default port is no port: then there is none to leave out. */
static void
test_default_port (void)
{
  static const PhOrigins origins = { "https://push.example.net", NULL };

  g_assert_cmpint (ph_origins_match (&origins, "https://push.example.net"), ==,
                   PH_ORIGIN_EXACT);
  g_assert_cmpint (ph_origins_match (&origins, "https://push.example.net:443"),
                   ==, PH_ORIGIN_EQUIVALENT);
  g_assert_cmpint (ph_origins_match (&origins, "https://push.example.net:8443"),
                   ==, PH_ORIGIN_FOREIGN);
}

static void
test_bare (void)
{
  g_assert_true (ph_origin_is_bare ("https://push.example.net"));
  g_assert_true (ph_origin_is_bare ("https://push.example.net/"));
  g_assert_false (ph_origin_is_bare ("https://push.example.net/x"));
  g_assert_false (ph_origin_is_bare ("push.example.net"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin/of-url", test_of_url);
  g_test_add_func ("/origin/of-no-url", test_of_no_url);
  g_test_add_func ("/origin/match", test_match);
  g_test_add_func ("/origin/no-match", test_no_match);
  g_test_add_func ("/origin/default-port", test_default_port);
  g_test_add_func ("/origin/bare", test_bare);
  return g_test_run ();
}
