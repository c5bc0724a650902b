/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/tls-session.h"

/* A PhTlsSession as libsoup likes to have a connection: two pollable streams.
 * Closing never blocks; closing the output stream ends our half of the
 * session, not of the socket. */
#define PH_TYPE_TLS_STREAM (ph_tls_stream_get_type ())
G_DECLARE_FINAL_TYPE (PhTlsStream, ph_tls_stream, PH, TLS_STREAM, GIOStream)

/* Takes over @session. */
GIOStream *ph_tls_stream_new (PhTlsSession *session);
