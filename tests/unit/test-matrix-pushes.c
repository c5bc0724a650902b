/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-pushes.h"

#include "support/server-fixture.h"
#include "support/wait.h"

#include <string.h>

/* http-push.md, section 4.2, "Per device". */

#define MESSAGE(event) "{\"notification\":{" event "}}"

/* Returns: (transfer full): the endpoint as a JSON string. */
static char *
get_pushkey (ServerFixture *fixture, const char *endpoint)
{
  g_autofree char *url =
      server_fixture_get_url (fixture, "/push/id/", endpoint);

  return g_strconcat ("\"", url, "\"", NULL);
}

/* Posts a notification with the members @event for @pushkeys, JSON strings, up
 * to NULL. */
static HttpReply *
notify (ServerFixture *fixture, const char *event, const char *const *pushkeys)
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

/* The answer must be 200 with @rejected, the items of a JSON array. */
static void
check (ServerFixture *fixture,
       const char *event,
       const char *const *pushkeys,
       const char *rejected)
{
  g_autoptr (HttpReply) reply = notify (fixture, event, pushkeys);
  g_autofree char *body = g_strdup_printf ("{\"rejected\":[%s]}", rejected);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (http_reply_get_header (reply, "Content-Type"), ==,
                   "application/json");
  g_assert_cmpstr (reply->body, ==, body);
}

#define CHECK(fixture, event, rejected, ...)                                   \
  check (fixture, event, (const char *const[]){ __VA_ARGS__, NULL }, rejected)

static void
check_taken (ServerFixture *fixture, const char *text)
{
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, text);
}

static guint
count_waiting (ServerFixture *fixture)
{
  PhHubStatus status = { 0 };

  ph_hub_get_status (fixture->hub, &status);
  ph_hub_status_clear (&status);
  return status.load.waiting;
}

/* Makes another app and returns its endpoint's identifier. */
static char *
register_app (ServerFixture *fixture, const char *token, const char *vapid)
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

#define EVENT "\"event_id\":\"$a\""

static void
test_accepts (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "", app);
  check_taken (fixture, MESSAGE (EVENT));
}

/* Word for word as the homeserver has written them. */
static void
test_rejects (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *unknown =
      get_pushkey (fixture, "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
  g_autofree char *removed = get_pushkey (fixture, fixture->app);
  g_autofree char *rejected = g_strconcat (unknown, ",", removed, NULL);

  CHECK (fixture, EVENT, "\"https:\\/\\/foreign.ex\\u0061mple\\/\"",
         "\"https:\\/\\/foreign.ex\\u0061mple\\/\"");
  CHECK (fixture, EVENT, "\"a\\u0000\",\"\\ud800\"", "\"a\\u0000\"",
         "\"\\ud800\"");

  server_fixture_unregister (fixture, fixture->app);
  CHECK (fixture, EVENT, rejected, unknown, removed);
  check_taken (fixture, "");
}

/* With escapes in it, it is still the same URL. */
static void
test_escaped (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) pushkey = g_string_new (NULL);
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  g_string_assign (pushkey, app);
  g_string_replace (pushkey, "/", "\\/", 0);
  g_string_replace (pushkey, "push", "p\\u0075sh", 0);
  CHECK (fixture, EVENT, "", pushkey->str);
  check_taken (fixture, MESSAGE (EVENT));
}

/* RFC 8292 section 4.2: not without the key. */
static void
test_restricted (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = register_app (fixture, "restricted", "key");
  g_autofree char *restricted = get_pushkey (fixture, endpoint);
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, restricted, restricted, app);
  check_taken (fixture, MESSAGE (EVENT));
}

static void
test_several_devices (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = register_app (fixture, "other", NULL);
  g_autofree char *other = get_pushkey (fixture, endpoint);
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "\"a\",\"b\"", app, "\"a\"", other, "\"b\"", app);
  check_taken (fixture, MESSAGE (EVENT) " " MESSAGE (EVENT));
}

/* Counts do not make the device come to life for each of them. */
static void
test_counts_replace_each_other (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  CHECK (fixture, "\"counts\":{\"unread\":1}", "", app);
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, "\"counts\":{\"unread\":2},\"event_id\":null", "", app);
  CHECK (fixture, "\"event_id\":\"$b\"", "", app);
  g_assert_cmpuint (count_waiting (fixture), ==, 3);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (count_waiting (fixture) == 0);
  check_taken (
      fixture,
      MESSAGE ("\"counts\":{\"unread\":2},\"event_id\":null") " " MESSAGE (
          EVENT) " " MESSAGE ("\"event_id\":\"$b\""));
}

static void
test_urgency (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_HIGH);
  CHECK (fixture, EVENT ",\"prio\":\"low\"", "", app);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  check_taken (fixture, "");
  CHECK (fixture, "\"event_id\":\"$b\"", "", app);
  check_taken (fixture, MESSAGE ("\"event_id\":\"$b\""));

  ph_hub_set_urgency (fixture->hub, PH_URGENCY_LOW);
  wait_until (count_waiting (fixture) == 0);
  check_taken (fixture, MESSAGE ("\"event_id\":\"$b\"") " " MESSAGE (
                            EVENT ",\"prio\":\"low\""));
}

