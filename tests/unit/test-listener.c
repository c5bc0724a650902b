/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/listener.h"

#include "support/soup-fixture.h"
#include "support/wait.h"

#include <sys/resource.h>
#include <unistd.h>

#define REQUEST "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"

static void
answer (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static void
set_up (SoupFixture *fixture, gconstpointer data)
{
  soup_fixture_set_up (fixture, data);
  fixture->answer = answer;
}

static void
check_answered (Peer *peer)
{
  g_assert_true (
      g_str_has_prefix (peer_expect_end (peer), "HTTP/1.1 200 OK\r\n"));
}

static void
test_more_than_one_turn_takes (SoupFixture *fixture, gconstpointer data)
{
  Peer *peers[100];

  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    peers[i] = peer_open (fixture->address);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    peer_write (peers[i], REQUEST);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      check_answered (peers[i]);
      peer_free (peers[i]);
    }
}

static void
keep_port (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  g_autoptr (GSocketAddress) peer = g_socket_get_remote_address (socket, NULL);
  guint *port = fixture->data;

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (peer));
}

static void
test_tells_the_socket_at_the_start (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = NULL;
  g_autoptr (GSocketAddress) local = NULL;
  guint port = 0;

  fixture->started = keep_port;
  fixture->data = &port;
  peer = peer_send (fixture->address, REQUEST);
  check_answered (peer);

  local = g_socket_connection_get_local_address (peer->connection, NULL);
  g_assert_cmpuint (
      port, ==, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local)));
  g_assert_null (ph_listener_get_current (fixture->listener));
}

/* Both are in the queue when the first is accepted. */
static void
test_a_peer_that_has_reset (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) gone = peer_open (fixture->address);
  g_autoptr (Peer) peer = NULL;

  peer_reset (gone);
  peer = peer_send (fixture->address, REQUEST);
  check_answered (peer);
}

/* A descriptor more than there may be. */
static void
test_out_of_descriptors (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = peer_open (fixture->address);
  int next = dup (STDERR_FILENO);
  struct rlimit before;
  struct rlimit none;

  close (next);
  getrlimit (RLIMIT_NOFILE, &before);
  none = before;
  none.rlim_cur = (rlim_t) next;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &none));
  peer_write (peer, REQUEST);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (peer->text->len, ==, 0);

  setrlimit (RLIMIT_NOFILE, &before);
  check_answered (peer);
}

static void
test_stops_accepting (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = peer_open (fixture->address);

  g_clear_pointer (&fixture->listener, ph_listener_free);
  peer_write (peer, REQUEST);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (peer->text->len, ==, 0);
}

#define ADD(path, function)                                                    \
  g_test_add ("/listener/" path, SoupFixture, NULL, set_up, function,          \
              soup_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("many", test_more_than_one_turn_takes);
  ADD ("socket", test_tells_the_socket_at_the_start);
  ADD ("reset", test_a_peer_that_has_reset);
  ADD ("no-descriptors", test_out_of_descriptors);
  ADD ("stops", test_stops_accepting);
  return g_test_run ();
}
