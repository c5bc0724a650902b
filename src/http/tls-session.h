/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>
#include <openssl/ssl.h>

/* The server's side of one TLS connection (RFC 8446). It begins with the
 * handshake, which is part of the first read.
 *
 * GIO's own GTlsConnection is not used: it spends a thread on each handshake,
 * until the peer is done with it. Here a handshake that stalls costs its
 * socket. All functions may be called from any thread. */
typedef struct _PhTlsSession PhTlsSession;

typedef enum
{
  PH_TLS_READ,
  PH_TLS_WRITE,
} PhTlsDirection;

/* Returns: (transfer full) (nullable): NULL when there is no memory for it. */
PhTlsSession *ph_tls_session_new (SSL_CTX *context, GSocket *socket);
PhTlsSession *ph_tls_session_ref (PhTlsSession *session);
void ph_tls_session_unref (PhTlsSession *session);

/* Reads or writes without blocking. Returns: how many octets, at least one, or
 * -1: with G_IO_ERROR_WOULD_BLOCK to be called again later, writing the same
 * octets then, else for good.
 *
 * The end of the peer's half is an error too, whether it was announced or not:
 * who speaks HTTP over TLS has no reason to end it before the answer, and
 * libsoup would take it for the end of a body. */
gssize ph_tls_session_read (PhTlsSession *session,
                            gpointer buffer,
                            gsize size,
                            GError **error);

/* Fails before the handshake is done. */
gssize ph_tls_session_write (PhTlsSession *session,
                             gconstpointer buffer,
                             gsize size,
                             GError **error);

/* Whether the last call that would have blocked is worth another try. */
gboolean ph_tls_session_is_ready (PhTlsSession *session,
                                  PhTlsDirection direction);

/* Returns: (transfer full): a source that fires when it is. */
GSource *ph_tls_session_create_source (PhTlsSession *session,
                                       PhTlsDirection direction,
                                       GCancellable *cancellable);

/* Blocks until it is. */
gboolean ph_tls_session_wait (PhTlsSession *session,
                              PhTlsDirection direction,
                              GCancellable *cancellable,
                              GError **error);

/* Tells the peer that nothing more will be written, if that goes at once. */
void ph_tls_session_end (PhTlsSession *session);

/* The same, and closes the socket. Never blocks. */
gboolean ph_tls_session_close (PhTlsSession *session, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhTlsSession, ph_tls_session_unref)
