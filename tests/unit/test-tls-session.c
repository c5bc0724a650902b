/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-session.h"

#include "http/tls-context.h"
#include "support/tls-files.h"
#include "support/wait.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RECORD (16 * 1024)

/* The session and an OpenSSL of the test's own, with two sockets between them.
 * Neither blocks. */
typedef struct
{
  PhTlsSession *session;
  SSL_CTX *context;
  SSL *client;
  int descriptor; /* the client's */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPemFile) certificate =
      ph_pem_file_read (files->certificate, &error);
  g_autoptr (PhPemFile) key = ph_pem_file_read (files->key, &error);
  g_autoptr (SSL_CTX) context = ph_tls_context_new (certificate, key, &error);
  g_autoptr (GSocket) socket = NULL;
  int pair[2];

  g_assert_no_error (error);
  g_assert_no_errno (
      socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair));
  socket = g_socket_new_from_fd (pair[0], &error);
  g_assert_no_error (error);
  fixture->session = ph_tls_session_new (context, socket);
  fixture->descriptor = pair[1];
  fixture->context = SSL_CTX_new (TLS_client_method ());
  fixture->client = SSL_new (fixture->context);
  SSL_set_fd (fixture->client, pair[1]);
  SSL_set_connect_state (fixture->client);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  SSL_free (fixture->client);
  SSL_CTX_free (fixture->context);
  ph_tls_session_close (fixture->session, NULL);
  ph_tls_session_unref (fixture->session);
  if (fixture->descriptor >= 0)
    close (fixture->descriptor);
}

/* Returns: (transfer full): the reason of a read that brings nothing. */
static GError *
fail_to_read (Fixture *fixture)
{
  GError *error = NULL;
  char octet;

  g_assert_cmpint (ph_tls_session_read (fixture->session, &octet, 1, &error),
                   ==, -1);
  g_assert_nonnull (error);
  return error;
}

