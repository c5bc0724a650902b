/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/origins.h"

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
    "http://localhost:80",
    "http://[::1]:80",
    "http://[::1]:8977",
    "ftp://localhost:8976",
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origins/match", test_match);
  g_test_add_func ("/origins/no-match", test_no_match);
  g_test_add_func ("/origins/default-port", test_default_port);
  return g_test_run ();
}
