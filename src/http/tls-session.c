/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls-session.h"

#include "http/plain-answer.h"
#include "http/tls-bio.h"

#include <openssl/err.h>

struct _PhTlsSession
{
  gatomicrefcount references;
  GSocket *socket;

  /* libsoup writes the end of a chunked body in a thread. */
  GMutex lock;
  SSL *ssl; /* NULL when it is closed */
  PhTlsBio bio;
  gboolean broken; /* the protocol does not allow another word */

  /* What the socket has to be ready for, for each direction: a handshake may
   * have to write before it can read. */
  GIOCondition awaited[2];
};

static const GIOCondition usual[] = {
  [PH_TLS_READ] = G_IO_IN,
  [PH_TLS_WRITE] = G_IO_OUT,
};

PhTlsSession *
ph_tls_session_new (SSL_CTX *context, GSocket *socket)
{
  SSL *ssl = SSL_new (context);
  PhTlsSession *self;
  BIO *bio;

  if (ssl == NULL)
    return NULL;

  self = g_new0 (PhTlsSession, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->socket = g_object_ref (socket);
  self->awaited[PH_TLS_READ] = usual[PH_TLS_READ];
  self->awaited[PH_TLS_WRITE] = usual[PH_TLS_WRITE];
  self->ssl = ssl;
  bio = ph_tls_bio_new (&self->bio, socket);
  SSL_set_bio (ssl, bio, bio);
  SSL_set_accept_state (ssl);
  return self;
}

PhTlsSession *
ph_tls_session_ref (PhTlsSession *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ph_tls_session_unref (PhTlsSession *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->ssl, SSL_free);
  ph_tls_bio_clear (&self->bio);
  g_mutex_clear (&self->lock);
  g_object_unref (self->socket);
  g_free (self);
}

static void
begin (PhTlsSession *self)
{
  g_mutex_lock (&self->lock);
  ERR_clear_error ();
  ph_tls_bio_begin (&self->bio);
}

static gboolean
is_open (PhTlsSession *self, GError **error)
{
  if (self->ssl != NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED,
                       "The TLS session is closed.");
  return FALSE;
}

static gboolean
is_established (PhTlsSession *self, GError **error)
{
  if (!is_open (self, error))
    return FALSE;
  if (SSL_is_init_finished (self->ssl))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                       "The TLS handshake is not done.");
  return FALSE;
}

static void
fail_to_block (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK,
                       "TLS waits for the other side.");
}

static void
fail_for_good (PhTlsSession *self, int outcome, GError **error)
{
  gulong code = ERR_peek_error ();
  const char *reason = ERR_reason_error_string (code);

  self->broken = outcome != SSL_ERROR_ZERO_RETURN;
  if (ERR_GET_LIB (code) == ERR_LIB_SSL &&
      ERR_GET_REASON (code) == SSL_R_HTTP_REQUEST)
    ph_plain_answer (self->socket);

  if (self->bio.trouble != NULL)
    g_propagate_error (error, g_steal_pointer (&self->bio.trouble));
  else if (reason != NULL)
    g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_MISC, "TLS: %s.", reason);
  else
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_EOF,
                         "The other side has ended the connection.");
  ERR_clear_error ();
}

/* Of SSL_read_ex () and SSL_write_ex (). */
static gssize
conclude (PhTlsSession *self,
          PhTlsDirection direction,
          int result,
          gsize done,
          GError **error)
{
  int outcome = result > 0 ? SSL_ERROR_NONE : SSL_get_error (self->ssl, result);

  self->awaited[direction] = usual[direction];
  if (outcome == SSL_ERROR_NONE)
    return (gssize) done;

  if (outcome == SSL_ERROR_WANT_READ || outcome == SSL_ERROR_WANT_WRITE)
    {
      self->awaited[direction] =
          outcome == SSL_ERROR_WANT_READ ? G_IO_IN : G_IO_OUT;
      fail_to_block (error);
    }
  else
    fail_for_good (self, outcome, error);

  return -1;
}

gssize
ph_tls_session_read (PhTlsSession *self,
                     gpointer buffer,
                     gsize size,
                     GError **error)
{
  gsize done = 0;
  gssize octets = -1;
  int result;

  begin (self);
  if (is_open (self, error))
    {
      result = SSL_read_ex (self->ssl, buffer, size, &done);
      octets = conclude (self, PH_TLS_READ, result, done, error);
    }
  g_mutex_unlock (&self->lock);
  return octets;
}

/* A write would go on with the handshake, however long that takes. But who has
 * said nothing yet is told nothing. */
gssize
ph_tls_session_write (PhTlsSession *self,
                      gconstpointer buffer,
                      gsize size,
                      GError **error)
{
  gsize done = 0;
  gssize octets = -1;
  int result;

  begin (self);
  if (is_established (self, error))
    {
      result = SSL_write_ex (self->ssl, buffer, size, &done);
      octets = conclude (self, PH_TLS_WRITE, result, done, error);
    }
  g_mutex_unlock (&self->lock);
  return octets;
}

/* OpenSSL may hold octets that the socket no longer has. */
static gboolean
has_pending (PhTlsSession *self, PhTlsDirection direction)
{
  return direction == PH_TLS_READ && self->ssl != NULL &&
         SSL_pending (self->ssl) > 0;
}

gboolean
ph_tls_session_is_ready (PhTlsSession *self, PhTlsDirection direction)
{
  gboolean ready;

  begin (self);
  ready =
      has_pending (self, direction) ||
      g_socket_condition_check (self->socket, self->awaited[direction]) != 0;
  g_mutex_unlock (&self->lock);
  return ready;
}

GSource *
ph_tls_session_create_source (PhTlsSession *self,
                              PhTlsDirection direction,
                              GCancellable *cancellable)
{
  GSource *source;

  begin (self);
  source = has_pending (self, direction) ?
               g_timeout_source_new (0) :
               g_socket_create_source (self->socket, self->awaited[direction],
                                       cancellable);
  g_mutex_unlock (&self->lock);
  return source;
}

gboolean
ph_tls_session_wait (PhTlsSession *self,
                     PhTlsDirection direction,
                     GCancellable *cancellable,
                     GError **error)
{
  GIOCondition awaited;

  begin (self);
  awaited = self->awaited[direction];
  g_mutex_unlock (&self->lock);
  return g_socket_condition_wait (self->socket, awaited, cancellable, error);
}

static void
say_goodbye (PhTlsSession *self)
{
  if (!self->broken && is_established (self, NULL) &&
      (SSL_get_shutdown (self->ssl) & SSL_SENT_SHUTDOWN) == 0)
    SSL_shutdown (self->ssl);
  ERR_clear_error ();
}

void
ph_tls_session_end (PhTlsSession *self)
{
  begin (self);
  say_goodbye (self);
  g_mutex_unlock (&self->lock);
}

/* OpenSSL has nothing to do with it from then on, whoever still holds it. */
gboolean
ph_tls_session_close (PhTlsSession *self, GError **error)
{
  begin (self);
  say_goodbye (self);
  g_clear_pointer (&self->ssl, SSL_free);
  g_mutex_unlock (&self->lock);
  return g_socket_close (self->socket, error);
}
