/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/hang-up.h"

#include "http/reply.h"
#include "support/soup-fixture.h"
#include "support/wait.h"

#define ANSWER "{\"ok\":true}"

static void
judge (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  ph_reply_json (message, ANSWER);
  ph_hang_up (message, socket);
}

static void
set_up (SoupFixture *fixture, gconstpointer data)
{
  soup_fixture_set_up (fixture, data);
  fixture->judge = judge;
}

static Peer *
announce (SoupFixture *fixture, const char *method, gsize size)
{
  g_autofree char *request =
      g_strdup_printf ("%s / HTTP/1.1\r\nHost: localhost\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       method, size);

  return peer_send (fixture->address, request);
}

static void
write_octets (Peer *peer, gsize size)
{
  g_autoptr (GBytes) octets = g_bytes_new_take (g_malloc0 (size), size);

  peer_write_bytes (peer, octets);
}

/* None of the body has been sent, and none will be. */
static void
test_answers_before_the_body (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = announce (fixture, "POST", 1000);
  const char *all = peer_expect_end (peer);

  g_assert_true (g_str_has_prefix (all, "HTTP/1.1 200 OK\r\n"));
  g_assert_nonnull (g_strstr_len (all, -1, "\r\nContent-Length: 11\r\n"));
  g_assert_nonnull (g_strstr_len (all, -1, "\r\nConnection: close\r\n"));
  g_assert_true (g_str_has_suffix (all, "\r\n\r\n" ANSWER));
}

static void
test_head_has_no_body (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = announce (fixture, "HEAD", 0);

  g_assert_true (g_str_has_suffix (peer_expect_end (peer), "\r\n\r\n"));
}

static void
test_a_sender_that_goes_on_is_heard_out (SoupFixture *fixture,
                                         gconstpointer data)
{
  const gsize size = 4 * 1024 * 1024;
  g_autoptr (Peer) peer = announce (fixture, "POST", size);

  write_octets (peer, size);
  wait_until (peer->sending == NULL);
  g_assert_false (peer->broken_off);
  g_assert_true (g_str_has_suffix (peer_expect_end (peer), ANSWER));
}

static void
test_but_not_for_ever (SoupFixture *fixture, gconstpointer data)
{
  const gsize size = 32 * 1024 * 1024;
  g_autoptr (Peer) peer = announce (fixture, "POST", size);

  write_octets (peer, size);
  wait_until (peer->sending == NULL);
  g_assert_true (peer->broken_off);
}

static void
test_a_sender_that_has_gone (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) gone = announce (fixture, "POST", 1000);
  g_autoptr (Peer) next = NULL;

  peer_reset (gone);
  next = announce (fixture, "POST", 1000);
  g_assert_true (g_str_has_suffix (peer_expect_end (next), ANSWER));
}

#define ADD(path, function)                                                    \
  g_test_add ("/hang-up/" path, SoupFixture, NULL, set_up, function,           \
              soup_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answers", test_answers_before_the_body);
  ADD ("head", test_head_has_no_body);
  ADD ("goes-on", test_a_sender_that_goes_on_is_heard_out);
  ADD ("bounded", test_but_not_for_ever);
  ADD ("gone", test_a_sender_that_has_gone);
  return g_test_run ();
}
