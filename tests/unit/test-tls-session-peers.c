/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-session.h"

#include "tls-session-fixture.h"

#include <string.h>
#include <unistd.h>

/* Peers that stall, leave, speak something else or never stop. */

/* Nothing has come, or half of what there should be. */
static void
test_a_handshake_may_stall (TlsSessionFixture *fixture, gconstpointer data)
{
  static const char half[] = "\x16\x03\x01\x02";
  g_autoptr (GError) error = NULL;

  tls_session_expect_later (fixture);
  g_assert_cmpint (write (fixture->descriptor, half, sizeof half - 1), ==,
                   sizeof half - 1);
  tls_session_expect_later (fixture);
  g_assert_false (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));

  g_assert_cmpint (ph_tls_session_write (fixture->session, "x", 1, &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
}

static void
test_a_goodbye_is_an_error (TlsSessionFixture *fixture, gconstpointer data)
{
  tls_session_shake_hands (fixture);
  SSL_shutdown (fixture->client);
  tls_session_expect_never (fixture);
}

static void
test_an_end_without_one_too (TlsSessionFixture *fixture, gconstpointer data)
{
  tls_session_shake_hands (fixture);
  close (g_steal_fd (&fixture->descriptor));
  tls_session_expect_never (fixture);
}

static void
test_garbage_is_an_error (TlsSessionFixture *fixture, gconstpointer data)
{
  static const char garbage[] = "\x80hello\r\n\r\n";

  g_assert_cmpint (write (fixture->descriptor, garbage, sizeof garbage), ==,
                   sizeof garbage);
  tls_session_expect_never (fixture);
  tls_session_expect_never (fixture);
}

/* It is told why, in its own language. */
static void
test_plain_http (TlsSessionFixture *fixture, gconstpointer data)
{
  static const char request[] = "POST /push/id/x HTTP/1.1\r\n\r\n";
  char answer[1024] = "";
  char more;

  g_assert_cmpint (write (fixture->descriptor, request, sizeof request), ==,
                   sizeof request);
  tls_session_expect_never (fixture);
  g_assert_cmpint (read (fixture->descriptor, answer, sizeof answer - 1), >, 0);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 Bad Request\r\n"));
  g_assert_nonnull (strstr (answer, "https://"));
  g_assert_cmpint (read (fixture->descriptor, &more, 1), ==, 0);
}

/* Messages of TLS itself, without end: the loop gets its turn. */
static void
test_a_peer_that_never_stops (TlsSessionFixture *fixture, gconstpointer data)
{
  BIO *memory = BIO_new (BIO_s_mem ());
  char *octets;
  long size;

  tls_session_shake_hands (fixture);
  SSL_set0_wbio (fixture->client, memory);
  for (guint i = 0; i < 2000; i++)
    {
      SSL_key_update (fixture->client, SSL_KEY_UPDATE_NOT_REQUESTED);
      SSL_do_handshake (fixture->client);
    }
  SSL_write (fixture->client, "ping", 4);
  size = BIO_get_mem_data (memory, &octets);
  g_assert_cmpint (write (fixture->descriptor, octets, (gsize) size), ==, size);

  tls_session_expect_later (fixture);
  g_assert_true (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));
  tls_session_expect_octets (fixture, "ping");
}

#define ADD(path, function)                                                    \
  g_test_add ("/tls-session-peers/" path, TlsSessionFixture, NULL,             \
              tls_session_set_up, function, tls_session_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("stalls", test_a_handshake_may_stall);
  ADD ("goodbye", test_a_goodbye_is_an_error);
  ADD ("cut", test_an_end_without_one_too);
  ADD ("garbage", test_garbage_is_an_error);
  ADD ("plain", test_plain_http);
  ADD ("endless", test_a_peer_that_never_stops);
  return g_test_run ();
}
