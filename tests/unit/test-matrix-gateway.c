/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-gateway.h"

#include "support/server-fixture.h"
#include "support/wait.h"

#include <string.h>

/* http-push.md, section 4.2. */

#define NOTIFY "/_matrix/push/v1/notify"

static HttpReply *
ask (ServerFixture *fixture,
     const char *method,
     const char *path,
     const char *body,
     gssize size)
{
  g_autofree char *url = server_fixture_get_url (fixture, path, "");

  return http_request (method, url, body, size, NULL);
}

static void
check (HttpReply *reply, guint status, const char *errcode)
{
  g_autofree char *begin =
      g_strdup_printf ("{\"errcode\":\"%s\",\"error\":\"", errcode);

  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (http_reply_get_header (reply, "Content-Type"), ==,
                   "application/json");
  g_assert_true (g_str_has_prefix (reply->body, begin));
}

static void
test_discovery (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (HttpReply) get = ask (fixture, "GET", NOTIFY, NULL, 0);
  g_autoptr (HttpReply) head = ask (fixture, "HEAD", NOTIFY, NULL, 0);

  g_assert_cmpuint (get->status, ==, 200);
  g_assert_cmpstr (http_reply_get_header (get, "Content-Type"), ==,
                   "application/json");
  g_assert_cmpstr (
      get->body, ==,
      "{\"gateway\":\"matrix\",\"unifiedpush\":{\"gateway\":\"matrix\"}}");
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->size, ==, 0);
}

static void
test_unrecognized (ServerFixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/_matrix/push/",           "/_matrix/push/v1/",
    "/_matrix/push/v1/notify/", "/_matrix/push/v2/notify",
    "/_matrix/push/v1/Notify",
  };
  g_autoptr (HttpReply) put = ask (fixture, "PUT", NOTIFY, "{}", -1);
  g_autoptr (HttpReply) outside = ask (fixture, "GET", "/_matrix/x", NULL, 0);

  check (put, 405, "M_UNRECOGNIZED");
  g_assert_cmpstr (http_reply_get_header (put, "Allow"), ==,
                   "GET, HEAD, POST, OPTIONS");
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (HttpReply) get = ask (fixture, "GET", paths[i], NULL, 0);
      g_autoptr (HttpReply) post = ask (fixture, "POST", paths[i], "{}", -1);

      check (get, 404, "M_UNRECOGNIZED");
      check (post, 404, "M_UNRECOGNIZED");
    }

  /* The other resources keep their form. */
  g_assert_cmpuint (outside->status, ==, 404);
  g_assert_nonnull (strstr (outside->body, "\"errno\":404"));
}

static void
test_not_json (ServerFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    gssize size;
  } cases[] = {
    { "", 0 },     { "notification", -1 },     { "{\"notification\":{}", -1 },
    { "{}\0", 3 }, { "{\"a\":\"\xff\"}", -1 }, { "{'notification':{}}", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HttpReply) reply =
          ask (fixture, "POST", NOTIFY, cases[i].body, cases[i].size);

      check (reply, 400, "M_NOT_JSON");
    }
}

/* Those are more than json-glib can take. */
static void
test_deep (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *begins = g_strnfill (PH_MATRIX_BODY_MAX, '[');
  g_autofree char *ends = g_strnfill (10000, ']');
  g_autofree char *deep = g_strdup_printf (
      "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"}],\"content\":"
      "%.10000s%s}}",
      begins, ends);
  g_autoptr (HttpReply) open =
      ask (fixture, "POST", NOTIFY, begins, PH_MATRIX_BODY_MAX);
  g_autoptr (HttpReply) closed = ask (fixture, "POST", NOTIFY, deep, -1);

  check (open, 400, "M_NOT_JSON");
  check (closed, 400, "M_NOT_JSON");
}

static void
test_bad_json (ServerFixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (5000, 'x');
  g_autofree char *untrimmable = g_strdup_printf (
      "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"}],\"event_id\":"
      "\"%s\"}}",
      large);
  const char *const bodies[] = { "[]", "{}", "{\"notification\":{}}",
                                 "{\"notification\":{\"devices\":[]}}",
                                 untrimmable };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (HttpReply) reply =
          ask (fixture, "POST", NOTIFY, bodies[i], -1);

      check (reply, 400, "M_BAD_JSON");
    }
}

/* A body of white space around a notification for nobody. */
static void
test_size (ServerFixture *fixture, gconstpointer data)
{
  static const char json[] =
      "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"}]}}";
  g_autofree char *body = g_strnfill (PH_MATRIX_BODY_MAX + 1, ' ');
  g_autoptr (HttpReply) most = NULL;
  g_autoptr (HttpReply) more = NULL;

  memcpy (body, json, strlen (json));
  most = ask (fixture, "POST", NOTIFY, body, PH_MATRIX_BODY_MAX);
  more = ask (fixture, "POST", NOTIFY, body, PH_MATRIX_BODY_MAX + 1);
  g_assert_cmpuint (most->status, ==, 200);
  g_assert_cmpstr (most->body, ==, "{\"rejected\":[\"p\"]}");
  check (more, 413, "M_TOO_LARGE");
}

#define ADD(path, function)                                                    \
  g_test_add ("/matrix-gateway/" path, ServerFixture, NULL,                    \
              server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("discovery", test_discovery);
  ADD ("unrecognized", test_unrecognized);
  ADD ("not-json", test_not_json);
  ADD ("deep", test_deep);
  ADD ("bad-json", test_bad_json);
  ADD ("size", test_size);
  return g_test_run ();
}
