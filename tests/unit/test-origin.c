/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/origin.h"

#include <string.h>

static void
test_origins (void)
{
  static const struct
  {
    const char *url;
    const char *origin;
    const char *path;
  } cases[] = {
    { "https://push.example", "https://push.example", "" },
    { "https://push.example/", "https://push.example", "/" },
    { "HTTPS://Push.EXAMPLE:443/Hub/%2f?a=b#c", "https://push.example",
      "/Hub/%2F" },
    { "https://push.example/%7e/%41", "https://push.example", "/~/A" },
    { "http://push.example:80", "http://push.example", "" },
    { "https://push.example:80/a", "https://push.example:80", "/a" },
    { "http://push.example:443", "http://push.example:443", "" },
    { "http://127.0.0.1:8976/a", "http://127.0.0.1:8976", "/a" },
    { "http://[::1]:8976", "http://[::1]:8976", "" },
    { "http://[0:0:0:0:0:0:0:1]", "http://[::1]", "" },
    { "http://[2001:DB8::0001]:8976", "http://[2001:db8::1]:8976", "" },
    { "https://p%75sh.example", "https://push.example", "" },
    { "https://b\u00fccher.example", "https://xn--bcher-kva.example", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *origin = ph_origin_parse (cases[i].url, &path);
      g_autofree char *alone = ph_origin_parse (cases[i].url, NULL);

      g_assert_cmpstr (origin, ==, cases[i].origin);
      g_assert_cmpstr (path, ==, cases[i].path);
      g_assert_cmpstr (alone, ==, cases[i].origin);
    }
}

static void
test_none (void)
{
  static const char *const urls[] = {
    "",
    "push.example",
    "/push/id/x",
    "//push.example/",
    "ftp://push.example/",
    "mailto:me@push.example",
    "https:",
    "https://",
    "https:///path",
    "https://:443",
    "https://me@push.example",
    "https://me:secret@push.example/",
    "https://@push.example/",
    "https://push.example:99999",
    "https://push.example:x",
    "https://[::1",
    " https://push.example",
    "https://push.example%2f",
    "https://push.example%3a8443",
    "https://push%40other.example",
    "https://push example",
    "http://[:]",
    "http://[fe80::1%25eth0]",
    "http://[fe80::1%eth0]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      char *path = (char *) "";

      g_test_message ("case %zu", i);
      g_assert_null (ph_origin_parse (urls[i], &path));
      g_assert_null (path);
    }
}

/* Beyond a length nothing is looked at: making an international name of 100
 * KiB ASCII takes seconds. */
static void
test_length (void)
{
  const char *begin = "https://push.example/";
  g_autofree char *fill = g_strnfill (PH_ORIGIN_URL_MAX, 'a');
  g_autofree char *longest = g_strdup_printf (
      "%s%.*s", begin, (int) (PH_ORIGIN_URL_MAX - strlen (begin)), fill);
  g_autofree char *longer = g_strconcat (longest, "a", NULL);
  g_autofree char *origin = ph_origin_parse (longest, NULL);

  g_assert_cmpstr (origin, ==, "https://push.example");
  g_assert_null (ph_origin_parse (longer, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin/origins", test_origins);
  g_test_add_func ("/origin/none", test_none);
  g_test_add_func ("/origin/length", test_length);
  return g_test_run ();
}
