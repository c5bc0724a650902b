/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/request-input.h"

/* What libsoup gets for a connection: the stream of its socket, or of its TLS
 * session, read by way of a PhRequestInput. */
#define PH_TYPE_CONNECTION (ph_connection_get_type ())
G_DECLARE_FINAL_TYPE (PhConnection, ph_connection, PH, CONNECTION, GIOStream)

/* Closing it closes @stream. @socket is what @stream is about. */
PhConnection *ph_connection_new (GIOStream *stream, GSocket *socket);

/* Returns: (transfer none): both are there as long as the connection is */
GSocket *ph_connection_get_socket (PhConnection *connection);
PhRequestInput *ph_connection_get_input (PhConnection *connection);
