/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-bio.h"

/* A peer that sends without end must not keep the loop: TLS has messages that
 * bring no octet of HTTP. Two records. */
#define BUDGET (32 * 1024)

static int
keep_trouble (PhTlsBio *self, GError *error)
{
  g_clear_error (&self->trouble);
  self->trouble = error;
  return -1;
}

static int
read_socket (BIO *bio, char *buffer, int size)
{
  PhTlsBio *self = BIO_get_data (bio);
  GError *error = NULL;
  gssize done;

  BIO_clear_retry_flags (bio);
  if (self->budget == 0)
    {
      BIO_set_retry_read (bio);
      return -1;
    }

  done = g_socket_receive_with_blocking (self->socket, buffer,
                                         MIN ((gsize) size, self->budget),
                                         FALSE, NULL, &error);
  if (done >= 0)
    {
      self->budget -= (gsize) done;
      return (int) done;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return keep_trouble (self, error);

  g_error_free (error);
  BIO_set_retry_read (bio);
  return -1;
}

static int
write_socket (BIO *bio, const char *buffer, int size)
{
  PhTlsBio *self = BIO_get_data (bio);
  GError *error = NULL;
  gssize done;

  BIO_clear_retry_flags (bio);
  done = g_socket_send_with_blocking (self->socket, buffer, (gsize) size, FALSE,
                                      NULL, &error);
  if (done >= 0)
    return (int) done;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return keep_trouble (self, error);

  g_error_free (error);
  BIO_set_retry_write (bio);
  return -1;
}

/* Nothing is kept back, so there is nothing to flush. */
static long
control (BIO *bio, int command, long number, void *data)
{
  return command == BIO_CTRL_FLUSH;
}

static gpointer
make_method (gpointer data)
{
  BIO_METHOD *method =
      BIO_meth_new (BIO_get_new_index () | BIO_TYPE_SOURCE_SINK, "GSocket");

  BIO_meth_set_read (method, read_socket);
  BIO_meth_set_write (method, write_socket);
  BIO_meth_set_ctrl (method, control);
  return method;
}

BIO *
ph_tls_bio_new (PhTlsBio *self, GSocket *socket)
{
  static GOnce method = G_ONCE_INIT;
  BIO *bio = BIO_new (g_once (&method, make_method, NULL));

  self->socket = socket;
  BIO_set_data (bio, self);
  BIO_set_init (bio, 1);
  return bio;
}

void
ph_tls_bio_begin (PhTlsBio *self)
{
  g_clear_error (&self->trouble);
  self->budget = BUDGET;
}

void
ph_tls_bio_clear (PhTlsBio *self)
{
  g_clear_error (&self->trouble);
}
