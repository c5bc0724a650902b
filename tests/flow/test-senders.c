/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Senders that stall, go away or say too much, and a hub that has no room left
 * because of them: each costs a socket, and a well-behaved sender gets through
 * as soon as there is one. */

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/push-fixture.h"
#include "support/register.h"
#include "support/wait.h"
#include "support/wire.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define CONNECTIONS 512 /* README.md: at once */
#define MORE 10
#define SPIN_MS 200 /* of a second: nobody who waits needs as much */

static void
send_push (PushFixture *fixture, Wire *wire, const char *body)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: %zu\r\n\r\n%s",
             fixture->id, strlen (body), body);
}

static void
expect_created (Wire *wire)
{
  g_autofree char *answer = wire_read_all (wire);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  g_assert_null (strstr (answer + 1, "HTTP/1.1 "));
}

/* How many the hub has open when nobody is connected: all that came before has
 * ended when this answer ends. */
static guint
count_own_descriptors (PushFixture *fixture)
{
  g_autoptr (Wire) wire = wire_open (fixture->endpoint);

  wire_send (wire, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  g_free (wire_read_all (wire));
  return measure_descriptors (fixture->hub->pid);
}

/* Half a request on each. */
static void
stall (PushFixture *fixture, Wire **wires, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      wires[i] = wire_open (fixture->endpoint);
      wire_send (wires[i], "POST /push/id/%s HTTP/1.1\r\nHos", fixture->id);
    }
}

static void
let_go (Wire **wires, guint count)
{
  for (guint i = 0; i < count; i++)
    wire_close (wires[i]);
}

static void
test_more_than_there_may_be (PushFixture *fixture, gconstpointer data)
{
  guint before = count_own_descriptors (fixture);
  g_autoptr (Wire) sender = NULL;
  Wire *wires[CONNECTIONS + MORE];

  stall (fixture, wires, G_N_ELEMENTS (wires));
  sender = wire_open (fixture->endpoint);
  send_push (fixture, sender, "patient");
  measure_wait_for_more_descriptors (fixture->hub->pid, before + CONNECTIONS);
  g_assert_cmpint (measure_second (fixture->hub->pid), <, SPIN_MS);
  g_assert_cmpuint (measure_descriptors (fixture->hub->pid), ==,
                    before + CONNECTIONS);

  let_go (wires, MORE + 1);
  expect_created (sender);
  let_go (wires + MORE + 1, CONNECTIONS - 1);
  measure_wait_for_descriptors (fixture->hub->pid, before);
}

static void
set_descriptors (int pid, guint most)
{
  struct rlimit limit = { .rlim_cur = most, .rlim_max = most };

  g_assert_no_errno (prlimit (pid, RLIMIT_NOFILE, &limit, NULL));
}

/* Fewer than the hub found when it started. */
static void
test_out_of_descriptors (PushFixture *fixture, gconstpointer data)
{
  guint before = count_own_descriptors (fixture);
  g_autoptr (Wire) sender = NULL;
  Wire *wires[4 * MORE];

  set_descriptors (fixture->hub->pid, before + MORE);
  stall (fixture, wires, G_N_ELEMENTS (wires));
  sender = wire_open (fixture->endpoint);
  send_push (fixture, sender, "patient");
  measure_wait_for_more_descriptors (fixture->hub->pid, before + MORE);
  g_assert_cmpint (measure_second (fixture->hub->pid), <, SPIN_MS);
  g_assert_cmpuint (measure_descriptors (fixture->hub->pid), <,
                    before + 2 * MORE);

  let_go (wires, G_N_ELEMENTS (wires));
  expect_created (sender);
  measure_wait_for_descriptors (fixture->hub->pid, before);
}

/* One request a connection: what follows is not answered, and is no part of
 * the first. */
static void
test_two_at_once (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);
  g_autoptr (Wire) plain = wire_open (url);
  g_autoptr (Wire) chunked = wire_open (url);

  wire_send (plain,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 3\r\n\r\none"
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 6\r\n\r\nunseen",
             fixture->id, fixture->id);
  expect_created (plain);
  wire_send (chunked,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Transfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
             "DELETE /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n",
             fixture->id, fixture->id);
  expect_created (chunked);

  g_free (http_push (fixture->endpoint, "three", -1));
  http_listener_expect (listener, "one\n\ntwo\n\nthree\n\n");
}

/* All of the request has come, so the push is as good as any. The hub is held
 * back until the sender has gone. */
static void
test_gone_before_the_answer (PushFixture *fixture, gconstpointer data)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->id);
  g_autoptr (HttpListener) listener = NULL;
  Wire *wire = wire_open (url);

  kill (fixture->hub->pid, SIGSTOP);
  send_push (fixture, wire, "kept");
  wire_close (wire);
  kill (fixture->hub->pid, SIGCONT);
  listener = http_listen (url, NULL);
  http_listener_expect (listener, "kept\n\n");
}

/* The app has been called when the sender goes. */
static void
test_gone_during_the_delivery (PushFixture *fixture, gconstpointer data)
{
  guint before = count_own_descriptors (fixture);
  g_autoptr (App) app = app_new (fixture->bus, "org.example.App");
  g_autofree char *endpoint = register_app (app, 2, "token");
  const char *path = endpoint + strlen (fixture->hub->base_url);
  g_autoptr (Wire) wire = wire_open (endpoint);
  g_autoptr (AppEvent) message = NULL;

  app->manner = APP_HOLDS;
  wire_send (wire,
             "POST %s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 1\r\n\r\nx",
             path);
  message = app_take (app, APP_MESSAGE);
  wire_reset (wire);

  app_let_go (app);
  g_free (http_push (endpoint, "next", -1));
  app_expect_message (app, "token", "next", -1);
  register_expect_nothing_more (app);
  measure_wait_for_descriptors (fixture->hub->pid, before);
}

#define TEST(name, function)                                                   \
  g_test_add ("/senders/" name, PushFixture, NULL, push_fixture_set_up,        \
              function, push_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("too-many", test_more_than_there_may_be);
  TEST ("no-descriptors", test_out_of_descriptors);
  TEST ("two-at-once", test_two_at_once);
  TEST ("gone", test_gone_before_the_answer);
  TEST ("gone-later", test_gone_during_the_delivery);
  return g_test_run ();
}
