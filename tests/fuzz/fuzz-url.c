/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/origin.h"

#include "core/id.h"
#include "fuzz/fuzz.h"
#include "http/own-urls.h"
#include "webpush/origins.h"

#include <string.h>

/* An origin is the only way to write itself. */
static void
expect_origin (const char *origin, const char *path)
{
  g_autofree char *rest = NULL;
  g_autofree char *again = ph_origin_parse (origin, &rest);
  const PhOrigins origins = { .exact = origin };

  g_assert_cmpstr (again, ==, origin);
  g_assert_cmpstr (rest, ==, "");
  g_assert_true (g_str_has_prefix (origin, "http://") ||
                 g_str_has_prefix (origin, "https://"));
  g_assert_null (strpbrk (strstr (origin, "://") + 3, "/?#@"));
  g_assert_nonnull (path);
  g_assert_cmpint (ph_origins_match (&origins, origin), ==, PH_ORIGIN_EXACT);
}

/* A pushkey of ours has one of our origins and an identifier. */
static void
expect_own (const char *url, const char *origin, const char *path)
{
  static const char *const hosts[] = { "127.0.0.1", "[::1]", "localhost" };
  g_autoptr (PhOwnUrls) own =
      ph_own_urls_new ("https://push.example/hub", "http", 8976);
  g_autofree char *id = ph_own_urls_find_endpoint (own, url);

  if (id == NULL)
    return;

  g_assert_true (ph_id_is_valid (id));
  g_assert_true (g_str_has_suffix (path, id));
  if (g_str_equal (origin, "https://push.example"))
    {
      g_assert_true (g_str_has_prefix (path, "/hub/push/id/"));
      return;
    }

  g_assert_true (g_str_has_prefix (path, "/push/id/"));
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *ours = g_strdup_printf ("http://%s:8976", hosts[i]);

      if (g_str_equal (origin, ours))
        return;
    }
  g_assert_not_reached ();
}

/* What a stranger calls a URL: an audience, a pushkey. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *url = fuzz_text (data, size);
  g_autofree char *path = NULL;
  g_autofree char *origin = ph_origin_parse (url, &path);
  const PhOrigins origins = { .exact = "https://push.example.net:8443" };

  if (origin == NULL)
    {
      g_assert_null (path);
      g_assert_cmpint (ph_origins_match (&origins, url), ==, PH_ORIGIN_FOREIGN);
      return 0;
    }

  expect_origin (origin, path);
  expect_own (url, origin, path);
  return 0;
}
