/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What the Matrix push gateway makes of a notification for each device: the
 * points of section 4.2 of the HTTP contract, with curl in the place of the
 * homeserver. */

#include "support/app-fixture.h"
#include "support/ask.h"
#include "support/curl.h"
#include "support/http.h"
#include "support/register.h"

#include <string.h>

#define UNKNOWN "AAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define MESSAGE(members) "{\"notification\":{" members "}}"

/* Posts a notification with @members and for @devices, items of JSON. It must
 * be answered with 200 and @rejected, which are items, too. */
static void
notify (AppFixture *fixture,
        const char *members,
        const char *devices,
        const char *rejected)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/_matrix/push/v1/notify");
  g_autofree char *body = g_strdup_printf (
      "{\"notification\":{%s,\"devices\":[%s]}}", members, devices);
  g_autofree char *answer = g_strdup_printf ("{\"rejected\":[%s]}", rejected);
  g_autoptr (CurlReply) reply = curl_post (fixture->bus, url, body, -1, "");

  g_assert_cmpstr (reply->body, ==, answer);
  g_assert_cmpuint (reply->status, ==, 200);
}

/* Returns: (transfer full): the device with this URL. */
static char *
make_device (const char *url)
{
  return g_strdup_printf (
      "{\"app_id\":\"org.example\",\"pushkey\":\"%s\",\"pushkey_ts\":12345,"
      "\"tweaks\":{\"sound\":\"bing\"}}",
      url);
}

/* The same for one device, which must be rejected or not. */
static void
notify_one (AppFixture *fixture,
            const char *event,
            const char *url,
            gboolean rejected)
{
  g_autofree char *members = g_strdup_printf ("\"event_id\":\"%s\"", event);
  g_autofree char *device = make_device (url);
  g_autofree char *item =
      rejected ? g_strdup_printf ("\"%s\"", url) : g_strdup ("");

  notify (fixture, members, device, item);
}

/* Point 1: every way to name the hub is good. */
static void
test_own_urls (AppFixture *fixture, gconstpointer data)
{
  const char *path = strstr (fixture->endpoint, "/push/id/");
  static const char *const hosts[] = { "127.0.0.1", "[::1]", "localhost",
                                       "LOCALHOST" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = g_strdup_printf ("HTTP://%s:%s%s?up=1#x", hosts[i],
                                              fixture->hub->port, path);
      g_autofree char *message =
          g_strdup_printf (MESSAGE ("\"event_id\":\"%s\""), hosts[i]);

      notify_one (fixture, hosts[i], url, FALSE);
      app_fixture_expect (fixture, message);
    }
}

/* A public URL has a path of its own, which the proxy takes away. */
static void
test_public_url (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *port = hub_choose_port ();
  g_autoptr (Hub) hub =
      hub_start (bus, "--ephemeral", "--port", port, "--public-url",
                 "https://push.example:8443/hub", NULL);
  g_autoptr (App) app = app_new (bus, APP_FIXTURE_NAME);
  g_autofree char *endpoint = register_app (app, 2, "token");
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%s/_matrix/push/v1/notify", port);
  g_autofree char *body =
      g_strdup_printf ("{\"notification\":{\"devices\":[{\"pushkey\":\"%s\"},"
                       "{\"pushkey\":\"https://push.example:8443%s\"}]}}",
                       endpoint, strstr (endpoint, "/push/id/"));
  g_autofree char *answer =
      g_strdup_printf ("{\"rejected\":[\"https://push.example:8443%s\"]}",
                       strstr (endpoint, "/push/id/"));
  g_autoptr (CurlReply) reply = curl_post (bus, url, body, -1, "");

  g_assert_true (
      g_str_has_prefix (endpoint, "https://push.example:8443/hub/push/id/"));
  g_assert_cmpstr (reply->body, ==, answer);
  app_expect_message (app, "token", "{\"notification\":{}}", -1);
}

