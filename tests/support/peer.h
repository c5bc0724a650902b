/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* The other end of a TCP connection, for servers that run in the test itself:
 * it sends octet by octet what a test says, and takes in what comes while the
 * main context turns. */
typedef struct
{
  GSocketConnection *connection;
  GIOStream *stream; /* the same, or TLS over it */
  GCancellable *cancellable;
  GString *text;       /* all that has come until now */
  gboolean ended;      /* nothing more will come */
  gboolean failed;     /* because of an error; TLS wants a farewell */
  GBytes *sending;     /* what has not gone yet, or NULL */
  gboolean broken_off; /* the server would not take all of it */
} Peer;

/* Connects to @address, "127.0.0.1:8976". */
Peer *peer_open (const char *address);

/* The same and speaks TLS, which begins with what is written first. It takes
 * any certificate. */
Peer *peer_open_tls (const char *address);

/* Connects and sends @request. */
Peer *peer_send (const char *address, const char *request);

/* Sends more; one thing at a time. */
void peer_write (Peer *peer, const char *text);
void peer_write_bytes (Peer *peer, GBytes *bytes);

/* Ends the half that sends. */
void peer_end (Peer *peer);

/* Closes the connection with a reset, before the main context turns. */
void peer_reset (Peer *peer);

/* Waits until all that has come ends with @text. */
void peer_expect (Peer *peer, const char *text);

/* Waits until the server has closed the connection. Returns: (transfer none):
 * all that has come. */
const char *peer_expect_end (Peer *peer);

/* Closes the connection. */
void peer_free (Peer *peer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)
