/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/settings.h"

#include "core/error.h"

#include <string.h>

static PhSettings *
load (void)
{
  g_autoptr (GError) error = NULL;
  PhSettings *settings = ph_settings_load (NULL, &error);

  g_assert_no_error (error);
  return settings;
}

static void
test_wrong_values (void)
{
  static const char *const wrong[][3] = {
    { "server", "address", "" },
    { "server", "address", ";" },
    { "server", "address", "localhost" },
    { "server", "address", "127.0.0.1;nowhere" },
    { "server", "address", "127.0.0.1:80" },
    { "server", "port", "" },
    { "server", "port", "65536" },
    { "server", "port", "-1" },
    { "server", "port", "+1" },
    { "server", "port", " 1" },
    { "server", "port", "1 " },
    { "server", "public-url", "/" },
    { "server", "public-url", "push.example" },
    { "server", "public-url", "/push" },
    { "server", "public-url", "ftp://push.example" },
    { "server", "public-url", "http://" },
    { "server", "public-url", "http:///path" },
    { "server", "public-url", "https://me@push.example" },
    { "server", "public-url", "https://push.example/?a=b" },
    { "server", "public-url", "https://push.example/?" },
    { "server", "public-url", "https://push.example/#a" },
    { "server", "public-url", "https://push.example/a b" },
    { "server", "public-url", " https://push.example" },
    { "server", "public-url", "https://push.example:99999" },
    { "server", "cors", "*" },
    { "server", "public-url", "http://[fe80::1%25eth0]" },
    { "state", "dir", "" },
    { "push", "default-ttl", "1d" },
    { "push", "default-ttl", "2147483648" },
    { "push", "max-ttl", "" },
    { "push", "max-ttl", "18446744073709551617" },
    { "push", "demand-vapid", "" },
    { "push", "demand-vapid", "yes" },
    { "push", "rate-limit", "" },
    { "push", "rate-limit", "-1" },
    { "push", "rate-limit", "2147483648" },
    { "limits", "waiting-pushes", "many" },
    { "limits", "waiting-pushes", "2147483648" },
    { "limits", "waiting-octets", "16M" },
    { "limits", "waiting-octets", "2147483648" },
    { "limits", "disk", "1.5" },
    { "limits", "disk", "2147483648" },
    { "apps", "forget-after", "never" },
    { "apps", "forget-after", "36526" },
    { "client-api", "batch", "" },
    { "client-api", "batch", "yes" },
    { "client-api", "token", "a\nb" },
    { "gateways", "aesgcm", "1" },
    { "gateways", "aesgcm", "True" },
    { "client-api", "token", "\xc3\xa9" },
  };
  g_autoptr (PhSettings) settings = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ph_settings_set (settings, wrong[i][0], wrong[i][1],
                                       wrong[i][2], "--option", &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "--option: must be "));
    }

  g_assert_cmpuint (g_strv_length (settings->addresses), ==, 2);
  g_assert_cmpuint (settings->port, ==, 8976);
  g_assert_null (settings->public_url);
  g_assert_cmpuint (settings->ttl_max, ==, 2592000);
  g_assert_null (settings->client_token);
}

/* What is usual, and 0, which each of them understands. */
static const struct
{
  const char *group;
  const char *key;
  const char *most;
  glong field;
  guint usual;
} limits[] = {
  { "push", "rate-limit", "2147483647", G_STRUCT_OFFSET (PhSettings, rate), 0 },
  { "limits", "waiting-pushes", "2147483647",
    G_STRUCT_OFFSET (PhSettings, waiting_max), 1000 },
  { "limits", "waiting-octets", "2147483647",
    G_STRUCT_OFFSET (PhSettings, octets_max), 4194304 },
  { "limits", "disk", "2147483647", G_STRUCT_OFFSET (PhSettings, disk_max),
    256 },
  { "apps", "forget-after", "36525", G_STRUCT_OFFSET (PhSettings, forget_days),
    90 },
};

static void
test_limits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (PhSettings) settings = load ();
      const guint *field = G_STRUCT_MEMBER_P (settings, limits[i].field);
      const char *const values[] = { "0", "1", limits[i].most };

      g_assert_cmpuint (*field, ==, limits[i].usual);
      for (gsize v = 0; v < G_N_ELEMENTS (values); v++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *now = NULL;

          g_assert_true (ph_settings_set (settings, limits[i].group,
                                          limits[i].key, values[v], "--option",
                                          &error));
          g_assert_no_error (error);
          now = g_strdup_printf ("%u", *field);
          g_assert_cmpstr (now, ==, values[v]);
        }
    }
}