/* Points 1, 2 and 4: what can never get a push is given back octet by octet. */
static void
test_rejected (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *never = hub_get_url (fixture->hub, "/push/id/" UNKNOWN);
  g_autofree char *elsewhere =
      hub_get_url (fixture->hub, "/client/id/" UNKNOWN);
  g_autofree char *path = g_strconcat (fixture->endpoint, "/", NULL);
  g_autofree char *huge = g_strnfill (100 * 1024, 'k');
  const char *const urls[] = {
    ("https://foreign.example/push/id/" UNKNOWN),
    "https:\\/\\/foreign.ex\\u0061mple\\/?\\ud800",
    "\xc3\xa9 \\u00e9 \\\" no URL",
    never,
    elsewhere,
    path,
    huge,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    notify_one (fixture, "$a", urls[i], TRUE);

  unregister_app (fixture->app, 2, APP_FIXTURE_TOKEN);
  app_expect_unregistered (fixture->app, 2, APP_FIXTURE_TOKEN);
  notify_one (fixture, "$a", fixture->endpoint, TRUE);
}

/* Point 3: the gateway is no way round the key. */
static void
test_restricted (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (App) app = app_new (fixture->bus, "org.example.Restricted");
  g_autofree char *endpoint = NULL;

  register_send (app, 2, "token", NULL, VAPID_KEY);
  register_expect_success (app, 2);
  endpoint = app_expect_endpoint (app, 2, "token");
  notify_one (fixture, "$a", endpoint, TRUE);
  register_expect_nothing_more (app);
}

/* Points 5 and 9: the app gets the JSON, as it is. */
static void
test_message (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *device = make_device (fixture->endpoint);

  notify (fixture,
          "\"room_id\" : \"!a\",\n \"content\": {\"n\": [1e400, 0.1, "
          "9223372036854775808], \"body\":\"\\u00e9 \xc3\xa9\\/\"},"
          "\"counts\":{\"unread\":2}, \"event_id\":\"$a\"",
          device, "");
  app_fixture_expect (
      fixture,
      MESSAGE ("\"room_id\":\"!a\",\"content\":{\"n\":[1e400,0.1,"
               "9223372036854775808],\"body\":\"\\u00e9 \xc3\xa9\\/\"},"
               "\"counts\":{\"unread\":2},\"event_id\":\"$a\""));
}

/* Point 6. */
static void
test_trimmed (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *device = make_device (fixture->endpoint);
  g_autofree char *large = g_strnfill (64 * 1024, 'x');
  g_autofree char *formatted = g_strdup_printf (
      "\"event_id\":\"$a\",\"content\":{\"body\":\"x\",\"formatted_body\":"
      "\"%s\"}",
      large);
  g_autofree char *body = g_strdup_printf (
      "\"event_id\":\"$b\",\"room_name\":\"room\",\"content\":{\"body\":"
      "\"%s\"}",
      large);

  notify (fixture, formatted, device, "");
  app_fixture_expect (
      fixture, MESSAGE ("\"event_id\":\"$a\",\"content\":{\"body\":\"x\"}"));
  notify (fixture, body, device, "");
  app_fixture_expect (fixture,
                      MESSAGE ("\"event_id\":\"$b\",\"room_name\":\"room\""));
}

/* Point 7: of the counts that wait the last is enough. */
static void
test_counts (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *device = make_device (fixture->endpoint);

  app_leave (fixture->app);
  notify (fixture, "\"id\":\"\",\"type\":null,\"counts\":{\"unread\":1}",
          device, "");
  notify (fixture, "\"event_id\":\"$a\"", device, "");
  notify (fixture, "\"id\":\"\",\"type\":null,\"counts\":{\"unread\":2}",
          device, "");
  app_appear (fixture->app);
  app_fixture_expect (
      fixture, MESSAGE ("\"id\":\"\",\"type\":null,\"counts\":{\"unread\":2}"));
  app_fixture_expect (fixture, MESSAGE ("\"event_id\":\"$a\""));
  app_fixture_expect_nothing_more (fixture);
}

/* Point 8: a homeserver sends again what was not answered in time. */
static void
test_repeated (AppFixture *fixture, gconstpointer data)
{
  notify_one (fixture, "$a", fixture->endpoint, FALSE);
  notify_one (fixture, "$a", fixture->endpoint, FALSE);
  notify_one (fixture, "$b", fixture->endpoint, FALSE);
  app_fixture_expect (fixture, MESSAGE ("\"event_id\":\"$a\""));
  app_fixture_expect (fixture, MESSAGE ("\"event_id\":\"$b\""));
  app_fixture_expect_nothing_more (fixture);
}

/* A hundred devices are more than a homeserver names, and all it may. */
static void
test_many_devices (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/_matrix/push/v1/notify");
  g_autofree char *device = make_device (fixture->endpoint);
  g_autoptr (GString) devices = g_string_new (device);
  g_autofree char *body = NULL;
  g_autoptr (CurlReply) reply = NULL;

  for (guint i = 1; i < 100; i++)
    g_string_append_printf (devices, ",%s", device);
  notify (fixture, "\"event_id\":\"$a\"", devices->str, "");
  app_fixture_expect (fixture, MESSAGE ("\"event_id\":\"$a\""));

  for (guint i = 100; i < 1000; i++)
    g_string_append_printf (devices, ",%s", device);
  body =
      g_strdup_printf ("{\"notification\":{\"devices\":[%s]}}", devices->str);
  reply = curl_post (fixture->bus, url, body, -1, "");
  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_true (g_str_has_prefix (reply->body, "{\"errcode\":\"M_BAD_JSON\""));
  app_fixture_expect_nothing_more (fixture);
}

#define TEST(name, function)                                                   \
  g_test_add ("/matrix-devices/" name, AppFixture, NULL, app_fixture_set_up,   \
              function, app_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("own-urls", test_own_urls);
  g_test_add_func ("/matrix-devices/public-url", test_public_url);
  TEST ("rejected", test_rejected);
  TEST ("restricted", test_restricted);
  TEST ("message", test_message);
  TEST ("trimmed", test_trimmed);
  TEST ("counts", test_counts);
  TEST ("repeated", test_repeated);
  TEST ("many", test_many_devices);
  return g_test_run ();
}
