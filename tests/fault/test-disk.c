/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What the hub does with a disk that is slow, full or read-only, and that a
 * running app costs no disk at all. */

#include "fault/disk-fixture.h"
#include "fault/request.h"
#include "support/http.h"
#include "support/wait.h"

#include <errno.h>
#include <string.h>

/* A hub that looks at each of its steps takes its time. */
#define PUSHES (g_getenv ("PUSHHUB_TEST_SANITIZED") != NULL ? 100U : 1000U)

/* The hub gives an app so many microseconds before it commits a push. */
#define GRACE 50000

/* Longer than any push to an app that runs takes, on a busy machine too. */
#define SLOW_MS 3000

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* No event tells what another process does in its memory. */
#define wait_for_block(condition)                                              \
  G_STMT_START                                                                 \
  {                                                                            \
    guint tick = g_timeout_add (5, look_again, NULL);                          \
    wait_until (condition);                                                    \
    g_source_remove (tick);                                                    \
  }                                                                            \
  G_STMT_END

static void
on_answered (RequestEnd end, const char *answer, gpointer user_data)
{
  guint *status = user_data;

  *status = request_get_status (answer);
}

/* Pushes without waiting for the answer, whose status goes to @status. */
static void
begin_push (const char *endpoint, const char *body, guint *status)
{
  g_autoptr (GUri) uri = g_uri_parse (endpoint, G_URI_FLAGS_NONE, NULL);
  g_autofree char *text =
      g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTTL: 60\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       g_uri_get_path (uri), strlen (body), body);
  RequestScript script = { g_bytes_new (text, strlen (text)), strlen (text) };

  request_send ((guint16) g_uri_get_port (uri), &script, on_answered, status);
}

/* Promise 4: while a commit is held up, the loop goes on. Told by the order of
 * events: the second push is answered before the commit has ended. */
static void
test_slow_disk_holds_up_nobody (DiskFixture *fixture, gconstpointer data)
{
  g_autoptr (App) absent = app_new (fixture->bus, "org.example.Absent");
  g_autofree char *endpoint = register_app (absent, 2, "absent");
  guint slow_status = 0;

  app_leave (absent);
  fixture->shim->sync_delay = SLOW_MS;
  begin_push (endpoint, "waits for the disk", &slow_status);
  wait_for_block (fixture->shim->n_syncing > 0);

  for (guint i = 0; i < 10; i++)
    {
      g_free (http_push (fixture->endpoint, "quick", -1));
      app_expect_message (fixture->app, DISK_TOKEN, "quick", -1);
    }
  g_assert_cmpint (fixture->shim->n_syncing, ==, 1);
  g_assert_cmpuint (slow_status, ==, 0);

  fixture->shim->sync_delay = 0;
  wait_until (slow_status != 0);
  g_assert_cmpuint (slow_status, ==, 201);
}

typedef struct
{
  ShimBlock *shim;
  int calls;
  gboolean has_settled;
} Look;

static gboolean
look_for_calls (gpointer user_data)
{
  Look *look = user_data;
  int before = look->calls;

  look->calls = look->shim->n_calls;
  look->has_settled = look->calls == before;
  return G_SOURCE_CONTINUE;
}

/* Returns: the calls so far, once no more come. */
static int
settle (ShimBlock *shim)
{
  Look look = { shim, -1 };
  guint tick = g_timeout_add (200, look_for_calls, &look);

  wait_until (look.has_settled);
  g_source_remove (tick);
  return look.calls;
}

/* Returns: whether the push was over before the hub's grace time was: when the
 * machine is busy with something else, this app answers late. */
static gboolean
push_quickly (DiskFixture *fixture)
{
  gint64 began = g_get_monotonic_time ();

  g_free (http_push (fixture->endpoint, "quick", -1));
  app_expect_message (fixture->app, DISK_TOKEN, "quick", -1);
  return g_get_monotonic_time () - began < GRACE;
}

/* Promise 3: the calls that change or sync the database and its log are counted
 * on their way into the system; for an app that answers there are none. */
static void
test_running_app_costs_no_disk (DiskFixture *fixture, gconstpointer data)
{
  guint n_quick = 0;
  int before;

  push_quickly (fixture);
  before = settle (fixture->shim);
  for (guint tries = 0; n_quick < PUSHES && tries < 2 * PUSHES; tries++)
    if (push_quickly (fixture))
      {
        n_quick++;
        g_assert_cmpint (fixture->shim->n_calls, ==, before);
      }
    else
      {
        before = settle (fixture->shim);
      }

  g_test_message ("no write and no sync for %u pushes to an app that runs",
                  n_quick);
  g_assert_cmpuint (n_quick, ==, PUSHES);

  /* The counter would have counted. */
  app_leave (fixture->app);
  g_free (http_push (fixture->endpoint, "waits", -1));
  g_assert_cmpint (fixture->shim->n_calls, >, before);
}

static void
expect_refusal (const char *endpoint)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, "no room", -1, "TTL", "60", NULL);
  const char *retry_after = http_reply_get_header (reply, "Retry-After");

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_SERVICE_UNAVAILABLE);
  g_assert_nonnull (retry_after);
  g_assert_cmpuint (g_ascii_strtoull (retry_after, NULL, 10), >, 0);
}

/* A disk that refuses: what must be stored is refused and not kept, what need
 * not be goes on; with the room back, so is the hub. */
static void
test_refusing_disk (DiskFixture *fixture, gconstpointer error)
{
  g_autoptr (App) running = app_new (fixture->bus, "org.example.Running");
  g_autofree char *endpoint = register_app (running, 2, "running");
  int pid = fixture->hub->pid;

  app_leave (fixture->app);
  g_free (http_push (fixture->endpoint, "before", -1));
  fixture->shim->write_error = GPOINTER_TO_INT (error);
  expect_refusal (fixture->endpoint);
  g_free (http_push (endpoint, "needs no disk", -1));
  app_expect_message (running, "running", "needs no disk", -1);
  expect_refusal (fixture->endpoint);

  fixture->shim->write_error = 0;
  g_free (http_push (fixture->endpoint, "after", -1));
  app_appear (fixture->app);
  app_expect_message (fixture->app, DISK_TOKEN, "before", -1);
  app_expect_message (fixture->app, DISK_TOKEN, "after", -1);
  register_expect_nothing_more (fixture->app);
  g_assert_cmpint (fixture->hub->pid, ==, pid);
  http_expect_status ("GET", fixture->endpoint, SOUP_STATUS_OK);
}

static void
add (const char *path,
     gconstpointer data,
     void (*test) (DiskFixture *fixture, gconstpointer data))
{
  g_test_add (path, DiskFixture, data, disk_fixture_set_up, test,
              disk_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/disk/slow-holds-up-nobody", NULL, test_slow_disk_holds_up_nobody);
  add ("/disk/running-app-costs-none", NULL, test_running_app_costs_no_disk);
  add ("/disk/full", GINT_TO_POINTER (ENOSPC), test_refusing_disk);
  add ("/disk/read-only", GINT_TO_POINTER (EROFS), test_refusing_disk);
  return g_test_run ();
}
