/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "aesgcm-fixture.h"

void
aesgcm_set_up (ServerFixture *fixture, gconstpointer data)
{
  server_fixture_set_up (fixture, NULL);
  fixture->settings.aesgcm_gateway = TRUE;
}

char *
aesgcm_get_gateway (ServerFixture *fixture, const char *url)
{
  g_autofree char *escaped = g_uri_escape_string (url, NULL, FALSE);

  return server_fixture_get_url (fixture, "/aesgcm?e=", escaped);
}

char *
aesgcm_get_gateway_of_app (ServerFixture *fixture)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/push/id/", fixture->app);

  return aesgcm_get_gateway (fixture, url);
}

HttpReply *
aesgcm_push (const char *gateway,
             const char *body,
             const char *field,
             const char *value)
{
  return http_request ("POST", gateway, body, -1, "Content-Encoding", "aesgcm",
                       "Encryption", ENCRYPTION, "Crypto-Key", CRYPTO_KEY,
                       field, value, NULL);
}

void
aesgcm_expect (const char *gateway,
               const char *body,
               const char *field,
               const char *value,
               guint status)
{
  g_autoptr (HttpReply) reply = aesgcm_push (gateway, body, field, value);

  g_assert_cmpuint (reply->status, ==, status);
}
