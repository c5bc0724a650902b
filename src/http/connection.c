/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/connection.h"

#include "http/request-input.h"

struct _PhConnection
{
  GIOStream parent_instance;

  GIOStream *base;
  GSocket *socket;
  PhRequestInput *input;
};

G_DEFINE_FINAL_TYPE (PhConnection, ph_connection, G_TYPE_IO_STREAM)

PhConnection *
ph_connection_new (GIOStream *stream, GSocket *socket)
{
  PhConnection *self = g_object_new (PH_TYPE_CONNECTION, NULL);

  self->base = g_object_ref (stream);
  self->socket = g_object_ref (socket);
  self->input = ph_request_input_new (g_io_stream_get_input_stream (stream));
  return self;
}

GSocket *
ph_connection_get_socket (PhConnection *self)
{
  return self->socket;
}

PhRequestInput *
ph_connection_get_input (PhConnection *self)
{
  return self->input;
}

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (PH_CONNECTION (stream)->input);
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (PH_CONNECTION (stream)->base);
}

static gboolean
close_base (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (PH_CONNECTION (stream)->base, cancellable, error);
}

static void
ph_connection_finalize (GObject *object)
{
  PhConnection *self = PH_CONNECTION (object);

  g_object_unref (self->input);
  g_object_unref (self->base);
  g_object_unref (self->socket);
  G_OBJECT_CLASS (ph_connection_parent_class)->finalize (object);
}

static void
ph_connection_class_init (PhConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_connection_finalize;
  G_IO_STREAM_CLASS (klass)->get_input_stream = get_input_stream;
  G_IO_STREAM_CLASS (klass)->get_output_stream = get_output_stream;
  G_IO_STREAM_CLASS (klass)->close_fn = close_base;
}

static void
ph_connection_init (PhConnection *self)
{
}
