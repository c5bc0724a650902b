/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/request.h"

#include <string.h>

typedef struct
{
  RequestScript script;
  RequestFunc func;
  gpointer user_data;
  GSocketConnection *connection;
  GString *answer;
  char buffer[4096];
} Request;

static void
finish (Request *request, RequestEnd end)
{
  request->func (end, request->answer->str, request->user_data);
  g_clear_object (&request->connection);
  g_bytes_unref (request->script.octets);
  g_string_free (request->answer, TRUE);
  g_free (request);
}

static void read_on (Request *request);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  gssize size =
      g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (size <= 0)
    {
      finish (request, REQUEST_DONE);
      return;
    }
  g_string_append_len (request->answer, request->buffer, size);
  read_on (request);
}

static void
read_on (Request *request)
{
  g_input_stream_read_async (
      g_io_stream_get_input_stream (G_IO_STREAM (request->connection)),
      request->buffer, sizeof request->buffer, G_PRIORITY_DEFAULT, NULL,
      on_read, request);
}

/* A server that has closed already may have answered before that. */
static void
on_rest_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL,
                                    NULL);
  read_on (user_data);
}

static void
write_octets (Request *request,
              gsize from,
              gsize to,
              GAsyncReadyCallback callback)
{
  const char *octets = g_bytes_get_data (request->script.octets, NULL);

  g_output_stream_write_all_async (
      g_io_stream_get_output_stream (G_IO_STREAM (request->connection)),
      octets + from, to - from, G_PRIORITY_DEFAULT, NULL, callback, request);
}

static gboolean
on_paused (gpointer user_data)
{
  Request *request = user_data;

  if (request->script.hang_up)
    finish (request, REQUEST_ABANDONED);
  else
    write_octets (request, request->script.first,
                  g_bytes_get_size (request->script.octets), on_rest_written);
  return G_SOURCE_REMOVE;
}

static void
on_first_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL,
                                    NULL);
  if (request->script.pause > 0 || request->script.hang_up)
    g_timeout_add (request->script.pause, on_paused, request);
  else
    on_paused (request);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;

  request->connection = g_socket_client_connect_to_host_finish (
      G_SOCKET_CLIENT (source), result, NULL);
  if (request->connection == NULL)
    finish (request, REQUEST_REFUSED);
  else
    write_octets (request, 0, request->script.first, on_first_written);
}

void
request_send (guint16 port,
              const RequestScript *script,
              RequestFunc func,
              gpointer user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Request *request = g_new0 (Request, 1);

  request->script = *script;
  request->func = func;
  request->user_data = user_data;
  request->answer = g_string_new (NULL);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", port, NULL,
                                         on_connected, request);
}

guint
request_get_status (const char *answer)
{
  if (!g_str_has_prefix (answer, "HTTP/1.1 ") ||
      strstr (answer, "\r\n\r\n") == NULL)
    return 0;

  return (guint) g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

char *
request_get_header (const char *answer, const char *name)
{
  g_autofree char *start = g_strconcat ("\r\n", name, ": ", NULL);
  const char *field = strstr (answer, start);

  if (field == NULL)
    return NULL;

  field += strlen (start);
  return g_strndup (field, strcspn (field, "\r"));
}