static void
expect_later (Fixture *fixture)
{
  g_autoptr (GError) error = fail_to_read (fixture);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static void
expect_never (Fixture *fixture)
{
  g_autoptr (GError) error = fail_to_read (fixture);

  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
}

static void
shake_hands (Fixture *fixture)
{
  while (!SSL_is_init_finished (fixture->client))
    {
      SSL_do_handshake (fixture->client);
      expect_later (fixture);
    }
}

static void
expect_octets (Fixture *fixture, const char *expected)
{
  gsize all = strlen (expected);
  g_autofree char *octets = g_malloc0 (all + 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ph_tls_session_read (fixture->session, octets, all, &error),
                   ==, (gssize) all);
  g_assert_no_error (error);
  g_assert_cmpstr (octets, ==, expected);
}

static void
test_carries_octets (Fixture *fixture, gconstpointer data)
{
  char answer[16] = "";
  g_autoptr (GError) error = NULL;

  shake_hands (fixture);
  SSL_write (fixture->client, "ping", 4);
  expect_octets (fixture, "ping");
  g_assert_cmpint (ph_tls_session_write (fixture->session, "pong", 4, &error),
                   ==, 4);
  g_assert_no_error (error);
  g_assert_cmpint (SSL_read (fixture->client, answer, sizeof answer), ==, 4);
  g_assert_cmpstr (answer, ==, "pong");
}

/* Nothing has come, or half of what there should be. */
static void
test_a_handshake_may_stall (Fixture *fixture, gconstpointer data)
{
  static const char half[] = "\x16\x03\x01\x02";
  g_autoptr (GError) error = NULL;

  expect_later (fixture);
  g_assert_cmpint (write (fixture->descriptor, half, sizeof half - 1), ==,
                   sizeof half - 1);
  expect_later (fixture);
  g_assert_false (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));

  g_assert_cmpint (ph_tls_session_write (fixture->session, "x", 1, &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED);
}

static void
test_a_goodbye_is_an_error (Fixture *fixture, gconstpointer data)
{
  shake_hands (fixture);
  SSL_shutdown (fixture->client);
  expect_never (fixture);
}

static void
test_an_end_without_one_too (Fixture *fixture, gconstpointer data)
{
  shake_hands (fixture);
  close (g_steal_fd (&fixture->descriptor));
  expect_never (fixture);
}

static void
test_garbage_is_an_error (Fixture *fixture, gconstpointer data)
{
  static const char garbage[] = "\x80hello\r\n\r\n";

  g_assert_cmpint (write (fixture->descriptor, garbage, sizeof garbage), ==,
                   sizeof garbage);
  expect_never (fixture);
  expect_never (fixture);
}

/* It is told why, in its own language. */
static void
test_plain_http (Fixture *fixture, gconstpointer data)
{
  static const char request[] = "POST /push/id/x HTTP/1.1\r\n\r\n";
  char answer[1024] = "";
  char more;

  g_assert_cmpint (write (fixture->descriptor, request, sizeof request), ==,
                   sizeof request);
  expect_never (fixture);
  g_assert_cmpint (read (fixture->descriptor, answer, sizeof answer - 1), >, 0);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 Bad Request\r\n"));
  g_assert_nonnull (strstr (answer, "https://"));
  g_assert_cmpint (read (fixture->descriptor, &more, 1), ==, 0);
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
watch (Fixture *fixture, PhTlsDirection direction, gboolean *ready)
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
test_the_rest_of_a_record (Fixture *fixture, gconstpointer data)
{
  gboolean ready = FALSE;
  GSource *source;

  shake_hands (fixture);
  SSL_write (fixture->client, "pingpong", 8);
  expect_octets (fixture, "ping");
  g_assert_true (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));
  source = watch (fixture, PH_TLS_READ, &ready);
  wait_until (ready);
  unwatch (source);
  expect_octets (fixture, "pong");
  expect_later (fixture);
}

/* Writes until nothing goes any more. Returns: how much has gone. */
static gsize
fill (Fixture *fixture, const char *record)
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
drain (Fixture *fixture)
{
  char octets[RECORD];
  gsize all = 0;
  int done;

  while ((done = SSL_read (fixture->client, octets, sizeof octets)) > 0)
    all += (gsize) done;
  return all;
}

static void
test_a_peer_that_does_not_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *record = g_strnfill (RECORD, 'x');
  gboolean ready = FALSE;
  GSource *source;
  gsize written;
  gsize read;
  gssize rest;

  shake_hands (fixture);
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

/* Messages of TLS itself, without end: the loop gets its turn. */
static void
test_a_peer_that_never_stops (Fixture *fixture, gconstpointer data)
{
  BIO *memory = BIO_new (BIO_s_mem ());
  char *octets;
  long size;

  shake_hands (fixture);
  SSL_set0_wbio (fixture->client, memory);
  for (guint i = 0; i < 2000; i++)
    {
      SSL_key_update (fixture->client, SSL_KEY_UPDATE_NOT_REQUESTED);
      SSL_do_handshake (fixture->client);
    }
  SSL_write (fixture->client, "ping", 4);
  size = BIO_get_mem_data (memory, &octets);
  g_assert_cmpint (write (fixture->descriptor, octets, (gsize) size), ==, size);

  expect_later (fixture);
  g_assert_true (ph_tls_session_is_ready (fixture->session, PH_TLS_READ));
  expect_octets (fixture, "ping");
}

/* Our half only. */
static void
test_ends_one_half (Fixture *fixture, gconstpointer data)
{
  char octet;

  shake_hands (fixture);
  ph_tls_session_end (fixture->session);
  g_assert_cmpint (SSL_read (fixture->client, &octet, 1), ==, 0);
  g_assert_cmpint (SSL_get_shutdown (fixture->client), ==,
                   SSL_RECEIVED_SHUTDOWN);
  SSL_write (fixture->client, "ping", 4);
  expect_octets (fixture, "ping");
  ph_tls_session_end (fixture->session);
}

/* As a thread would find it that libsoup has left alone. */
static void
test_is_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  shake_hands (fixture);
  g_assert_true (ph_tls_session_close (fixture->session, NULL));
  expect_never (fixture);
  g_assert_cmpint (ph_tls_session_write (fixture->session, "x", 1, &error), ==,
                   -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  ph_tls_session_end (fixture->session);
}

#define ADD(path, function)                                                    \
  g_test_add ("/tls-session/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("octets", test_carries_octets);
  ADD ("stalls", test_a_handshake_may_stall);
  ADD ("goodbye", test_a_goodbye_is_an_error);
  ADD ("cut", test_an_end_without_one_too);
  ADD ("garbage", test_garbage_is_an_error);
  ADD ("plain", test_plain_http);
  ADD ("rest", test_the_rest_of_a_record);
  ADD ("full", test_a_peer_that_does_not_read);
  ADD ("endless", test_a_peer_that_never_stops);
  ADD ("closed", test_is_closed);
  ADD ("half", test_ends_one_half);
  return g_test_run ();
}
