/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-stream.h"

#include "support/open-stream.h"
#include "support/wait.h"

static void
send (OpenStream *open, const char *body)
{
  g_autoptr (PhPush) push = make_push (7, body);

  ph_client_stream_send (open->stream, "id", push);
}

static gboolean
has (OpenStream *open, const char *part)
{
  return g_strstr_len (open->peer->text->str, -1, part) != NULL;
}

static void
test_an_open_end (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  g_assert_true (
      g_str_has_prefix (open->peer->text->str, "HTTP/1.1 200 OK\r\n"));
  g_assert_true (has (open, "\r\nContent-Type: text/plain\r\n"));
  g_assert_true (has (open, "\r\nTransfer-Encoding: chunked\r\n"));
  g_assert_false (open->peer->ended);
}

static void
test_writes_in_order (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  send (open, "one");
  send (open, "two");
  g_assert_cmpstr (open->written->str, ==, "");

  peer_expect (open->peer, "5\r\none\n\n\r\n5\r\ntwo\n\n\r\n");
  wait_until (g_str_equal (open->written->str, "one two "));
}

static void
test_one_turn_is_one_batch (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_BATCHES);

  send (open, "one");
  send (open, "two");
  peer_expect (open->peer, "{\"id\":[\"b25l\",\"dHdv\"]}\r\n\r\n");
  g_assert_true (has (open, "\r\nContent-Type: application/json\r\n"));
  wait_until (g_str_equal (open->written->str, "one two "));
}

/* RFC 9112 section 6.1: no chunks for who does not know of them. */
static void
test_http_1_0 (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open =
      open_stream_in (fixture, PH_CLIENT_STYLE_PLAIN, "1.0");

  g_assert_false (has (open, "chunked"));
  send (open, "one");
  peer_expect (open->peer, "\r\n\r\none\n\n");
  ph_client_stream_end (open->stream);
  g_assert_true (
      g_str_has_suffix (peer_expect_end (open->peer), "\r\n\r\none\n\n"));
}

static void
test_notices_who_goes (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  open_stream_leave (open);
  send (open, "too late");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (open->closed, ==, 1);
  g_assert_cmpstr (open->written->str, ==, "");
}

static void
test_cuts_off_who_talks (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  peer_write (open->peer, "And another thing");
  wait_until (open->closed == 1);
  peer_expect_end (open->peer);
}

static void
test_ends (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  ph_client_stream_end (open->stream);
  g_assert_cmpuint (open->closed, ==, 1);
  g_assert_true (
      g_str_has_suffix (peer_expect_end (open->peer), "\r\n\r\n0\r\n\r\n"));
  g_assert_cmpuint (open->closed, ==, 1);
}

/* So that it stays with the hub. */
static void
test_what_is_not_written_by_then_will_not_be (SoupFixture *fixture,
                                              gconstpointer data)
{
  g_autoptr (OpenStream) open = open_stream (fixture, PH_CLIENT_STYLE_PLAIN);

  send (open, "one");
  ph_client_stream_end (open->stream);
  g_assert_true (
      g_str_has_suffix (peer_expect_end (open->peer), "\r\n\r\n0\r\n\r\n"));
  g_assert_cmpstr (open->written->str, ==, "");
}

#define ADD(path, function)                                                    \
  g_test_add ("/client-stream/" path, SoupFixture, NULL, soup_fixture_set_up,  \
              function, soup_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("open", test_an_open_end);
  ADD ("order", test_writes_in_order);
  ADD ("batch", test_one_turn_is_one_batch);
  ADD ("http-1.0", test_http_1_0);
  ADD ("gone", test_notices_who_goes);
  ADD ("talks", test_cuts_off_who_talks);
  ADD ("end", test_ends);
  ADD ("unwritten", test_what_is_not_written_by_then_will_not_be);
  return g_test_run ();
}
