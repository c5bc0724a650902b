/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/listener.h"

#include "http/bind.h"
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

/* Until there is nothing to do. */
static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
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
  turn ();
  g_assert_cmpuint (peer->text->len, ==, 0);

  setrlimit (RLIMIT_NOFILE, &before);
  check_answered (peer);
}

/* As many as there may be have sent half a request. */
static void
fill (SoupFixture *fixture, GPtrArray *sockets, Peer **peers, guint count)
{
  g_clear_pointer (&fixture->listener, ph_listener_free);
  fixture->listener = ph_listener_new (fixture->soup, sockets, count, NULL);
  for (guint i = 0; i < count; i++)
    peers[i] = peer_send (fixture->address, "GET /");
  turn ();
}

/* The loop comes to rest, so nothing spins. */
static void
test_more_than_may_be_wait (SoupFixture *fixture, gconstpointer data)
{
  Peer *peers[3];
  g_autoptr (Peer) waiting = NULL;

  fill (fixture, fixture->sockets, peers, G_N_ELEMENTS (peers));
  waiting = peer_send (fixture->address, REQUEST);
  turn ();
  g_assert_cmpuint (waiting->text->len, ==, 0);

  peer_write (peers[1], " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  check_answered (peers[1]);
  check_answered (waiting);
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    peer_free (peers[i]);
}

static void
keep_socket (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  fixture->data = socket;
}

static void
test_what_is_released_does_not_count (SoupFixture *fixture, gconstpointer data)
{
  Peer *stays;
  g_autoptr (Peer) peer = NULL;

  fixture->started = keep_socket;
  fill (fixture, fixture->sockets, &stays, 1);
  ph_listener_release (fixture->listener, fixture->data);
  ph_listener_release (fixture->listener, fixture->data);
  peer = peer_send (fixture->address, REQUEST);
  check_answered (peer);

  /* The one that has gone is not taken for another. */
  peer_free (stays);
  turn ();
}

static GPtrArray *
bind_two (SoupFixture *fixture)
{
  static const char *const addresses[] = { "127.0.0.1", "127.0.0.2", NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *sockets = ph_bind (addresses, 0, &error);

  g_assert_no_error (error);
  g_free (fixture->address);
  fixture->address = ph_bind_get_name (sockets->pdata[0]);
  return sockets;
}

/* However many come to the first. */
static void
test_every_address_gets_its_turn (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) sockets = bind_two (fixture);
  g_autofree char *second = ph_bind_get_name (sockets->pdata[1]);
  g_autoptr (Peer) other = NULL;
  Peer *peers[4];

  fill (fixture, sockets, peers, 1);
  for (gsize i = 1; i < G_N_ELEMENTS (peers); i++)
    peers[i] = peer_send (fixture->address, "GET /");
  other = peer_send (second, REQUEST);

  peer_free (peers[0]);
  turn ();
  peer_free (peers[1]);
  check_answered (other);
  for (gsize i = 2; i < G_N_ELEMENTS (peers); i++)
    peer_free (peers[i]);
}

static void
test_may_go_before_its_connections (SoupFixture *fixture, gconstpointer data)
{
  Peer *peer;

  fill (fixture, fixture->sockets, &peer, 1);
  g_clear_pointer (&fixture->listener, ph_listener_free);
  peer_write (peer, " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  check_answered (peer);
  peer_free (peer);
}

static void
test_stops_accepting (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = peer_open (fixture->address);

  g_clear_pointer (&fixture->listener, ph_listener_free);
  peer_write (peer, REQUEST);
  turn ();
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
  ADD ("limit", test_more_than_may_be_wait);
  ADD ("released", test_what_is_released_does_not_count);
  ADD ("turns", test_every_address_gets_its_turn);
  ADD ("survived", test_may_go_before_its_connections);
  ADD ("stops", test_stops_accepting);
  return g_test_run ();
}