static void
test_a_wrong_value_that_is_no_text (void)
{
  g_autoptr (PhSettings) settings = load ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_settings_set (settings, "server", "port", "\xc3\xbc\xff",
                                   "--port", &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "--port: must be a number from 0 to 65535, not "
                   "\"\u00fc\ufffd\".");
}

/* With the path and an identifier, endpoints stay below 765 bytes. */
/* RFC 6454 section 6.2: what a sender reads off an endpoint is the origin in
 * the one way to write it, and the path stays. */
static void
test_public_url_form (void)
{
  static const struct
  {
    const char *value;
    const char *url;
  } cases[] = {
    { "https://push.example.org", "https://push.example.org" },
    { "https://Push.Example.ORG/Hub/", "https://push.example.org/Hub" },
    { "HTTPS://push.example.org:443/", "https://push.example.org" },
    { "http://push.example.org:80/a//", "http://push.example.org/a" },
    { "https://push.example.org:80", "https://push.example.org:80" },
    { "https://push.example.org:", "https://push.example.org" },
    { "http://[0::1]:8976/", "http://[::1]:8976" },
    { "https://push.example.org/a%2Fb", "https://push.example.org/a%2Fb" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PhSettings) settings = load ();
      g_autoptr (GError) error = NULL;

      g_assert_true (ph_settings_set (settings, "server", "public-url",
                                      cases[i].value, "--public-url", &error));
      g_assert_no_error (error);
      g_assert_cmpstr (settings->public_url, ==, cases[i].url);
    }
}

static void
test_public_url_length (void)
{
  g_autoptr (PhSettings) settings = load ();
  g_autofree char *path = g_strnfill (728 - strlen ("https://a.example/"), 'p');
  g_autofree char *longest = g_strconcat ("https://a.example/", path, NULL);
  g_autofree char *too_long = g_strconcat (longest, "p", NULL);
  g_autofree char *with_slash = g_strconcat (longest, "/", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_settings_set (settings, "server", "public-url", too_long,
                                   "--public-url", &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (ph_settings_set (settings, "server", "public-url", with_slash,
                                  "--public-url", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (settings->public_url, ==, longest);
}

static void
set (PhSettings *settings, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ph_settings_set (settings, "server", key, value, "--option", &error));
  g_assert_no_error (error);
}

/* Where the hub runs later does not change what they mean. */
static void
test_tls_files (void)
{
  g_autoptr (PhSettings) settings = load ();
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *path = g_build_filename (here, "key.pem", NULL);

  g_assert_null (settings->tls_certificate);
  g_assert_null (settings->tls_key);
  set (settings, "tls-certificate", "/etc/ssl/hub.pem");
  set (settings, "tls-key", "key.pem");
  g_assert_cmpstr (settings->tls_certificate, ==, "/etc/ssl/hub.pem");
  g_assert_cmpstr (settings->tls_key, ==, path);
  set (settings, "tls-certificate", "");
  set (settings, "tls-key", "");
  g_assert_null (settings->tls_certificate);
  g_assert_null (settings->tls_key);
}

static void
test_is_public (void)
{
  static const struct
  {
    const char *addresses;
    gboolean public;
  } cases[] = {
    { "127.0.0.1", FALSE }, { "127.9.9.9;::1", FALSE },
    { "0.0.0.0", TRUE },    { "::1;192.0.2.1", TRUE },
    { "::", TRUE },
  };
  g_autoptr (PhSettings) settings = load ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (ph_settings_set (settings, "server", "address",
                                      cases[i].addresses, "--address", &error));
      g_assert_cmpint (ph_settings_is_public (settings), ==, cases[i].public);
    }

  g_assert_true (ph_settings_set (settings, "server", "address", "127.0.0.1",
                                  "--address", &error));
  g_assert_true (ph_settings_set (settings, "server", "public-url",
                                  "https://push.example", "--public-url",
                                  &error));
  g_assert_true (ph_settings_is_public (settings));
}

int
main (int argc, char *argv[])
{
  g_setenv ("XDG_CONFIG_HOME", "/nowhere", TRUE);
  g_setenv ("XDG_CONFIG_DIRS", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings-table/wrong-values", test_wrong_values);
  g_test_add_func ("/settings-table/no-text",
                   test_a_wrong_value_that_is_no_text);
  g_test_add_func ("/settings-table/limits", test_limits);
  g_test_add_func ("/settings-table/public-url-form", test_public_url_form);
  g_test_add_func ("/settings-table/public-url-length", test_public_url_length);
  g_test_add_func ("/settings-table/tls-files", test_tls_files);
  g_test_add_func ("/settings-table/is-public", test_is_public);
  return g_test_run ();
}
