/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/origin.h"

#include <string.h>

static int
get_default_port (const char *scheme)
{
  if (g_str_equal (scheme, "https"))
    return 443;

  return g_str_equal (scheme, "http") ? 80 : -1;
}

static char *
serialize (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  int port = g_uri_get_port (uri);
  GString *text = g_string_new (scheme);

  g_string_append_printf (text, "://%s%s%s", is_ipv6 ? "[" : "", host,
                          is_ipv6 ? "]" : "");
  if (port != -1 && port != get_default_port (scheme))
    g_string_append_printf (text, ":%d", port);

  return g_string_free (text, FALSE);
}

static GUri *
parse_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && host[0] != '\0' ? g_steal_pointer (&uri) : NULL;
}

char *
ph_origin_of_url (const char *url)
{
  g_autoptr (GUri) uri = parse_url (url);

  return uri != NULL ? serialize (uri) : NULL;
}

static gboolean
is_bare (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  return (g_str_equal (path, "") || g_str_equal (path, "/")) &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL;
}

gboolean
ph_origin_is_bare (const char *url)
{
  g_autoptr (GUri) uri = parse_url (url);

  return uri != NULL && is_bare (uri);
}

/* Whether @origin is @text and a port. */
static gboolean
is_without_port (const char *text, const char *origin)
{
  return g_str_has_prefix (origin, text) && origin[strlen (text)] == ':';
}

static PhOriginMatch
match_one (const char *origin, const char *text, gboolean has_port)
{
  if (g_str_equal (text, origin))
    return PH_ORIGIN_EQUIVALENT;
  if (!has_port && is_without_port (text, origin))
    return PH_ORIGIN_WITHOUT_PORT;

  return PH_ORIGIN_FOREIGN;
}

PhOriginMatch
ph_origins_match (const PhOrigins *origins, const char *text)
{
  static const char *const none[] = { NULL };
  const char *const *others = origins->others != NULL ? origins->others : none;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *origin = NULL;
  gboolean has_port;
  PhOriginMatch best;

  if (g_str_equal (text, origins->exact))
    return PH_ORIGIN_EXACT;

  uri = parse_url (text);
  if (uri == NULL || !is_bare (uri))
    return PH_ORIGIN_FOREIGN;

  origin = serialize (uri);
  has_port = g_uri_get_port (uri) != -1;
  best = match_one (origins->exact, origin, has_port);
  for (; *others != NULL; others++)
    best = MAX (best, match_one (*others, origin, has_port));
  return best;
}
