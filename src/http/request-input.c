/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/request-input.h"

#include "http/chunks.h"
#include "http/head.h"

#include <string.h>

struct _PhRequestInput
{
  GInputStream parent_instance;

  GInputStream *base;
  PhHead head;
  GByteArray *ahead; /* what came with the head, or NULL */
  gboolean chunked;
  PhChunks chunks;
  PhFault fault;

  PhRequestInputFunc func;
  gpointer user_data;
};

static gboolean
on_fault (gpointer user_data)
{
  PhRequestInput *self = user_data;

  if (self->func != NULL)
    self->func (self->fault, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
set_fault (PhRequestInput *self, PhFault fault)
{
  self->fault = fault;
  g_idle_add_full (G_PRIORITY_HIGH, on_fault, g_object_ref (self),
                   g_object_unref);
}

/* The reader is told where the body begins before it has any of it, so that
 * ph_request_input_expect_chunks () is not too late. */
static gssize
scan_head (PhRequestInput *self, const char *octets, gsize size)
{
  gsize sound = ph_head_scan (&self->head, octets, size);

  if (self->head.fault != PH_FAULT_NONE)
    set_fault (self, self->head.fault);
  else if (sound < size)
    {
      self->ahead = g_byte_array_new ();
      g_byte_array_append (self->ahead, (const guint8 *) octets + sound,
                           (guint) (size - sound));
    }

  return (gssize) sound;
}

static void
scan_chunks (PhRequestInput *self, const char *octets, gssize size)
{
  gboolean cut = size == 0 && self->chunks.state < PH_CHUNKS_TRAILER;

  if (cut)
    set_fault (self, PH_FAULT_CUT);
  else if (size >= 0 && !ph_chunks_scan (&self->chunks, octets, (gsize) size))
    set_fault (self, PH_FAULT_CHUNKS);
}

/* Returns: @done, or what of it the reader gets; of what has a fault nothing,
 * and nothing after it. */
static gssize
scan (PhRequestInput *self, const char *octets, gssize done, GError **error)
{
  gboolean is_first = self->fault == PH_FAULT_NONE;

  if (is_first && !self->head.ended && done > 0)
    done = scan_head (self, octets, (gsize) done);
  else if (is_first && self->chunked)
    scan_chunks (self, octets, done);

  if (self->fault == PH_FAULT_NONE || done < 0 || (done == 0 && !is_first))
    return done;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK,
                       "Nothing follows that could be read.");
  return -1;
}

static gssize
take_ahead (PhRequestInput *self, void *buffer, gsize size)
{
  gsize taken = MIN (size, self->ahead->len);

  memcpy (buffer, self->ahead->data, taken);
  g_byte_array_remove_range (self->ahead, 0, (guint) taken);
  if (self->ahead->len == 0)
    g_clear_pointer (&self->ahead, g_byte_array_unref);
  return (gssize) taken;
}

static GPollableInputStream *
get_base (GPollableInputStream *stream)
{
  return G_POLLABLE_INPUT_STREAM (PH_REQUEST_INPUT (stream)->base);
}

static gboolean
is_readable (GPollableInputStream *stream)
{
  return PH_REQUEST_INPUT (stream)->ahead != NULL ||
         g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource) ready =
      PH_REQUEST_INPUT (stream)->ahead != NULL ?
          g_timeout_source_new (0) :
          g_pollable_input_stream_create_source (get_base (stream), NULL);

  return g_pollable_source_new_full (stream, ready, cancellable);
}

static gssize
read_nonblocking (GPollableInputStream *stream,
                  void *buffer,
                  gsize size,
                  GError **error)
{
  PhRequestInput *self = PH_REQUEST_INPUT (stream);
  gssize done = self->ahead != NULL ?
                    take_ahead (self, buffer, size) :
                    g_pollable_input_stream_read_nonblocking (
                        get_base (stream), buffer, size, NULL, error);

  return scan (self, buffer, done, error);
}

static void
pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = is_readable;
  iface->create_source = create_source;
  iface->read_nonblocking = read_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    PhRequestInput,
    ph_request_input,
    G_TYPE_INPUT_STREAM,
    G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pollable_init))

PhRequestInput *
ph_request_input_new (GInputStream *base)
{
  PhRequestInput *self = g_object_new (PH_TYPE_REQUEST_INPUT, NULL);

  self->base = g_object_ref (base);
  return self;
}

void
ph_request_input_watch (PhRequestInput *self,
                        PhRequestInputFunc func,
                        gpointer user_data)
{
  self->func = func;
  self->user_data = user_data;
}

void
ph_request_input_expect_chunks (PhRequestInput *self)
{
  self->chunked = TRUE;
}

/* libsoup does not wait in a read of a server's connection. */
static gssize
read_blocking (GInputStream *stream,
               void *buffer,
               gsize size,
               GCancellable *cancellable,
               GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       "A request is read without blocking.");
  return -1;
}

static void
ph_request_input_finalize (GObject *object)
{
  PhRequestInput *self = PH_REQUEST_INPUT (object);

  g_clear_pointer (&self->ahead, g_byte_array_unref);
  g_object_unref (self->base);
  G_OBJECT_CLASS (ph_request_input_parent_class)->finalize (object);
}

static void
ph_request_input_class_init (PhRequestInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_request_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = read_blocking;
}

static void
ph_request_input_init (PhRequestInput *self)
{
}
