/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/wire.h"

#include "support/wait.h"

#include <string.h>
#include <sys/socket.h>

Wire *
wire_open (const char *url)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  Wire *wire = g_new0 (Wire, 1);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, wait_get_seconds ());
  wire->connection =
      g_socket_client_connect_to_uri (client, url, 80, NULL, &error);
  g_assert_no_error (error);
  wire->stream = G_IO_STREAM (g_object_ref (wire->connection));
  return wire;
}

static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags errors,
                gpointer user_data)
{
  return TRUE;
}

Wire *
wire_open_tls (const char *url)
{
  Wire *wire = wire_open (url);
  g_autoptr (GError) error = NULL;

  g_object_unref (wire->stream);
  wire->stream = g_tls_client_connection_new (G_IO_STREAM (wire->connection),
                                              NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (wire->stream, "accept-certificate",
                    G_CALLBACK (on_certificate), NULL);
  g_tls_connection_handshake (G_TLS_CONNECTION (wire->stream), NULL, &error);
  g_assert_no_error (error);
  return wire;
}

void
wire_close (Wire *wire)
{
  g_object_unref (wire->stream);
  g_object_unref (wire->connection);
  g_free (wire);
}

void
wire_reset (Wire *wire)
{
  GSocket *socket = g_socket_connection_get_socket (wire->connection);
  const struct linger none = { .l_onoff = 1 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none,
              sizeof none);
  g_io_stream_close (G_IO_STREAM (wire->connection), NULL, NULL);
}

static gboolean
send_octets (Wire *wire, gconstpointer data, gsize size, GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (wire->stream);

  return g_output_stream_write_all (output, data, size, NULL, NULL, error);
}

void
wire_end (Wire *wire)
{
  g_socket_shutdown (g_socket_connection_get_socket (wire->connection), FALSE,
                     TRUE, NULL);
}

void
wire_send (Wire *wire, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  send_octets (wire, text, strlen (text), &error);
  g_assert_no_error (error);
}

gboolean
wire_flood (Wire *wire, gsize size, gsize most)
{
  g_autofree char *chunk = g_strdup_printf ("%zx\r\n", size);
  gsize head = strlen (chunk);
  gsize whole = head + size + 2;

  chunk = g_realloc (chunk, whole);
  memset (chunk + head, 'x', size);
  memcpy (chunk + head + size, "\r\n", 2);
  for (gsize sent = 0; sent < most; sent += whole)
    if (!send_octets (wire, chunk, whole, NULL))
      return FALSE;
  return TRUE;
}

static gssize
read_octets (Wire *wire, char *buffer, gsize size, GError **error)
{
  return g_input_stream_read (g_io_stream_get_input_stream (wire->stream),
                              buffer, size, NULL, error);
}

char *
wire_read_headers (Wire *wire)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char octet;

  while (!g_str_has_suffix (text->str, "\r\n\r\n"))
    {
      gssize size = read_octets (wire, &octet, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpint (size, ==, 1);
      g_string_append_c (text, octet);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wire_read_all (Wire *wire)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  gssize size;

  while ((size = read_octets (wire, buffer, sizeof buffer, &error)) > 0)
    g_string_append_len (text, buffer, size);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_assert_no_error (error);
  return g_string_free (text, FALSE);
}
