/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/own-urls.h"

#include <string.h>

/* http-push.md, section 4.2, point 1. */

#define ID "AhLA2mR0bFIcpjBXqK1o5eJ7wGs"
#define PUBLIC "https://push.example/hub"
#define LOOPBACK "http://127.0.0.1:8976"

static void
check (const char *base_url, const char *url, const char *endpoint)
{
  g_autoptr (PhOwnUrls) own = ph_own_urls_new (base_url, "http", 8976);
  g_autofree char *found = ph_own_urls_find_endpoint (own, url);

  g_test_message ("%s", url);
  g_assert_cmpstr (found, ==, endpoint);
}

static void
test_own (void)
{
  static const char *const own[] = {
    PUBLIC "/push/id/" ID,
    PUBLIC "/push/id/" ID "?up=1",
    PUBLIC "/push/id/" ID "#fragment",
    "HTTPS://PUSH.example:443/hub/push/id/" ID,
    "http://127.0.0.1:8976/push/id/" ID,
    "http://[::1]:8976/push/id/" ID,
    "http://localhost:8976/push/id/" ID,
    "HTTP://LocalHost:8976/push/id/" ID "?a=b#c",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    check (PUBLIC, own[i], ID);
}

static void
test_foreign (void)
{
  static const char *const foreign[] = {
    "",
    ID,
    "/push/id/" ID,
    "https://push.example/push/id/" ID,
    "https://push.example/Hub/push/id/" ID,
    "https://push.example/hub/hub/push/id/" ID,
    "https://push.example/hub//push/id/" ID,
    "https://push.example/hub/push/id/" ID "/",
    "https://push.example/hub/push/id/" ID "x",
    "https://push.example/hub/push/id/short",
    "https://push.example/hub/push/id/",
    "https://push.example/hub/Push/id/" ID,
    "https://push.example/hub/push%2Fid/" ID,
    "https://push.example/hub/push/id/x/" ID,
    "https://push.example/hub?/push/id/" ID,
    "https://push.example:8443/hub/push/id/" ID,
    "http://push.example/hub/push/id/" ID,
    "https://push.example.evil.example/hub/push/id/" ID,
    "https://push.example@evil.example/hub/push/id/" ID,
    "https://evil@push.example/hub/push/id/" ID,
    "https://127.0.0.1:8976/push/id/" ID,
    "http://127.0.0.1/push/id/" ID,
    "http://127.0.0.1:8977/push/id/" ID,
    "http://127.0.0.1:8976/hub/push/id/" ID,
    "http://127.0.0.2:8976/push/id/" ID,
    "http://localhost.example:8976/push/id/" ID,
    "ftp://localhost:8976/push/id/" ID,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    check (PUBLIC, foreign[i], NULL);
}

static void
test_without_public_url (void)
{
  check (LOOPBACK, LOOPBACK "/push/id/" ID, ID);
  check (LOOPBACK, "http://localhost:8976/push/id/" ID, ID);
  check (LOOPBACK, PUBLIC "/push/id/" ID, NULL);
}

static void
check_origins (const char *base_url, guint port, const char *expected)
{
  g_autoptr (PhOwnUrls) own = ph_own_urls_new (base_url, "http", port);
  g_autofree char *origins = g_strjoinv (" ", own->origins);

  g_assert_cmpstr (origins, ==, expected);
}

static void
test_origins (void)
{
  check_origins ("https://Push.example:8443/hub", 8976,
                 "https://push.example:8443 http://127.0.0.1:8976 "
                 "http://[::1]:8976 http://localhost:8976");
  check_origins ("http://127.0.0.1:80", 80,
                 "http://127.0.0.1 http://[::1] http://localhost");
}

/* An address with a zone can be listened on, but is no part of a URL. */
static void
test_zone (void)
{
  check ("http://[fe80::1%2]:8976", LOOPBACK "/push/id/" ID, ID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-urls/own", test_own);
  g_test_add_func ("/own-urls/foreign", test_foreign);
  g_test_add_func ("/own-urls/without-public-url", test_without_public_url);
  g_test_add_func ("/own-urls/origins", test_origins);
  g_test_add_func ("/own-urls/zone", test_zone);
  return g_test_run ();
}
