/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-stream.h"

/* The half that reads */

#define PH_TYPE_TLS_INPUT (ph_tls_input_get_type ())
G_DECLARE_FINAL_TYPE (PhTlsInput, ph_tls_input, PH, TLS_INPUT, GInputStream)

struct _PhTlsInput
{
  GInputStream parent_instance;

  PhTlsSession *session;
};

static gboolean
input_is_readable (GPollableInputStream *stream)
{
  return ph_tls_session_is_ready (PH_TLS_INPUT (stream)->session, PH_TLS_READ);
}

static GSource *
input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) ready = ph_tls_session_create_source (
      PH_TLS_INPUT (stream)->session, PH_TLS_READ, cancellable);

  return g_pollable_source_new_full (stream, ready, cancellable);
}

static gssize
input_read_nonblocking (GPollableInputStream *stream,
                        void *buffer,
                        gsize size,
                        GError **error)
{
  return ph_tls_session_read (PH_TLS_INPUT (stream)->session, buffer, size,
                              error);
}

static void
input_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = input_is_readable;
  iface->create_source = input_create_source;
  iface->read_nonblocking = input_read_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhTlsInput,
    ph_tls_input,
    G_TYPE_INPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, input_iface_init))

/* Whether a call that failed is to be made again, now that it may go. */
static gboolean
waits (PhTlsSession *session,
       PhTlsDirection direction,
       GCancellable *cancellable,
       GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;

  g_clear_error (error);
  return ph_tls_session_wait (session, direction, cancellable, error);
}

static gssize
input_read (GInputStream *stream,
            void *buffer,
            gsize size,
            GCancellable *cancellable,
            GError **error)
{
  PhTlsSession *session = PH_TLS_INPUT (stream)->session;
  g_autoptr (GError) reason = NULL;
  gssize done;

  do
    done = ph_tls_session_read (session, buffer, size, &reason);
  while (done < 0 && waits (session, PH_TLS_READ, cancellable, &reason));

  if (done < 0)
    g_propagate_error (error, g_steal_pointer (&reason));
  return done;
}

static void
input_finalize (GObject *object)
{
  ph_tls_session_unref (PH_TLS_INPUT (object)->session);
  G_OBJECT_CLASS (ph_tls_input_parent_class)->finalize (object);
}

static void
ph_tls_input_class_init (PhTlsInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = input_read;
}

static void
ph_tls_input_init (PhTlsInput *self)
{
}

/* The half that writes */

#define PH_TYPE_TLS_OUTPUT (ph_tls_output_get_type ())
G_DECLARE_FINAL_TYPE (PhTlsOutput, ph_tls_output, PH, TLS_OUTPUT, GOutputStream)

struct _PhTlsOutput
{
  GOutputStream parent_instance;

  PhTlsSession *session;
};

static gboolean
output_is_writable (GPollableOutputStream *stream)
{
  return ph_tls_session_is_ready (PH_TLS_OUTPUT (stream)->session,
                                  PH_TLS_WRITE);
}

static GSource *
output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) ready = ph_tls_session_create_source (
      PH_TLS_OUTPUT (stream)->session, PH_TLS_WRITE, cancellable);

  return g_pollable_source_new_full (stream, ready, cancellable);
}

static gssize
output_write_nonblocking (GPollableOutputStream *stream,
                          const void *buffer,
                          gsize size,
                          GError **error)
{
  return ph_tls_session_write (PH_TLS_OUTPUT (stream)->session, buffer, size,
                               error);
}

static void
output_iface_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = output_is_writable;
  iface->create_source = output_create_source;
  iface->write_nonblocking = output_write_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhTlsOutput,
    ph_tls_output,
    G_TYPE_OUTPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM, output_iface_init))

static gssize
output_write (GOutputStream *stream,
              const void *buffer,
              gsize size,
              GCancellable *cancellable,
              GError **error)
{
  PhTlsSession *session = PH_TLS_OUTPUT (stream)->session;
  g_autoptr (GError) reason = NULL;
  gssize done;

  do
    done = ph_tls_session_write (session, buffer, size, &reason);
  while (done < 0 && waits (session, PH_TLS_WRITE, cancellable, &reason));

  if (done < 0)
    g_propagate_error (error, g_steal_pointer (&reason));
  return done;
}

static gboolean
output_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  ph_tls_session_end (PH_TLS_OUTPUT (stream)->session);
  return TRUE;
}

static void
output_finalize (GObject *object)
{
  ph_tls_session_unref (PH_TLS_OUTPUT (object)->session);
  G_OBJECT_CLASS (ph_tls_output_parent_class)->finalize (object);
}

static void
ph_tls_output_class_init (PhTlsOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = output_write;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = output_close;
}

static void
ph_tls_output_init (PhTlsOutput *self)
{
}

/* Both */

struct _PhTlsStream
{
  GIOStream parent_instance;

  PhTlsSession *session;
  GInputStream *input;
  GOutputStream *output;
};

G_DEFINE_FINAL_TYPE (PhTlsStream, ph_tls_stream, G_TYPE_IO_STREAM)

GIOStream *
ph_tls_stream_new (PhTlsSession *session)
{
  PhTlsStream *self = g_object_new (PH_TYPE_TLS_STREAM, NULL);
  PhTlsInput *input = g_object_new (PH_TYPE_TLS_INPUT, NULL);
  PhTlsOutput *output = g_object_new (PH_TYPE_TLS_OUTPUT, NULL);

  self->session = session;
  input->session = ph_tls_session_ref (session);
  output->session = ph_tls_session_ref (session);
  self->input = G_INPUT_STREAM (input);
  self->output = G_OUTPUT_STREAM (output);
  return G_IO_STREAM (self);
}

static GInputStream *
get_input_stream (GIOStream *stream)
{
  return PH_TLS_STREAM (stream)->input;
}

static GOutputStream *
get_output_stream (GIOStream *stream)
{
  return PH_TLS_STREAM (stream)->output;
}

/* Not by way of the two streams: what is under way on them ends here. */
static gboolean
close_session (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return ph_tls_session_close (PH_TLS_STREAM (stream)->session, error);
}

static void
ph_tls_stream_finalize (GObject *object)
{
  PhTlsStream *self = PH_TLS_STREAM (object);

  g_object_unref (self->input);
  g_object_unref (self->output);
  ph_tls_session_unref (self->session);
  G_OBJECT_CLASS (ph_tls_stream_parent_class)->finalize (object);
}

static void
ph_tls_stream_class_init (PhTlsStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_tls_stream_finalize;
  G_IO_STREAM_CLASS (klass)->get_input_stream = get_input_stream;
  G_IO_STREAM_CLASS (klass)->get_output_stream = get_output_stream;
  G_IO_STREAM_CLASS (klass)->close_fn = close_session;
}

static void
ph_tls_stream_init (PhTlsStream *self)
{
}
