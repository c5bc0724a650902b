/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/origin.h"

#include <gio/gio.h>
#include <string.h>

/* Of a name; GLib has made an international one ASCII. */
#define HOST_CHARACTERS                                                        \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

/* Not what a percent sign can bring in, a slash or a second port, nor the zone
 * of an address (RFC 6874). */
static gboolean
is_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return strchr (host, '%') == NULL;

  return *host != '\0' && host[strspn (host, HOST_CHARACTERS)] == '\0';
}

static gboolean
has_origin (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_ascii_strcasecmp (scheme, "http") == 0 ||
          g_ascii_strcasecmp (scheme, "https") == 0) &&
         host != NULL && is_host (host) && g_uri_get_userinfo (uri) == NULL;
}

static char *
write_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *text = NULL;

  if (address == NULL)
    return g_ascii_strdown (host, -1);

  text = g_inet_address_to_string (address);
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ?
             g_strconcat ("[", text, "]", NULL) :
             g_steal_pointer (&text);
}

static char *
write_origin (GUri *uri)
{
  g_autofree char *scheme = g_ascii_strdown (g_uri_get_scheme (uri), -1);
  g_autofree char *host = write_host (g_uri_get_host (uri));
  int port = g_uri_get_port (uri);

  if (port == -1 || port == (g_str_equal (scheme, "https") ? 443 : 80))
    return g_strconcat (scheme, "://", host, NULL);

  return g_strdup_printf ("%s://%s:%d", scheme, host, port);
}

char *
ph_origin_parse (const char *url, char **path)
{
  g_autoptr (GUri) uri = NULL;

  if (path != NULL)
    *path = NULL;

  /* An international host is made ASCII in a time that grows with the square
   * of its length. */
  if (strlen (url) > PH_ORIGIN_URL_MAX)
    return NULL;

  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED_PATH, NULL);
  if (uri == NULL || !has_origin (uri))
    return NULL;

  if (path != NULL)
    *path = g_strdup (g_uri_get_path (uri));
  return write_origin (uri);
}
