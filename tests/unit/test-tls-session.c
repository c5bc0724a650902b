/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-session.h"

#include "support/wait.h"
#include "tls-session-fixture.h"

/* What goes through a session, and its end. Peers that are not as they should
 * be are in test-tls-session-peers.c. */

#define RECORD (16 * 1024)

static void
test_carries_octets (TlsSessionFixture *fixture, gconstpointer data)
{
  char answer[16] = "";
  g_autoptr (GError) error = NULL;

  tls_session_shake_hands (fixture);
  SSL_write (fixture->client, "ping", 4);
  tls_session_expect_octets (fixture, "ping");
  g_assert_cmpint (ph_tls_session_write (fixture->session, "pong", 4, &error),
                   ==, 4);
  g_assert_no_error (error);
  g_assert_cmpint (SSL_read (fixture->client, answer, sizeof answer), ==, 4);
  g_assert_cmpstr (answer, ==, "pong");
}

static gboolean
on_ready (GObject *stream, gpointer user_data)
{
  gboolean *ready = user_data;

  *ready = TRUE;
  return G_SOURCE_CONTINUE;
}

/* As a pollable stream would use it. */
static GSource *
watch (TlsSessionFixture *fixture, PhTlsDirection direction, gboolean *ready)
{
  g_autoptr (GSource) child =
      ph_tls_session_create_source (fixture->session, direction, NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new ();
  GSource *source = g_pollable_source_new_full (stream, child, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_ready), ready, NULL);
  g_source_attach (source, NULL);
  return source;
}

static void
unwatch (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* The socket has nothing more, OpenSSL has. */
static void
test_the_rest_of_a_record (TlsSessionFixture *fixture, gconstpointer data)
{
  gboolean ready = FALSE;
  GSource *source;

  tls_session_shake_hands (fixture);
  SSL_write (fixture->client, "pingpong", 8);
  tls_session_expect_octets (fixture, "ping");
  g_assert_true (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));
  source = watch (fixture, PH_TLS_READ, &ready);
  wait_until (ready);
  unwatch (source);
  tls_session_expect_octets (fixture, "pong");
  tls_session_expect_later (fixture);
}

/* Writes until nothing goes any more. Returns: how much has gone. */
static gsize
fill (TlsSessionFixture *fixture, const char *record)
{
  g_autoptr (GError) error = NULL;
  gsize written = 0;
  gssize done;

  while ((done = ph_tls_session_write (fixture->session, record, RECORD,
                                       &error)) > 0)
    written += (gsize) done;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  return written;
}

static gsize
drain (TlsSessionFixture *fixture)
{
  char octets[RECORD];
  gsize all = 0;
  int done;

  while ((done = SSL_read (fixture->client, octets, sizeof octets)) > 0)
    all += (gsize) done;
  return all;
}

static void
test_a_peer_that_does_not_read (TlsSessionFixture *fixture, gconstpointer data)
{
  g_autofree char *record = g_strnfill (RECORD, 'x');
  gboolean ready = FALSE;
  GSource *source;
  gsize written;
  gsize read;
  gssize rest;

  tls_session_shake_hands (fixture);
  written = fill (fixture, record);
  source = watch (fixture, PH_TLS_WRITE, &ready);
  g_assert_false (ph_tls_session_is_ready (fixture->session, PH_TLS_WRITE));
  read = drain (fixture);
  wait_until (ready);
  unwatch (source);

  rest = ph_tls_session_write (fixture->session, record, RECORD, NULL);
  g_assert_cmpint (rest, >, 0);
  read += drain (fixture);
  g_assert_cmpuint (read, ==, written + (gsize) rest);
}

/* Our half only. */
static void
test_ends_one_half (TlsSessionFixture *fixture, gconstpointer data)
{
  char octet;

  tls_session_shake_hands (fixture);
  ph_tls_session_end (fixture->session);
  g_assert_cmpint (SSL_read (fixture->client, &octet, 1), ==, 0);
  g_assert_cmpint (SSL_get_shutdown (fixture->client), ==,
                   SSL_RECEIVED_SHUTDOWN);
  SSL_write (fixture->client, "ping", 4);
  tls_session_expect_octets (fixture, "ping");
  ph_tls_session_end (fixture->session);
}

/* As a thread would find it that libsoup has left alone. */
static void
test_is_closed (TlsSessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tls_session_shake_hands (fixture);
  g_assert_true (ph_tls_session_close (fixture->session, NULL));
  tls_session_expect_never (fixture);
  g_assert_cmpint (ph_tls_session_write (fixture->session, "x", 1, &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  ph_tls_session_end (fixture->session);
}

#define ADD(path, function)                                                    \
  g_test_add ("/tls-session/" path, TlsSessionFixture, NULL,                   \
              tls_session_set_up, function, tls_session_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("octets", test_carries_octets);
  ADD ("rest", test_the_rest_of_a_record);
  ADD ("full", test_a_peer_that_does_not_read);
  ADD ("closed", test_is_closed);
  ADD ("half", test_ends_one_half);
  return g_test_run ();
}