/* The fixture's default is 1000 s. */
static void
test_ttl (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, "\"event_id\":\"$b\"", "", app);
  ph_clock_advance (fixture->clock, 1001 * G_TIME_SPAN_SECOND);
  CHECK (fixture, "\"event_id\":\"$c\"", "", app);
  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  wait_until (fake_receiver_get_taken (fixture->receiver)[0] != '\0');
  check_taken (fixture, MESSAGE ("\"event_id\":\"$c\""));
}

/* A homeserver that has missed the answer comes again. */
static void
test_repeated (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, EVENT, "\"a\"", app, "\"a\"");
  CHECK (fixture, EVENT ",\"prio\":\"low\"", "", app);
  check_taken (fixture, MESSAGE (EVENT));

  ph_clock_advance (fixture->clock, 10 * G_TIME_SPAN_MINUTE);
  CHECK (fixture, EVENT, "", app);
  check_taken (fixture, MESSAGE (EVENT) " " MESSAGE (EVENT));

  CHECK (fixture, "\"counts\":{}", "", app);
  CHECK (fixture, "\"counts\":{}", "", app);
  check_taken (fixture, MESSAGE (EVENT) " " MESSAGE (EVENT) " " MESSAGE (
                            "\"counts\":{}") " " MESSAGE ("\"counts\":{}"));
}

static void
expect_later (HttpReply *reply, guint status, const char *begin)
{
  const char *after = http_reply_get_header (reply, "Retry-After");
  guint64 seconds = 0;
  g_autofree char *end = NULL;

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_true (
      g_ascii_string_to_unsigned (after, 10, 1, 3600, &seconds, NULL));
  end = g_strdup_printf (",\"retry_after_ms\":%u000}", (guint) seconds);
  g_assert_true (g_str_has_prefix (reply->body, begin));
  g_assert_true (g_str_has_suffix (reply->body, end));
}

#define NOTIFY(fixture, event, ...)                                            \
  notify (fixture, event, (const char *const[]){ __VA_ARGS__, NULL })

/* It is not rejected, and was not pushed: the next attempt is no repetition. */
static void
test_too_many (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);
  g_autoptr (HttpReply) reply = NULL;

  fixture->settings.rate = 1;
  CHECK (fixture, EVENT, "", app);
  reply = NOTIFY (fixture, "\"event_id\":\"$b\"", app);
  expect_later (reply, 429, "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":");

  ph_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  CHECK (fixture, "\"event_id\":\"$b\"", "", app);
  check_taken (fixture, MESSAGE (EVENT) " " MESSAGE ("\"event_id\":\"$b\""));
}

static void
test_not_now (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *app = get_pushkey (fixture, fixture->app);
  g_autoptr (HttpReply) reply = NULL;
  g_autoptr (HttpReply) with_foreign = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  ph_store_close (fixture->store);
  reply = NOTIFY (fixture, EVENT, app);
  expect_later (reply, 503, "{\"errcode\":\"M_UNKNOWN\",\"error\":");
  with_foreign = NOTIFY (fixture, EVENT, "\"foreign\"", app);
  expect_later (with_foreign, 503, "{\"errcode\":\"M_UNKNOWN\",\"error\":");
}

static const PhBounds quick = {
  .connections = 10,
  .streams = 10,
  .bodies = PH_BOUNDS_BODIES,
  .arrival_ms = PH_BOUNDS_ARRIVAL_MS,
  .again_ms = 10,
};

/* One device has it, so the homeserver will not come again for the other. */
static void
test_not_now_for_one (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *endpoint = register_app (fixture, "other", NULL);
  g_autofree char *other = get_pushkey (fixture, endpoint);
  g_autofree char *app = get_pushkey (fixture, fixture->app);

  fixture->settings.rate = 1;
  CHECK (fixture, EVENT, "", app);
  CHECK (fixture, "\"event_id\":\"$b\"", "", app, other);
  check_taken (fixture, MESSAGE (EVENT) " " MESSAGE ("\"event_id\":\"$b\""));

  ph_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  wait_until (fake_receiver_get_calls (fixture->receiver) == 3);
  check_taken (fixture,
               MESSAGE (EVENT) " " MESSAGE ("\"event_id\":\"$b\"") " " MESSAGE (
                   "\"event_id\":\"$b\""));
}

#define ADD_WITH(path, bounds, function)                                       \
  g_test_add ("/matrix-pushes/" path, ServerFixture, bounds,                   \
              server_fixture_set_up, function, server_fixture_tear_down)
#define ADD(path, function) ADD_WITH (path, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("accepts", test_accepts);
  ADD ("rejects", test_rejects);
  ADD ("escaped", test_escaped);
  ADD ("restricted", test_restricted);
  ADD ("several", test_several_devices);
  ADD ("counts", test_counts_replace_each_other);
  ADD ("urgency", test_urgency);
  ADD ("ttl", test_ttl);
  ADD ("repeated", test_repeated);
  ADD ("too-many", test_too_many);
  ADD ("not-now", test_not_now);
  ADD_WITH ("not-now-for-one", &quick, test_not_now_for_one);
  return g_test_run ();
}
