/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/access.h"

#include <openssl/crypto.h>
#include <string.h>

/* Returns: (transfer full) (nullable): the name in "name", "name:80",
 * "[::1]" or "[::1]:80". */
static char *
strip_port (const char *host)
{
  const char *end = host[0] == '[' ? strchr (host, ']') : strchr (host, ':');
  const char *port;
  const char *name = host[0] == '[' ? host + 1 : host;

  if (end == NULL)
    return host[0] == '[' ? NULL : g_strdup (host);

  port = *end == ']' ? end + 1 : end;
  if (*port != '\0' &&
      (*port != ':' || strspn (port + 1, "0123456789") != strlen (port + 1)))
    return NULL;

  return g_strndup (name, (gsize) (end - name));
}

static gboolean
is_loopback (const char *name)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (name, "localhost") == 0;
}

gboolean
ph_access_is_own_host (const char *host, const char *public_url)
{
  g_autofree char *name = strip_port (host);
  g_autoptr (GUri) public = NULL;

  if (name == NULL)
    return FALSE;
  if (is_loopback (name))
    return TRUE;

  if (public_url != NULL)
  public = g_uri_parse (public_url, G_URI_FLAGS_NONE, NULL);
  return public != NULL && g_uri_get_host (public) != NULL &&
         g_ascii_strcasecmp (name, g_uri_get_host (public)) == 0;
}

/* Takes as long for a wrong token as for the right one, if it has its
 * length. */
static gboolean
equals_secret (const char *given, const char *secret)
{
  gsize size = strlen (secret);

  return strlen (given) == size && CRYPTO_memcmp (given, secret, size) == 0;
}

static gboolean
has_token (SoupMessageHeaders *request, const char *token)
{
  const char *given = soup_message_headers_get_list (request, "Authorization");
  const gsize scheme = strlen ("Bearer ");

  return given != NULL && g_ascii_strncasecmp (given, "Bearer ", scheme) == 0 &&
         equals_secret (given + scheme, token);
}

PhAccess
ph_access_judge (const PhSettings *settings, SoupMessageHeaders *request)
{
  /* As a list, so that a second Host line cannot hide behind the first. */
  const char *host = soup_message_headers_get_list (request, "Host");
  const char *token = settings->client_token;

  if (token == NULL && ph_settings_is_public (settings))
    return PH_ACCESS_OFF;
  if (host == NULL || !ph_access_is_own_host (host, settings->public_url))
    return PH_ACCESS_HOST;
  if (soup_message_headers_get_list (request, "Origin") != NULL)
    return PH_ACCESS_ORIGIN;
  if (token != NULL && !has_token (request, token))
    return PH_ACCESS_TOKEN;

  return PH_ACCESS_GRANTED;
}
