/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "matrix-fixture.h"

#include "support/wait.h"

char *
matrix_get_pushkey (ServerFixture *fixture, const char *endpoint)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/push/id/", endpoint);

  return g_strconcat ("\"", url, "\"", NULL);
}

HttpReply *
matrix_notify (ServerFixture *fixture,
               const char *event,
               const char *const *pushkeys)
{
  g_autoptr (GString) body = g_string_new ("{\"notification\":{");
  g_autofree char *url =
      server_fixture_get_url (fixture, "/_matrix/push/v1/notify", "");

  g_string_append_printf (body, "%s,\"devices\":[", event);
  for (; *pushkeys != NULL; pushkeys++)
    g_string_append_printf (body, "{\"pushkey\":%s}%s", *pushkeys,
                            pushkeys[1] != NULL ? "," : "");
  g_string_append (body, "]}}");
  return http_request ("POST", url, body->str, -1, NULL);
}

void
matrix_expect (ServerFixture *fixture,
               const char *event,
               const char *const *pushkeys,
               const char *rejected)
{
  g_autoptr (HttpReply) reply = matrix_notify (fixture, event, pushkeys);
  g_autofree char *body = g_strdup_printf ("{\"rejected\":[%s]}", rejected);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (http_reply_get_header (reply, "Content-Type"), ==,
                   "application/json");
  g_assert_cmpstr (reply->body, ==, body);
}

void
matrix_expect_taken (ServerFixture *fixture, const char *text)
{
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, text);
}

guint
matrix_count_waiting (ServerFixture *fixture)
{
  PhHubStatus status = { 0 };

  ph_hub_get_status (fixture->hub, &status);
  ph_hub_status_clear (&status);
  return status.load.waiting;
}

char *
matrix_register (ServerFixture *fixture, const char *token, const char *vapid)
{
  g_autoptr (PhRegistration) wanted = ph_registration_new (PH_REGISTRATION_APP);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id = 0;

  wanted->version = 2;
  wanted->service = g_strdup ("org.example.App");
  wanted->token = g_strdup (token);
  wanted->vapid = g_strdup (vapid);
  ph_hub_register_async (fixture->hub, wanted, wait_take_result, &result);
  wait_until (result != NULL);
  id = ph_hub_register_finish (fixture->hub, result, NULL);
  return g_strdup (ph_hub_find_id (fixture->hub, id)->endpoint);
}
