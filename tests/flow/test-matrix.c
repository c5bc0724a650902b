/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The Matrix push gateway as a homeserver sees it, with curl in its place: the
 * table of section 4.2 of the HTTP contract, row by row. */

#include "support/app-fixture.h"
#include "support/curl.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/wait.h"

#include <string.h>
#include <sys/resource.h>

#define MEBIBYTE (1024 * 1024)
#define LARGEST (512 * 1024)

static char *
get_gateway (AppFixture *fixture)
{
  return hub_get_url (fixture->hub, "/_matrix/push/v1/notify");
}

static CurlReply *
post (AppFixture *fixture, gconstpointer body, gssize size)
{
  g_autofree char *url = get_gateway (fixture);

  return curl_post (fixture->bus, url, body, size, "");
}

/* Returns: (transfer full): a notification of @event for the app. */
static char *
notify (AppFixture *fixture, const char *event)
{
  return g_strdup_printf (
      "{\"notification\":{\"event_id\":\"%s\",\"devices\":[{\"app_id\":"
      "\"org.example\",\"pushkey\":\"%s\"}]}}",
      event, fixture->endpoint);
}

static void
expect_error (CurlReply *reply, guint status, const char *errcode)
{
  g_autofree char *type = curl_reply_get_header (reply, "Content-Type");
  g_autofree char *begin =
      g_strdup_printf ("{\"errcode\":\"%s\",\"error\":\"", errcode);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (type, ==, "application/json");
  g_assert_true (g_str_has_prefix (reply->body, begin));
}

static void
check_refused (AppFixture *fixture,
               gconstpointer body,
               gssize size,
               guint status,
               const char *errcode)
{
  g_autoptr (CurlReply) reply = post (fixture, body, size);

  expect_error (reply, status, errcode);
}

static void
check_answer (AppFixture *fixture, const char *body, const char *answer)
{
  g_autoptr (CurlReply) reply = post (fixture, body, -1);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (reply->body, ==, answer);
}

static void
test_discovery (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *url = get_gateway (fixture);
  g_autoptr (CurlReply) get = curl_run (fixture->bus, url);
  g_autofree char *with_head = g_strconcat ("--head ", url, NULL);
  g_autoptr (CurlReply) head = curl_run (fixture->bus, with_head);
  g_autofree char *type = curl_reply_get_header (get, "Content-Type");

  g_assert_cmpuint (get->status, ==, 200);
  g_assert_cmpstr (type, ==, "application/json");
  g_assert_cmpstr (
      get->body, ==,
      "{\"gateway\":\"matrix\",\"unifiedpush\":{\"gateway\":\"matrix\"}}");
  g_assert_cmpuint (head->status, ==, 200);
}

static void
test_not_json (AppFixture *fixture, gconstpointer data)
{
  check_refused (fixture, "", 0, 400, "M_NOT_JSON");
  check_refused (fixture, "Hello", -1, 400, "M_NOT_JSON");
  check_refused (fixture, "{\"notification\":{\"devices\":[", -1, 400,
                 "M_NOT_JSON");
  check_refused (fixture, "{\"a\":\"\xc3\"}", -1, 400, "M_NOT_JSON");
  check_refused (fixture, "{\"a\":\"\0\"}", 9, 400, "M_NOT_JSON");
  app_fixture_expect_nothing_more (fixture);
}

static void
test_bad_json (AppFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "[]",
    "{\"notification\":null}",
    "{\"notification\":{}}",
    "{\"notification\":{\"devices\":[]}}",
    "{\"notification\":{\"devices\":{\"pushkey\":\"a\"}}}",
    "{\"notification\":{\"devices\":[{\"pushkey\":\"\"}]}}",
    "{\"notification\":{\"devices\":[{\"pushkey\":7}]}}",
    "{\"notification\":{\"devices\":[{\"app_id\":\"a\"}]}}",
    ("{\"notification\":{\"devices\":[{\"pushkey\":\"a\"}]},"
     "\"notification\":{\"devices\":[{\"pushkey\":\"b\"}]}}"),
    "{\"notification\":{\"devices\":[{\"pushkey\":\"a\",\"pushkey\":\"b\"}]}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    check_refused (fixture, bodies[i], -1, 400, "M_BAD_JSON");
}

static char *
make_deep (gsize depth)
{
  g_autofree char *begins = g_strnfill (depth, '[');
  g_autofree char *ends = g_strnfill (depth, ']');

  return g_strdup_printf ("{\"notification\":{\"devices\":[{\"pushkey\":"
                          "\"a\"}],\"content\":%s%s}}",
                          begins, ends);
}

/* More than a stack may hold. */
static void
test_deep (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *endless = g_strnfill (500 * 1024, '[');
  g_autofree char *deep = make_deep (10000);

  check_refused (fixture, endless, -1, 400, "M_NOT_JSON");
  check_refused (fixture, deep, -1, 400, "M_NOT_JSON");
}

