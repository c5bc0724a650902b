/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/client-frame.h"

#include <libsoup/soup.h>

/* One open listener of the client API: a response that does not end.
 *
 * Emits "written" (PhPush *) when a push has gone to the socket, and "closed"
 * once, at the latest when the listener has gone, which is noticed at once:
 * what was not written by then will not be. */
#define PH_TYPE_CLIENT_STREAM (ph_client_stream_get_type ())
G_DECLARE_FINAL_TYPE (PhClientStream,
                      ph_client_stream,
                      PH,
                      CLIENT_STREAM,
                      GObject)

/* A listener that has not read anything for a while is cut off when more
 * octets than this wait for it here (contracts/client-api.md). */
#define PH_CLIENT_STREAM_WAITING_MAX (1024 * 1024)

/* Answers @message, which came over @socket, with 200 and an open end. */
PhClientStream *ph_client_stream_new (SoupServerMessage *message,
                                      GSocket *socket,
                                      PhClientStyle style);

/* Writes @push after those before it. @id must outlive the stream. */
void
ph_client_stream_send (PhClientStream *stream, const char *id, PhPush *push);

/* Ends the response; emits "closed". */
void ph_client_stream_end (PhClientStream *stream);
