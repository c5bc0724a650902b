/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/client.h"

#include "support/http.h"

#include <string.h>

#define BEFORE "{\"id\":\""
#define AFTER "\"}"

char *
client_register (Hub *hub)
{
  g_autofree char *url = hub_get_url (hub, "/client/register");
  g_autoptr (HttpReply) reply = http_get (url);
  char *text = g_strchomp (reply->body);

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_OK);
  g_assert_true (g_str_has_prefix (text, BEFORE));
  g_assert_true (g_str_has_suffix (text, AFTER));
  return g_strndup (text + strlen (BEFORE),
                    strlen (text) - strlen (BEFORE AFTER));
}

char *
client_get_endpoint (Hub *hub, const char *id)
{
  return g_strconcat (hub->base_url, "/push/id/", id, NULL);
}

char *
client_get_listen_url (Hub *hub, const char *id)
{
  return g_strconcat (hub->base_url, "/client/id/", id, NULL);
}
