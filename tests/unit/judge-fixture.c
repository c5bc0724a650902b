/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "judge-fixture.h"

#include "encrypted.h"
#include "rule-names.h"

#include <string.h>

static void
on_event (PhTimeline *timeline, const PhEvent *event, gpointer user_data)
{
  JudgeFixture *fixture = user_data;

  g_string_append_printf (fixture->steps, "%s ",
                          ph_event_step_to_string (event->step));
  if (event->step == PH_EVENT_JUDGED)
    {
      g_free (fixture->judged);
      fixture->judged = rule_names_read (event->detail);
    }
  else if (event->step == PH_EVENT_REFUSED)
    {
      g_free (fixture->refused);
      fixture->refused = g_strdup (event->detail);
    }
}

void
judge_fixture_set_up (JudgeFixture *fixture, gconstpointer data)
{
  server_fixture_set_up (&fixture->server, NULL);
  fixture->url = server_fixture_get_url (&fixture->server, "/push/id/",
                                         fixture->server.app);
  fixture->steps = g_string_new (NULL);
  fixture->message = encrypted_new (5);
  g_signal_connect (ph_hub_get_timeline (fixture->server.hub), "event",
                    G_CALLBACK (on_event), fixture);
}

void
judge_fixture_tear_down (JudgeFixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server, NULL);
  g_free (fixture->url);
  g_string_free (fixture->steps, TRUE);
  g_bytes_unref (fixture->message);
  g_free (fixture->judged);
  g_free (fixture->refused);
}

void
judge_fixture_forget (JudgeFixture *fixture)
{
  g_string_truncate (fixture->steps, 0);
  g_clear_pointer (&fixture->judged, g_free);
  g_clear_pointer (&fixture->refused, g_free);
}

void
judge_fixture_set_strictness (JudgeFixture *fixture, PhStrictness strictness)
{
  fixture->server.settings.strictness = strictness;
}

const Fields judge_fixture_right = { "TTL", "60", "Content-Encoding",
                                     "aes128gcm" };

HttpReply *
judge_fixture_push (JudgeFixture *fixture,
                    const char *method,
                    GBytes *body,
                    const char *const *fields)
{
  judge_fixture_forget (fixture);
  return http_request (method, fixture->url, g_bytes_get_data (body, NULL),
                       (gssize) g_bytes_get_size (body), fields[0], fields[1],
                       fields[2], fields[3], fields[4], fields[5], fields[6],
                       fields[7], NULL);
}

HttpReply *
judge_fixture_push_text (JudgeFixture *fixture,
                         const char *text,
                         const char *const *fields)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return judge_fixture_push (fixture, "POST", body, fields);
}

void
judge_fixture_expect_refusal (JudgeFixture *fixture,
                              const HttpReply *reply,
                              guint status,
                              const char *rule)
{
  g_autofree char *begin = g_strconcat (rule, ": seen: ", NULL);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_nonnull (strstr (reply->body, begin));
  g_assert_true (g_str_has_prefix (fixture->refused, begin));
  g_assert_cmpstr (fixture->steps->str, ==, "judged refused ");
}