/* An event may be large, so it is never too large below the limit; beyond it
 * nothing is gathered. */
static void
test_sizes (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *notification = notify (fixture, "$large");
  g_autofree char *body = g_strnfill (LARGEST + 1, ' ');
  g_autofree char *url = get_gateway (fixture);
  gint64 before = measure_resident (fixture->hub->pid);
  g_autoptr (CurlReply) most = NULL;
  g_autoptr (CurlReply) chunked = NULL;

  memcpy (body, notification, strlen (notification));
  most = post (fixture, body, LARGEST);
  g_assert_cmpuint (most->status, ==, 200);
  app_fixture_expect (fixture, "{\"notification\":{\"event_id\":\"$large\"}}");

  check_refused (fixture, body, LARGEST + 1, 413, "M_TOO_LARGE");
  chunked = curl_post (fixture->bus, url, body, LARGEST + 1,
                       "--header 'Transfer-Encoding: chunked'");
  expect_error (chunked, 413, "M_TOO_LARGE");
  if (!wait_is_slow ())
    g_assert_cmpint (measure_resident (fixture->hub->pid) - before, <,
                     8 * MEBIBYTE);
}

static void
test_valid (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *notification = notify (fixture, "$a");

  check_answer (fixture, notification, "{\"rejected\":[]}");
  app_fixture_expect (fixture, "{\"notification\":{\"event_id\":\"$a\"}}");
}

static void
test_unrecognized (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *url = get_gateway (fixture);
  g_autofree char *put = g_strdup_printf ("--request PUT --data '{}' %s", url);
  g_autofree char *below = g_strdup_printf ("--data '{}' %s/more", url);
  g_autoptr (CurlReply) method = curl_run (fixture->bus, put);
  g_autoptr (CurlReply) path = curl_run (fixture->bus, below);
  g_autofree char *allow = curl_reply_get_header (method, "Allow");

  expect_error (method, 405, "M_UNRECOGNIZED");
  g_assert_cmpstr (allow, ==, "GET, HEAD, POST, OPTIONS");
  expect_error (path, 404, "M_UNRECOGNIZED");
}

static void
expect_later (CurlReply *reply, guint status, const char *errcode)
{
  g_autofree char *after = curl_reply_get_header (reply, "Retry-After");
  g_autofree char *end = NULL;
  guint64 seconds = 0;

  expect_error (reply, status, errcode);
  g_assert_nonnull (after);
  g_assert_true (
      g_ascii_string_to_unsigned (after, 10, 1, 3600, &seconds, NULL));
  end = g_strdup_printf (",\"retry_after_ms\":%s000}", after);
  g_assert_true (g_str_has_suffix (reply->body, end));
}

/* The app is away, so the push must go to the disk, and that is full. */
static void
test_cannot_queue (AppFixture *fixture, gconstpointer data)
{
  struct rlimit limit = { 0 };
  g_autofree char *notification = notify (fixture, "$a");
  g_autoptr (CurlReply) reply = NULL;

  app_leave (fixture->app);
  g_assert_no_errno (prlimit (fixture->hub->pid, RLIMIT_FSIZE, NULL, &limit));
  limit.rlim_cur = 0;
  g_assert_no_errno (prlimit (fixture->hub->pid, RLIMIT_FSIZE, &limit, NULL));
  reply = post (fixture, notification, -1);
  limit.rlim_cur = limit.rlim_max;
  g_assert_no_errno (prlimit (fixture->hub->pid, RLIMIT_FSIZE, &limit, NULL));
  expect_later (reply, 503, "M_UNKNOWN");
}

static const AppFixtureCase slow = { .config = "[push]\nrate-limit=1\n" };

static void
test_rate_limit (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *first = notify (fixture, "$a");
  g_autofree char *second = notify (fixture, "$b");
  g_autoptr (CurlReply) reply = NULL;

  check_answer (fixture, first, "{\"rejected\":[]}");
  app_fixture_expect (fixture, "{\"notification\":{\"event_id\":\"$a\"}}");
  reply = post (fixture, second, -1);
  expect_later (reply, 429, "M_LIMIT_EXCEEDED");
  app_fixture_expect_nothing_more (fixture);
}

#define TEST_WITH(name, data, function)                                        \
  g_test_add ("/matrix/" name, AppFixture, data, app_fixture_set_up, function, \
              app_fixture_tear_down)
#define TEST(name, function) TEST_WITH (name, NULL, function)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("discovery", test_discovery);
  TEST ("not-json", test_not_json);
  TEST ("bad-json", test_bad_json);
  TEST ("deep", test_deep);
  TEST ("sizes", test_sizes);
  TEST ("valid", test_valid);
  TEST ("unrecognized", test_unrecognized);
  TEST ("cannot-queue", test_cannot_queue);
  TEST_WITH ("rate-limit", &slow, test_rate_limit);
  return g_test_run ();
}
