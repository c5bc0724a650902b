/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-stream.h"

#include "http/reply.h"

/* How long a listener may read nothing while too much waits for it, and how
 * long it may take to read the end, in seconds. */
#define STALL_SECONDS 3
#define END_SECONDS 30

struct _PhClientStream
{
  GObject parent_instance;

  SoupServerMessage *message;
  GSocket *socket;
  PhClientStyle style;

  GQueue waiting;       /* of PhClientItem: not yet in the response's body */
  GPtrArray *in_flight; /* of PhClientItem: in the piece being written */
  gsize octets;         /* in both */

  GSource *gather; /* runs once before what waits is written */
  GSource *watch;  /* on the socket: libsoup does not look while it waits */
  guint stall;     /* runs while too much waits and nothing moves */
  gboolean closed;
};

enum
{
  WRITTEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PhClientStream, ph_client_stream, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;

  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
set_closed (PhClientStream *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  clear_source (&self->gather);
  clear_source (&self->watch);
  g_clear_handle_id (&self->stall, g_source_remove);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Ends the connection whatever libsoup is doing with it, which then says
 * "disconnected"; @self may be gone after that. */
static void
cut_off (PhClientStream *self)
{
  g_autoptr (GIOStream) stream = NULL;

  /* Closing alone fails while libsoup's write is under way. */
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  stream = soup_server_message_steal_connection (self->message);
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
on_stalled (gpointer user_data)
{
  PhClientStream *self = user_data;

  self->stall = 0;
  cut_off (self);
  return G_SOURCE_REMOVE;
}

static void
watch_for_stall (PhClientStream *self)
{
  gboolean too_much = self->octets > PH_CLIENT_STREAM_WAITING_MAX;

  if (too_much && self->stall == 0)
    self->stall = g_timeout_add_seconds (STALL_SECONDS, on_stalled, self);
  else if (!too_much)
    g_clear_handle_id (&self->stall, g_source_remove);
}

static gboolean
on_gathered (gpointer user_data)
{
  PhClientStream *self = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) piece =
      ph_client_frame_next (self->style, &self->waiting, self->in_flight);

  clear_source (&self->gather);
  soup_message_body_append_bytes (body, piece);
  soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

/* Writes what waits, when the piece before has gone; in the next turn of the
 * loop, so that pushes that come in one turn share an object. */
static void
gather (PhClientStream *self)
{
  if (self->gather != NULL || self->in_flight->len > 0 ||
      g_queue_is_empty (&self->waiting))
    return;

  self->gather = g_idle_source_new ();
  g_source_set_priority (self->gather, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->gather, on_gathered, self, NULL);
  g_source_attach (self->gather, NULL);
}

static void
on_wrote_chunk (PhClientStream *self)
{
  g_autoptr (GPtrArray) written = NULL;

  if (self->closed)
    return;

  /* The hub may hand over more while it hears of these. */
  written = g_steal_pointer (&self->in_flight);
  self->in_flight =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_client_item_free);
  for (guint i = 0; i < written->len; i++)
    {
      PhClientItem *item = written->pdata[i];

      self->octets -= g_bytes_get_size (item->push->body);
      g_signal_emit (self, signals[WRITTEN], 0, item->push);
    }

  if (!self->closed)
    gather (self);
}

static void
on_wrote_body_data (PhClientStream *self)
{
  if (self->closed)
    return;

  g_clear_handle_id (&self->stall, g_source_remove);
  watch_for_stall (self);
}

/* A listener has nothing more to say: the end of its half, an error or
 * unasked-for octets all mean that it is no listener (any more). */
static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  cut_off (user_data);
  return G_SOURCE_REMOVE;
}

static void
watch_socket (PhClientStream *self)
{
  g_socket_set_timeout (self->socket, 0);
  self->watch = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->watch, NULL);
}

static void
begin_response (PhClientStream *self)
{
  SoupServerMessage *message = self->message;
  gboolean chunked =
      soup_server_message_get_http_version (message) != SOUP_HTTP_1_0;

  ph_reply_begin (message, SOUP_STATUS_OK);
  ph_reply_set_header (
      message, "Content-Type",
      self->style == PH_CLIENT_STYLE_PLAIN ? "text/plain" : "application/json");
  soup_message_headers_set_encoding (
      soup_server_message_get_response_headers (message),
      chunked ? SOUP_ENCODING_CHUNKED : SOUP_ENCODING_EOF);
  soup_message_body_set_accumulate (
      soup_server_message_get_response_body (message), FALSE);
}

PhClientStream *
ph_client_stream_new (SoupServerMessage *message,
                      GSocket *socket,
                      PhClientStyle style)
{
  PhClientStream *self = g_object_new (PH_TYPE_CLIENT_STREAM, NULL);

  self->message = g_object_ref (message);
  self->socket = g_object_ref (socket);
  self->style = style;

  g_signal_connect_object (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "wrote-body-data",
                           G_CALLBACK (on_wrote_body_data), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (set_closed),
                           self, G_CONNECT_SWAPPED);
  begin_response (self);
  watch_socket (self);
  return self;
}

void
ph_client_stream_send (PhClientStream *self, const char *id, PhPush *push)
{
  g_return_if_fail (PH_IS_CLIENT_STREAM (self));

  if (self->closed)
    return;

  g_queue_push_tail (&self->waiting, ph_client_item_new (id, push));
  self->octets += g_bytes_get_size (push->body);
  watch_for_stall (self);
  gather (self);
}

void
ph_client_stream_end (PhClientStream *self)
{
  g_return_if_fail (PH_IS_CLIENT_STREAM (self));

  if (self->closed)
    return;

  g_socket_set_timeout (self->socket, END_SECONDS);
  soup_message_body_complete (
      soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
  set_closed (self);
}

static void
ph_client_stream_finalize (GObject *object)
{
  PhClientStream *self = PH_CLIENT_STREAM (object);

  g_assert (self->gather == NULL && self->watch == NULL && self->stall == 0);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) ph_client_item_free);
  g_ptr_array_unref (self->in_flight);
  g_object_unref (self->socket);
  g_object_unref (self->message);

  G_OBJECT_CLASS (ph_client_stream_parent_class)->finalize (object);
}

static void
ph_client_stream_class_init (PhClientStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_client_stream_finalize;

  signals[WRITTEN] =
      g_signal_new ("written", PH_TYPE_CLIENT_STREAM, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLOSED] =
      g_signal_new ("closed", PH_TYPE_CLIENT_STREAM, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
ph_client_stream_init (PhClientStream *self)
{
  self->in_flight =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_client_item_free);
}
