/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/head.h"

#include <gio/gio.h>

/* What libsoup gets for a connection: the stream of its socket, or of its TLS
 * session, of which libsoup reads the head of a request only as far as it is
 * sound. There it is ended, and it is for the reader to refuse the request. */
#define PH_TYPE_CONNECTION (ph_connection_get_type ())
G_DECLARE_FINAL_TYPE (PhConnection, ph_connection, PH, CONNECTION, GIOStream)

/* Closing it closes @stream. @socket is what @stream is about. */
PhConnection *ph_connection_new (GIOStream *stream, GSocket *socket);

/* Returns: (transfer none): it outlives the connection only for who holds it */
GSocket *ph_connection_get_socket (PhConnection *connection);

/* Returns: what is wrong with the head as far as it has been read */
PhHeadFault ph_connection_get_fault (PhConnection *connection);
