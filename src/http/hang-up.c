/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/hang-up.h"

#define DRAIN_OCTETS (16 * 1024 * 1024)
#define DRAIN_SECONDS 5

typedef struct
{
  GIOStream *stream;
  GSocket *socket;
  GBytes *answer;
  GCancellable *deadline;
  guint timer;
  gsize drained;
  guint8 waste[16 * 1024];
} HangUp;

static void
hang_up_free (HangUp *self)
{
  /* The stream is non-blocking below, so this does not wait. */
  g_io_stream_close (self->stream, NULL, NULL);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->deadline);
  g_object_unref (self->stream);
  g_object_unref (self->socket);
  g_bytes_unref (self->answer);
  g_free (self);
}

static gboolean
on_deadline (gpointer user_data)
{
  HangUp *self = user_data;

  self->timer = 0;
  g_cancellable_cancel (self->deadline);
  return G_SOURCE_REMOVE;
}

static void
on_drained (GObject *source, GAsyncResult *result, gpointer user_data);

static void
drain (HangUp *self)
{
  g_input_stream_read_async (
      g_io_stream_get_input_stream (self->stream), self->waste,
      sizeof self->waste, G_PRIORITY_DEFAULT, self->deadline, on_drained, self);
}

static void
on_drained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HangUp *self = user_data;
  gssize size =
      g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (size > 0)
    self->drained += (gsize) size;

  if (size > 0 && self->drained < DRAIN_OCTETS)
    drain (self);
  else
    hang_up_free (self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HangUp *self = user_data;
  GOutputStream *stream = G_OUTPUT_STREAM (source);

  /* TLS says that nothing follows before the socket does. */
  if (!g_output_stream_write_all_finish (stream, result, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL) ||
      !g_socket_shutdown (self->socket, FALSE, TRUE, NULL))
    hang_up_free (self);
  else
    drain (self);
}

static GBytes *
serialise (SoupServerMessage *message)
{
  GString *text = g_string_new (NULL);
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_response_body (message));
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_set_content_length (headers,
                                           (goffset) g_bytes_get_size (body));
  g_string_append_printf (text, "HTTP/1.1 %u %s\r\n",
                          soup_server_message_get_status (message),
                          soup_server_message_get_reason_phrase (message));

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s: %s\r\n", name, value);

  g_string_append (text, "\r\n");
  if (soup_server_message_get_method (message) != SOUP_METHOD_HEAD)
    g_string_append_len (text, g_bytes_get_data (body, NULL),
                         (gssize) g_bytes_get_size (body));
  return g_string_free_to_bytes (text);
}

void
ph_hang_up (SoupServerMessage *message, GSocket *socket)
{
  HangUp *self = g_new0 (HangUp, 1);
  gsize size;
  const char *octets;

  self->answer = serialise (message);
  self->socket = g_object_ref (socket);
  self->deadline = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (DRAIN_SECONDS, on_deadline, self);
  self->stream = soup_server_message_steal_connection (message);

  octets = g_bytes_get_data (self->answer, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream),
                                   octets, size, G_PRIORITY_DEFAULT,
                                   self->deadline, on_answered, self);
}
