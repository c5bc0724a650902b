/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/connection.h"

#include <string.h>

/* The half that reads */

#define PH_TYPE_HEAD_INPUT (ph_head_input_get_type ())
G_DECLARE_FINAL_TYPE (PhHeadInput, ph_head_input, PH, HEAD_INPUT, GInputStream)

struct _PhHeadInput
{
  GInputStream parent_instance;

  GInputStream *base;
  PhHead head;
};

/* Ends the head where it is no longer sound, in the place of what has been read
 * from there on. Nobody reads a head by fewer octets than its end has. */
static gssize
cut (PhHeadInput *self, char *buffer, gssize done, gsize size)
{
  PhHead *head = &self->head;
  gsize sound;
  gsize length;

  if (done <= 0 || head->ended || head->fault != PH_HEAD_SOUND)
    return done;

  sound = ph_head_scan (head, buffer, (gsize) done);
  if (head->fault == PH_HEAD_SOUND)
    return done;

  length = MIN (strlen (ph_head_get_end (head)), size);
  sound = MIN (sound, size - length);
  memcpy (buffer + sound, ph_head_get_end (head), length);
  return (gssize) (sound + length);
}

static gboolean
input_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (
      G_POLLABLE_INPUT_STREAM (PH_HEAD_INPUT (stream)->base));
}

static gboolean
input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (
      G_POLLABLE_INPUT_STREAM (PH_HEAD_INPUT (stream)->base));
}

static GSource *
input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) ready = g_pollable_input_stream_create_source (
      G_POLLABLE_INPUT_STREAM (PH_HEAD_INPUT (stream)->base), cancellable);

  return g_pollable_source_new_full (stream, ready, NULL);
}

static gssize
input_read_nonblocking (GPollableInputStream *stream,
                        void *buffer,
                        gsize size,
                        GError **error)
{
  PhHeadInput *self = PH_HEAD_INPUT (stream);
  gssize done = g_pollable_input_stream_read_nonblocking (
      G_POLLABLE_INPUT_STREAM (self->base), buffer, size, NULL, error);

  return cut (self, buffer, done, size);
}

static void
input_iface_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = input_can_poll;
  iface->is_readable = input_is_readable;
  iface->create_source = input_create_source;
  iface->read_nonblocking = input_read_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhHeadInput,
    ph_head_input,
    G_TYPE_INPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, input_iface_init))

static gssize
input_read (GInputStream *stream,
            void *buffer,
            gsize size,
            GCancellable *cancellable,
            GError **error)
{
  PhHeadInput *self = PH_HEAD_INPUT (stream);
  gssize done =
      g_input_stream_read (self->base, buffer, size, cancellable, error);

  return cut (self, buffer, done, size);
}

static void
input_finalize (GObject *object)
{
  g_object_unref (PH_HEAD_INPUT (object)->base);
  G_OBJECT_CLASS (ph_head_input_parent_class)->finalize (object);
}

static void
ph_head_input_class_init (PhHeadInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = input_read;
}

static void
ph_head_input_init (PhHeadInput *self)
{
}

/* Both */

struct _PhConnection
{
  GIOStream parent_instance;

  GIOStream *base;
  GSocket *socket;
  PhHeadInput *input;
};

G_DEFINE_FINAL_TYPE (PhConnection, ph_connection, G_TYPE_IO_STREAM)

PhConnection *
ph_connection_new (GIOStream *stream, GSocket *socket)
{
  PhConnection *self = g_object_new (PH_TYPE_CONNECTION, NULL);

  self->base = g_object_ref (stream);
  self->socket = g_object_ref (socket);
  self->input = g_object_new (PH_TYPE_HEAD_INPUT, NULL);
  self->input->base = g_object_ref (g_io_stream_get_input_stream (stream));
  return self;
}

GSocket *
ph_connection_get_socket (PhConnection *self)
{
  return self->socket;
}

PhHeadFault
ph_connection_get_fault (PhConnection *self)
{
  return self->input->head.fault;
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
