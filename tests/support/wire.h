/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* A bare connection to an HTTP server, for what no proper client sends.
 * Its calls block; each fails the test after the deadline of support/wait.h. */
typedef struct
{
  GSocketConnection *connection;
  GIOStream *stream; /* the same, or TLS over it */
} Wire;

/* Connects to the host and port of @url. */
Wire *wire_open (const char *url);

/* The same, and does a TLS handshake; any certificate will do. */
Wire *wire_open_tls (const char *url);
void wire_close (Wire *wire);

/* Closes with a reset, whatever is still under way; wire_close () then only
 * frees. */
void wire_reset (Wire *wire);

/* Ends the half that sends; TLS is not told. */
void wire_end (Wire *wire);

void wire_send (Wire *wire, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Sends chunks of @size octets (RFC 9112 section 7.1), until the other side has
 * had enough or about @most octets are sent. Returns: whether all were sent. */
gboolean wire_flood (Wire *wire, gsize size, gsize most);

/* Returns: (transfer full): the next octets up to the end of the first empty
 * line, which ends a response's headers. */
char *wire_read_headers (Wire *wire);

/* Returns: (transfer full): all until the other side closes or resets. */
char *wire_read_all (Wire *wire);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wire, wire_close)
