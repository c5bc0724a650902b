/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/open-stream.h"

#include "support/wait.h"

#include <string.h>

typedef struct
{
  PhClientStyle style;
  PhClientStream *stream;
} Opening;

static void
answer (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  Opening *opening = fixture->data;

  opening->stream = ph_client_stream_new (message, socket, opening->style);
}

static void
on_written (PhClientStream *stream, PhPush *push, gpointer user_data)
{
  OpenStream *open = user_data;
  gsize size;
  const char *octets = g_bytes_get_data (push->body, &size);

  g_string_append_len (open->written, octets, (gssize) size);
  g_string_append_c (open->written, ' ');
}

static void
on_closed (PhClientStream *stream, gpointer user_data)
{
  OpenStream *open = user_data;

  open->closed++;
}

OpenStream *
open_stream_in (SoupFixture *fixture, PhClientStyle style, const char *version)
{
  g_autofree char *request = g_strdup_printf (
      "GET / HTTP/%s\r\nHost: localhost\r\nConnection: close\r\n\r\n", version);
  OpenStream *open = g_new0 (OpenStream, 1);
  Opening opening = { .style = style };

  fixture->answer = answer;
  fixture->data = &opening;
  open->written = g_string_new (NULL);
  open->peer = peer_send (fixture->address, request);
  wait_until (opening.stream != NULL);

  open->stream = opening.stream;
  g_signal_connect (open->stream, "written", G_CALLBACK (on_written), open);
  g_signal_connect (open->stream, "closed", G_CALLBACK (on_closed), open);
  peer_expect (open->peer, "\r\n\r\n");
  return open;
}

OpenStream *
open_stream (SoupFixture *fixture, PhClientStyle style)
{
  return open_stream_in (fixture, style, "1.1");
}

void
open_stream_leave (OpenStream *open)
{
  g_clear_pointer (&open->peer, peer_free);
  wait_until (open->closed > 0);
}

void
open_stream_free (OpenStream *open)
{
  ph_client_stream_end (open->stream);
  g_signal_handlers_disconnect_by_data (open->stream, open);
  g_clear_pointer (&open->peer, peer_free);
  g_object_unref (open->stream);
  g_string_free (open->written, TRUE);
  g_free (open);
}

PhPush *
make_push (gint64 registration, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return ph_push_new ("push", 1, registration,
                      &(PhPushContent){ .body = bytes, .ttl = 60 }, 0);
}
