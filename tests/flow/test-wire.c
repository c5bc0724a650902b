/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Requests octet by octet: what no well-mannered client sends, and what must
 * not cost the hub memory or its life. */

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/push-fixture.h"
#include "support/wait.h"
#include "support/wire.h"

#include <string.h>
#include <unistd.h>

#define MEBIBYTE (1024 * 1024)
#define LARGE (200 * MEBIBYTE)

typedef struct
{
  PushFixture push;
  const char *path; /* of the endpoint */
  Wire *wire;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  push_fixture_set_up (&fixture->push, data);
  fixture->path = fixture->push.endpoint + strlen (fixture->push.hub->base_url);
  fixture->wire = wire_open (fixture->push.endpoint);
}

/* Whatever happened, the hub still takes a push. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->wire, wire_close);
  g_free (http_push (fixture->push.endpoint, "still there", -1));
  push_fixture_tear_down (&fixture->push, data);
}

static void
send_head (Fixture *fixture, const char *headers)
{
  wire_send (fixture->wire,
             "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
             "%s\r\n",
             fixture->path, headers);
}

static void
expect_answer (Fixture *fixture, const char *status)
{
  g_autofree char *expected = g_strconcat ("HTTP/1.1 ", status, " ", NULL);
  g_autofree char *answer = wire_read_all (fixture->wire);

  if (!g_str_has_prefix (answer, expected))
    g_error ("Expected %s, got: %s", status, answer);
}

/* Section 2.8: never 411, a chunked body is as good as another. */
static void
test_chunked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url =
      client_get_listen_url (fixture->push.hub, fixture->push.id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);

  send_head (fixture, "Transfer-Encoding: chunked\r\n");
  wire_send (fixture->wire, "5\r\nHello\r\n");
  wire_send (fixture->wire, "7;note=x\r\n, world\r\n0\r\n\r\n");
  expect_answer (fixture, "201");
  http_listener_expect (listener, "Hello, world\n\n");
}

/* RFC 9112 section 8: without its last chunk a body is not whole. */
static void
test_chunked_cut_short (Fixture *fixture, gconstpointer data)
{
  send_head (fixture, "Transfer-Encoding: chunked\r\n");
  wire_send (fixture->wire, "5\r\nHello\r\n");
  wire_end (fixture->wire);
  expect_answer (fixture, "400");
}

/* RFC 9110 section 10.1.1. */
static void
test_continue (Fixture *fixture, gconstpointer data)
{
  g_autofree char *interim = NULL;

  send_head (fixture, "Content-Length: 5\r\nExpect: 100-continue\r\n");
  interim = wire_read_headers (fixture->wire);
  g_assert_true (g_str_has_prefix (interim, "HTTP/1.1 100 "));
  wire_send (fixture->wire, "Hello");
  expect_answer (fixture, "201");
}

/* A client that asks first is refused before it sends. */
static void
test_continue_refused (Fixture *fixture, gconstpointer data)
{
  send_head (fixture, "Content-Length: 5000\r\nExpect: 100-continue\r\n");
  expect_answer (fixture, "413");
}

/* One that does not ask, too: the answer comes without the body. */
static void
test_declared_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  send_head (fixture, "Content-Length: 209715200\r\n");
  answer = wire_read_headers (fixture->wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413 "));
}

static void
test_endless_chunks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *answer = NULL;

  send_head (fixture, "Transfer-Encoding: chunked\r\n");
  wire_send (fixture->wire, "1001\r\n");
  for (guint i = 0; i < 4097; i++)
    wire_send (fixture->wire, "x");
  wire_send (fixture->wire, "\r\n");
  answer = wire_read_headers (fixture->wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413 "));

  g_assert_false (wire_flood (fixture->wire, 65536, LARGE));
}

static void
test_wrong_lengths (Fixture *fixture, gconstpointer data)
{
  static const char *const lengths[] = {
    "-1", "99999999999999999999999999", "9223372036854775808", "many", "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (Wire) wire = wire_open (fixture->push.endpoint);
      g_autofree char *answer = NULL;

      wire_send (wire,
                 "POST %s HTTP/1.1\r\nHost: localhost\r\n"
                 "Connection: close\r\nContent-Length: %s\r\n\r\n",
                 fixture->path, lengths[i]);
      answer = wire_read_headers (wire);
      g_test_message ("Content-Length: %s gives %.12s", lengths[i], answer);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 4"));
    }
}

/* Half a request, at several places, and then silence or the end. */
static void
test_half_requests (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = g_strdup_printf (
      "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nHello",
      fixture->path);

  for (gsize length = 0; length < strlen (whole); length += 7)
    {
      g_autoptr (Wire) wire = wire_open (fixture->push.endpoint);

      wire_send (wire, "%.*s", (int) length, whole);
    }
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  static const char *const garbage[] = {
    "\r\n\r\n\r\n",
    "\x16\x03\x01\x02\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "POST /push/id/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autoptr (Wire) wire = wire_open (fixture->push.endpoint);

      wire_send (wire, "%s", garbage[i]);
    }
}

static char *
upload (Fixture *fixture, const char *file, const char *option)
{
  g_autofree char *command = g_strdup_printf (
      "curl --silent --output /dev/null --write-out '%%{http_code}' "
      "--noproxy '*' --request POST --header Expect: %s --upload-file %s %s",
      option, file, fixture->push.endpoint);
  g_autoptr (Program) curl = program_start_command (fixture->push.bus, command);

  return program_read_all (curl);
}

/* 200 MB from curl, with and without a declared length: refused, and not
 * gathered in memory. */
static void
test_large_uploads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = bus_get_path (fixture->push.bus, "large");
  g_autofree char *declared = NULL;
  g_autofree char *chunked = NULL;
  gint64 before;

  if (wait_is_slow ())
    {
      g_test_skip ("the memory of a hub under a tool is not its own");
      return;
    }

  g_file_set_contents (file, "x", 1, NULL);
  g_assert_no_errno (truncate (file, LARGE));
  before = measure_resident (fixture->push.hub->pid);
  declared = upload (fixture, file, "");
  chunked = upload (fixture, file, "--header 'Transfer-Encoding: chunked'");

  g_assert_cmpstr (declared, ==, "413");
  g_assert_cmpstr (chunked, ==, "413");
  g_assert_cmpint (measure_resident (fixture->push.hub->pid) - before, <,
                   4 * MEBIBYTE);
}

#define TEST(name, function)                                                   \
  g_test_add ("/wire/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("chunked", test_chunked);
  TEST ("continue", test_continue);
  TEST ("continue-refused", test_continue_refused);
  TEST ("declared-too-large", test_declared_too_large);
  TEST ("endless-chunks", test_endless_chunks);
  TEST ("wrong-lengths", test_wrong_lengths);
  TEST ("chunked-cut-short", test_chunked_cut_short);
  TEST ("half-requests", test_half_requests);
  TEST ("garbage", test_garbage);
  TEST ("large-uploads", test_large_uploads);
  return g_test_run ();
}
