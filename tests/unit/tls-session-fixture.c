/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "tls-session-fixture.h"

#include "http/tls-context.h"
#include "support/tls-files.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
tls_session_set_up (TlsSessionFixture *fixture, gconstpointer data)
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

void
tls_session_tear_down (TlsSessionFixture *fixture, gconstpointer data)
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
fail_to_read (TlsSessionFixture *fixture)
{
  GError *error = NULL;
  char octet;

  g_assert_cmpint (ph_tls_session_read (fixture->session, &octet, 1, &error),
                   ==, -1);
  g_assert_nonnull (error);
  return error;
}

void
tls_session_expect_later (TlsSessionFixture *fixture)
{
  g_autoptr (GError) error = fail_to_read (fixture);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

void
tls_session_expect_never (TlsSessionFixture *fixture)
{
  g_autoptr (GError) error = fail_to_read (fixture);

  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK));
}

void
tls_session_shake_hands (TlsSessionFixture *fixture)
{
  while (!SSL_is_init_finished (fixture->client))
    {
      SSL_do_handshake (fixture->client);
      tls_session_expect_later (fixture);
    }
}

void
tls_session_expect_octets (TlsSessionFixture *fixture, const char *expected)
{
  gsize all = strlen (expected);
  g_autofree char *octets = g_malloc0 (all + 1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ph_tls_session_read (fixture->session, octets, all, &error),
                   ==, (gssize) all);
  g_assert_no_error (error);
  g_assert_cmpstr (octets, ==, expected);
}
