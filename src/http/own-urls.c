/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/own-urls.h"

#include "core/id.h"
#include "core/origin.h"

#include <string.h>

#define ENDPOINT "/push/id/"

static void
add_once (GStrvBuilder *strings, GHashTable *seen, const char *string)
{
  if (g_hash_table_add (seen, g_strdup (string)))
    g_strv_builder_add (strings, string);
}

/* Adds the origin of each of @urls, or all of its base. */
static char **
list (const char *const *urls, gboolean with_path)
{
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *urls != NULL; urls++)
    {
      g_autofree char *path = NULL;
      g_autofree char *origin = ph_origin_parse (*urls, &path);
      g_autofree char *base = NULL;

      /* An address with a zone is no URL (RFC 6874). */
      if (origin == NULL)
        continue;

      base = g_strconcat (origin, path, NULL);
      add_once (strings, seen, with_path ? base : origin);
    }

  return g_strv_builder_end (strings);
}

PhOwnUrls *
ph_own_urls_new (const char *base_url, const char *scheme, guint port)
{
  PhOwnUrls *own = g_new0 (PhOwnUrls, 1);
  g_autofree char *ipv4 = g_strdup_printf ("%s://127.0.0.1:%u", scheme, port);
  g_autofree char *ipv6 = g_strdup_printf ("%s://[::1]:%u", scheme, port);
  g_autofree char *name = g_strdup_printf ("%s://localhost:%u", scheme, port);
  const char *urls[] = { base_url, ipv4, ipv6, name, NULL };

  own->bases = list (urls, TRUE);
  own->origins = list (urls, FALSE);
  return own;
}

void
ph_own_urls_free (PhOwnUrls *own)
{
  g_strfreev (own->bases);
  g_strfreev (own->origins);
  g_free (own);
}

/* Returns: (nullable): what follows @base and the path of endpoints. */
static const char *
find_name (const char *base, const char *url)
{
  gsize size = strlen (base);

  return strncmp (url, base, size) == 0 &&
                 g_str_has_prefix (url + size, ENDPOINT) ?
             url + size + strlen (ENDPOINT) :
             NULL;
}

char *
ph_own_urls_find_endpoint (const PhOwnUrls *own, const char *url)
{
  g_autofree char *path = NULL;
  g_autofree char *origin = ph_origin_parse (url, &path);
  g_autofree char *whole = NULL;

  if (origin == NULL)
    return NULL;

  whole = g_strconcat (origin, path, NULL);
  for (char **base = own->bases; *base != NULL; base++)
    {
      const char *name = find_name (*base, whole);

      if (name != NULL && ph_id_is_valid (name))
        return g_strdup (name);
    }

  return NULL;
}
