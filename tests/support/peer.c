/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/peer.h"

#include "support/wait.h"

#include <string.h>
#include <sys/socket.h>

static void read_on (Peer *peer);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Peer *peer = user_data;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      peer->failed = bytes == NULL;
      peer->ended = TRUE;
      return;
    }

  g_string_append_len (peer->text, g_bytes_get_data (bytes, NULL),
                       (gssize) g_bytes_get_size (bytes));
  read_on (peer);
}

static void
read_on (Peer *peer)
{
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (peer->stream),
                                   65536, G_PRIORITY_DEFAULT, peer->cancellable,
                                   on_read, peer);
}

/* The kernel completes a connection before anybody accepts it, so that this
 * does not wait for the test's own main context. */
static Peer *
connect_to (const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  Peer *peer = g_new0 (Peer, 1);

  g_socket_client_set_enable_proxy (client, FALSE);
  peer->connection =
      g_socket_client_connect_to_host (client, address, 0, NULL, &error);
  g_assert_no_error (error);
  peer->cancellable = g_cancellable_new ();
  peer->text = g_string_new (NULL);
  return peer;
}

Peer *
peer_open (const char *address)
{
  Peer *peer = connect_to (address);

  peer->stream = G_IO_STREAM (g_object_ref (peer->connection));
  read_on (peer);
  return peer;
}

static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags errors,
                gpointer user_data)
{
  return TRUE;
}

Peer *
peer_open_tls (const char *address)
{
  Peer *peer = connect_to (address);
  g_autoptr (GError) error = NULL;

  peer->stream = g_tls_client_connection_new (G_IO_STREAM (peer->connection),
                                              NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (peer->stream, "accept-certificate",
                    G_CALLBACK (on_certificate), NULL);
  read_on (peer);
  return peer;
}

Peer *
peer_send (const char *address, const char *request)
{
  Peer *peer = peer_open (address);

  peer_write (peer, request);
  return peer;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Peer *peer = user_data;

  g_clear_pointer (&peer->sending, g_bytes_unref);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL,
                                         NULL))
    peer->broken_off = TRUE;
}

void
peer_write_bytes (Peer *peer, GBytes *bytes)
{
  gsize size;
  const char *octets = g_bytes_get_data (bytes, &size);

  g_assert_null (peer->sending);
  peer->sending = g_bytes_ref (bytes);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (peer->stream),
                                   octets, size, G_PRIORITY_DEFAULT,
                                   peer->cancellable, on_written, peer);
}

void
peer_write (Peer *peer, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  peer_write_bytes (peer, bytes);
  wait_until (peer->sending == NULL);
}

void
peer_end (Peer *peer)
{
  g_socket_shutdown (g_socket_connection_get_socket (peer->connection), FALSE,
                     TRUE, NULL);
}

void
peer_reset (Peer *peer)
{
  GSocket *socket = g_socket_connection_get_socket (peer->connection);
  const struct linger none = { .l_onoff = 1 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none,
              sizeof none);
  g_socket_close (socket, NULL);
}

void
peer_expect (Peer *peer, const char *text)
{
  wait_until (peer->ended || g_str_has_suffix (peer->text->str, text));
  g_assert_true (g_str_has_suffix (peer->text->str, text));
}

const char *
peer_expect_end (Peer *peer)
{
  wait_until (peer->ended);
  return peer->text->str;
}

void
peer_free (Peer *peer)
{
  g_cancellable_cancel (peer->cancellable);
  wait_until (peer->ended && peer->sending == NULL);
  g_object_unref (peer->stream);
  g_object_unref (peer->connection);
  g_object_unref (peer->cancellable);
  g_string_free (peer->text, TRUE);
  g_free (peer);
}
