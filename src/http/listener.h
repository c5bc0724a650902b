/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/connection.h"
#include "http/tls.h"

#include <libsoup/soup.h>

/* Accepts connections for a SoupServer, a limited number at once: what comes
 * when that many are open waits in the kernel's queue until one has ended.
 *
 * libsoup's own listener loses a reference on each connection before 3.4, and
 * in every version stops for good after one failed accept (too many open
 * files, say). So we accept ourselves. libsoup then serves one request a
 * connection. */
typedef struct _PhListener PhListener;

/* @sockets (element-type GSocket) listen and do not block. At most @max
 * connections that it accepted are open at once; their handshakes are part of
 * them when @tls is not NULL. @soup and @tls must outlive the listener. */
PhListener *
ph_listener_new (SoupServer *soup, GPtrArray *sockets, guint max, PhTls *tls);

/* Stops accepting. */
void ph_listener_free (PhListener *listener);

/* Counts the connection of @socket no longer: it may stay open for ever. */
void ph_listener_release (PhListener *listener, GSocket *socket);

/* The connection that is being handed to the SoupServer: to be asked for in its
 * "request-started", and not later. libsoup does not know its socket. */
PhConnection *ph_listener_get_current (PhListener *listener);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhListener, ph_listener_free)
